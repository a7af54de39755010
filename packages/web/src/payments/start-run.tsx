import type { Answer, Input } from '@yibao/contract/rest'
import { Alert, Button, Checkbox, Flex, Form, Modal, Radio, Segmented, Select, Input as TextInput } from 'antd'
import dayjs from 'dayjs'
import { Failure, schemeWords, useAct, useDivision, useSay, useToday } from '../kit/index.ts'
import { monthPattern, runKindWords } from './words.ts'

export type Scope = Answer<'payments.scopes'>['rows'][number]
type Kind = Input<'payments.start'>['kind']

interface Filled {
  readonly kind: Kind
  readonly period: string
  /** Of a month alone. */
  readonly mode?: 'trial' | 'book'
  readonly flags?: readonly ('hold' | 'partial' | 'underLast')[]
}

/** The last period of a kind that is over; one pays in advance for the month that runs. */
function lastPeriod(kind: Kind, today: string): string {
  if (kind === 'year') return String(dayjs(today).year() - 1)
  return dayjs(today)
    .subtract(kind === 'advance' ? 0 : 1, 'month')
    .format('YYYY-MM')
}

/** The period that is next of a kind: what is unfinished, else the one after the last, as long as it is over. */
function nextPeriod({ closedMonth, clearedYear, unfinished }: Scope, kind: Kind, today: string): string {
  if (unfinished !== null && unfinished.kind === kind) return unfinished.period
  const last = lastPeriod(kind, today)
  const done = kind === 'year' ? clearedYear : closedMonth
  if (done === null) return last
  const next = kind === 'year' ? String(Number(done) + 1) : dayjs(`${done}-01`).add(1, 'month').format('YYYY-MM')
  // What is not over yet is not proposed.
  return [next, last].toSorted()[0] ?? last
}

/** What is begun like this: nothing is booked by a trial, and a run that was begun goes on as it began. */
const begun = (scope: Scope, kind: Kind, today: string) => ({
  period: nextPeriod(scope, kind, today),
  mode: scope.unfinished?.kind === kind ? ('book' as const) : ('trial' as const),
  flags: [],
})

/** What is going to happen, before it does. */
function Consequence({ kind, books }: { readonly kind: Kind; readonly books: boolean }) {
  const say = useSay()
  if (!books) {
    return (
      <Alert
        type="info"
        showIcon
        title={say(
          '试算：收集病例、分组、定价，给出合计。不出结算单，不记账，可以反复做。',
          'A trial collects, groups and prices the cases and tells the sums. No statement, no entry; as often as you like.',
        )}
      />
    )
  }
  const done = {
    month: say(
      '记账：给每家机构出具结算单和拨付通知，并记入基金分录。',
      'Booking makes a statement and a notice of transfer for each institution and enters them into the books of the fund.',
    ),
    advance: say(
      '预付没有试算：给每家机构出具预付单，并记入基金分录。',
      'An advance has no trial: each institution gets its advance, which is entered into the books of the fund.',
    ),
    year: say(
      '清算没有试算：给每家机构出具清算单，多退少补，并记入基金分录。',
      'A clearing has no trial: each institution gets its clearing, what is owed either way is entered into the books.',
    ),
  }[kind]
  return (
    <Alert
      type="warning"
      showIcon
      title={`${done}${say('办结后只能重开：单据作废，分录红冲。', ' Afterwards it can only be reopened: papers void, entries opposed.')}`}
    />
  )
}

interface StartRunProps {
  readonly scope: Scope
  /** The day of the centre. */
  readonly today: string
  readonly onClose: () => void
  readonly onStarted: (jobId: string) => void
}

/** Asks what is to be run for a region and insurance, and starts it. */
export function StartRun({ scope, today, onClose, onStarted }: StartRunProps) {
  const say = useSay()
  const [form] = Form.useForm<Filled>()
  const placeOf = useDivision()
  const kind = Form.useWatch('kind', form) ?? 'month'
  const { mutate, error, isPending } = useAct('payments.start', ['jobs'])
  const { division, scheme } = scope
  const mode = Form.useWatch('mode', form) ?? 'trial'
  const books = kind !== 'month' || mode === 'book'
  const send = ({ kind: asked, period, flags = [] }: Filled): void => {
    const set = Object.fromEntries([...flags, ...(books ? [] : ['trial'])].map((flag) => [flag, true]))
    mutate({ division, scheme, kind: asked, period, ...set }, { onSuccess: ({ jobId }) => onStarted(jobId) })
  }
  const notOver = (period: string): string =>
    kind === 'year'
      ? say(`${period} 年还没有结束，不能清算`, `the year ${period} is not over and cannot be cleared`)
      : say(
          `${period} 还没有结束，只能试算；已结束的最后一个月是 ${lastPeriod('month', today)}`,
          `${period} is not over and can only be tried; the last month that is over is ${lastPeriod('month', today)}`,
        )
  const choices =
    kind === 'month'
      ? [{ value: 'hold', label: say('不能定价的病例留到下月', 'Leave what cannot be priced to the next month') }]
      : kind === 'year'
        ? [
            { value: 'partial', label: say('只清算已办结的月份', 'Clear only the months that were closed') },
            {
              value: 'underLast',
              label: say('各月方案不同的，按最后一个月的方案', 'Where plans differ, under that of the last month'),
            },
          ]
        : []
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      title={`${say('办理', 'Run')} · ${placeOf(division)} ${say(...schemeWords[scheme])} · ${say(scope.planName)}`}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'month', ...begun(scope, 'month', today) }}
        onFinish={send}
        onValuesChange={({ kind: changed }: Partial<Filled>) => {
          if (changed !== undefined) form.setFieldsValue(begun(scope, changed, today))
        }}
      >
        <Form.Item name="kind" label={say('办理什么', 'What')}>
          <Segmented<Kind>
            options={(['month', 'advance', 'year'] as const).map((value) => ({
              value,
              label: say(...runKindWords[value]),
            }))}
          />
        </Form.Item>
        {kind === 'month' ? (
          <Form.Item name="mode" label={say('试算还是记账', 'Try or book')}>
            <Radio.Group
              options={[
                { value: 'trial', label: say('试算，不记账', 'Try, book nothing') },
                { value: 'book', label: say('记账并出结算单', 'Book and make statements') },
              ]}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          name="period"
          dependencies={['mode']}
          label={
            kind === 'year'
              ? say('年度，如 2025', 'Year, such as 2025')
              : say('月份，如 2025-03', 'Month, such as 2025-03')
          }
          rules={[
            { required: true, message: say('请填写期间', 'fill in the period') },
            {
              validator: async (_rule, value: string) => {
                if (value === '') return
                if (!(kind === 'year' ? /^\d{4}$/ : monthPattern).test(value)) {
                  throw new Error(
                    kind === 'year'
                      ? say('请写四位年度，如 2025', 'write a year of four digits, such as 2025')
                      : say('请写年和月，如 2025-03', 'write year and month, such as 2025-03'),
                  )
                }
                if (books && kind !== 'advance' && value > lastPeriod(kind, today)) throw new Error(notOver(value))
              },
            },
          ]}
        >
          <TextInput autoComplete="off" style={{ width: 160 }} />
        </Form.Item>
        {choices.length === 0 ? null : (
          <Form.Item name="flags" label={say('怎样办', 'How')}>
            <Checkbox.Group options={choices} />
          </Form.Item>
        )}
        <Consequence kind={kind} books={books} />
        {error === null ? null : <Failure of={error} />}
        <Flex justify="end" gap="small" style={{ marginTop: 12 }}>
          <Button onClick={onClose}>{say('不办', 'Not now')}</Button>
          <Button type="primary" htmlType="submit" loading={isPending}>
            {books ? say('开始办理', 'Start') : say('开始试算', 'Try it')}
          </Button>
        </Flex>
      </Form>
    </Modal>
  )
}

interface MonthFieldProps {
  readonly value: string
  readonly onChange: (month: string) => void
}

/** A month to look at, by its number; what is no month changes nothing. */
export function MonthField({ value, onChange }: MonthFieldProps) {
  const say = useSay()
  const today = useToday()
  const months = Array.from({ length: 36 }, (_, back) => dayjs(today).subtract(back, 'month').format('YYYY-MM'))
  const options = [...new Set([value, ...months])]
    .filter((month) => monthPattern.test(month))
    .toSorted()
    .toReversed()
  return (
    <Select
      aria-label={say('月份', 'Month')}
      value={value}
      onChange={onChange}
      showSearch
      style={{ width: 130 }}
      options={options.map((month) => ({ value: month, label: month }))}
    />
  )
}
