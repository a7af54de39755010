import type { Answer, Input } from '@yibao/contract/rest'
import { Button, Checkbox, Flex, Form, Modal, Segmented, Select, Input as TextInput } from 'antd'
import dayjs from 'dayjs'
import { Failure, schemeWords, useAct, useSay, useToday } from '../kit/index.ts'
import { monthPattern, runKindWords } from './words.ts'

export type Scope = Answer<'payments.scopes'>['rows'][number]
type Kind = Input<'payments.start'>['kind']

interface Filled {
  readonly kind: Kind
  readonly period: string
  readonly flags?: readonly ('trial' | 'hold' | 'partial' | 'underLast')[]
}

/** The period that is next of a kind: what is unfinished, else the one after the last. */
function nextPeriod({ closedMonth, clearedYear, unfinished }: Scope, kind: Kind, today: string): string {
  if (unfinished !== null && unfinished.kind === kind) return unfinished.period
  const lastMonth = dayjs(today).subtract(1, 'month').format('YYYY-MM')
  if (kind === 'year') return clearedYear === null ? String(dayjs(today).year() - 1) : String(Number(clearedYear) + 1)
  return closedMonth === null ? lastMonth : dayjs(`${closedMonth}-01`).add(1, 'month').format('YYYY-MM')
}

interface StartRunProps {
  readonly scope: Scope
  readonly onClose: () => void
  readonly onStarted: (jobId: string) => void
}

/** Asks what is to be run for a region and insurance, and starts it. */
export function StartRun({ scope, onClose, onStarted }: StartRunProps) {
  const say = useSay()
  const [form] = Form.useForm<Filled>()
  const today = useToday()
  const kind = Form.useWatch('kind', form) ?? 'month'
  const { mutate, error, isPending } = useAct('payments.start', ['jobs'])
  const { division, scheme } = scope
  const send = ({ kind: asked, period, flags = [] }: Filled): void => {
    const set = Object.fromEntries(flags.map((flag) => [flag, true]))
    mutate({ division, scheme, kind: asked, period, ...set }, { onSuccess: ({ jobId }) => onStarted(jobId) })
  }
  const choices =
    kind === 'month'
      ? [
          { value: 'trial', label: say('只试算，不记账', 'Only try, book nothing') },
          { value: 'hold', label: say('不能定价的病例留到下月', 'Leave what cannot be priced to the next month') },
        ]
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
      title={`${say('办理', 'Run')} · ${division} ${say(...schemeWords[scheme])} · ${say(scope.planName)}`}
    >
      <Form<Filled>
        key={today}
        form={form}
        layout="vertical"
        initialValues={{ kind: 'month', period: nextPeriod(scope, 'month', today), flags: [] }}
        onFinish={send}
        onValuesChange={({ kind: changed }: Partial<Filled>) => {
          if (changed !== undefined) form.setFieldsValue({ period: nextPeriod(scope, changed, today), flags: [] })
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
        <Form.Item
          name="period"
          label={
            kind === 'year'
              ? say('年度，如 2025', 'Year, such as 2025')
              : say('月份，如 2025-03', 'Month, such as 2025-03')
          }
          rules={[
            { required: true, message: say('请填写期间', 'fill in the period') },
            {
              validator: async (_rule, value: string) => {
                if (value === '' || (kind === 'year' ? /^\d{4}$/ : monthPattern).test(value)) return
                throw new Error(
                  kind === 'year'
                    ? say('请写四位年度，如 2025', 'write a year of four digits, such as 2025')
                    : say('请写年和月，如 2025-03', 'write year and month, such as 2025-03'),
                )
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
        {error === null ? null : <Failure of={error} />}
        <Flex justify="end" gap="small" style={{ marginTop: 12 }}>
          <Button onClick={onClose}>{say('不办', 'Not now')}</Button>
          <Button type="primary" htmlType="submit" loading={isPending}>
            {say('开始办理', 'Start')}
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
