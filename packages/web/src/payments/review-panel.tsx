import type { Answer, Input } from '@yibao/contract/rest'
import { Button, Descriptions, Drawer, Flex, Form, InputNumber, Segmented, Select, Input as TextInput } from 'antd'
import {
  Called,
  Failure,
  fieldRules,
  useAct,
  useAnswer,
  useCan,
  useSay,
  useSeen,
  useSession,
  yuanText,
} from '../kit/index.ts'
import { percentText, pointsText, reviewStateWords } from './words.ts'

type Review = Answer<'payments.reviews'>['rows'][number]
type Outcome = Input<'payments.decide'>['outcome']
type OutcomeKind = Outcome['kind']

function useOutcomeText() {
  const say = useSay()
  return ({ kind, points, standard, share }: Outcome): string => {
    if (kind === 'rejected') return say('不予调整', 'refused')
    if (kind === 'points') return say(`改按 ${pointsText(points ?? 0)} 点`, `${pointsText(points ?? 0)} points instead`)
    if (kind === 'money') return say(`改按 ${yuanText(standard ?? 0)} 元`, `${yuanText(standard ?? 0)} yuan instead`)
    return say(`按费用的 ${percentText(share ?? 0)}`, `${percentText(share ?? 0)} of its cost`)
  }
}

/** Names the reviewers: two, then one third where they differ. */
function AssignForm({ review, onDone }: { readonly review: Review; readonly onDone: () => void }) {
  const say = useSay()
  const { mutate, error, isPending } = useAct('payments.assign')
  const count = review.state === 'disputed' ? 1 : 2
  const named = [review.firstReviewer, review.secondReviewer, review.arbiter].filter((one) => one !== null)
  const seen = useSeen(named.join(' '), review.reviewId, error)
  return (
    <Form<{ readonly reviewers: readonly string[] }>
      layout="vertical"
      onFinish={({ reviewers }) =>
        mutate(
          { reviewId: review.reviewId, reviewers: [...reviewers], seen: seen === '' ? [] : seen.split(' ') },
          { onSuccess: onDone },
        )
      }
    >
      <Form.Item
        name="reviewers"
        label={
          count === 2
            ? say('两名评审人（用户名）', 'Two reviewers, by their sign-in names')
            : say('第三名评审人（用户名）', 'The third reviewer, by sign-in name')
        }
        rules={[
          {
            validator: async (_rule, value: readonly string[] | undefined) => {
              if (value?.length === count) return
              throw new Error(say(`请写 ${count} 个用户名`, `name ${count}`))
            },
          },
        ]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '、']} />
      </Form.Item>
      {error === null ? null : <Failure of={error} />}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('指定评审人', 'Name them')}
      </Button>
    </Form>
  )
}

interface Held {
  readonly kind: OutcomeKind
  readonly points?: number
  readonly yuan?: number
  readonly percent?: number
  readonly reason: string
}

/** What is said in human units, as the centre takes it. */
function outcomeOf({ kind, points = 0, yuan = 0, percent = 0 }: Held): Outcome {
  if (kind === 'points') return { kind, points: Math.round(points * 1_000_000) }
  if (kind === 'money') return { kind, standard: Math.round(yuan * 100) }
  return kind === 'cost' ? { kind, share: Math.round(percent * 10_000) } : { kind }
}

/** What a reviewer holds. */
function DecideForm({ review, onDone }: { readonly review: Review; readonly onDone: () => void }) {
  const say = useSay()
  const [form] = Form.useForm<Held>()
  const kind = Form.useWatch('kind', form) ?? 'rejected'
  const { mutate, error, isPending } = useAct('payments.decide')
  const number = (name: 'points' | 'yuan' | 'percent', label: string, precision: number, max: number) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say('请填写', 'fill it in') }]}>
      <InputNumber min={0} max={max} precision={precision} style={{ width: 200 }} />
    </Form.Item>
  )
  return (
    <Form<Held>
      form={form}
      layout="vertical"
      initialValues={{ kind: 'rejected' }}
      onFinish={(held) =>
        mutate({ reviewId: review.reviewId, outcome: outcomeOf(held), reason: held.reason }, { onSuccess: onDone })
      }
    >
      <Form.Item name="kind" label={say('评审意见', 'Opinion')}>
        <Segmented<OutcomeKind>
          options={[
            { value: 'rejected', label: say('不予调整', 'Refuse') },
            { value: 'points', label: say('按点数', 'Points') },
            { value: 'money', label: say('按金额', 'Amount') },
            { value: 'cost', label: say('按费用比例', 'Share of cost') },
          ]}
        />
      </Form.Item>
      {kind === 'points' ? number('points', say('点数', 'Points'), 4, 1_000_000) : null}
      {kind === 'money' ? number('yuan', say('支付标准（元）', 'Standard, yuan'), 2, 10_000_000) : null}
      {kind === 'cost' ? number('percent', say('费用的百分之几', 'Percent of its cost'), 2, 100) : null}
      <Form.Item
        name="reason"
        label={say('理由', 'Why')}
        rules={[
          { required: true, message: say('请写明理由', 'say why') },
          ...fieldRules('payments.decide', 'reason', say),
        ]}
      >
        <TextInput.TextArea rows={3} />
      </Form.Item>
      {error === null ? null : <Failure of={error} />}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('表示意见', 'Say so')}
      </Button>
    </Form>
  )
}

/** One special case with its opinions, and what the asker may do about it. */
export function ReviewPanel({ review: opened, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const latest = useAnswer('payments.reviews', { reviewId: opened.reviewId })
  const review = latest.data?.rows[0] ?? opened
  const say = useSay()
  const told = useOutcomeText()
  const { userId } = useSession()
  const [mayAssign, mayReview] = [useCan('payments.run'), useCan('payments.review')]
  const { reviewId, providerCode, providerName, caseId, year, state, reason } = review
  const { appliedBy, appliedAt, opinions, outcome, decidedAt } = review
  const mine = [review.firstReviewer, review.secondReviewer, review.arbiter].includes(userId)
  const spoken = opinions.some(({ reviewer }) => reviewer === userId)
  // As it was when the panel was opened, too: who types is not to lose it to somebody faster.
  const waits = [review, opened].some(
    (one) => one.state === 'applied' || (one.state === 'disputed' && one.arbiter === null),
  )
  return (
    <Drawer open onClose={onClose} size={560} title={`${say('特例单议', 'Special case')} ${reviewId}`}>
      <Flex vertical gap="large">
        <Descriptions
          size="small"
          column={1}
          bordered
          items={[
            { key: 'state', label: say('状态', 'State'), children: say(...reviewStateWords[state]) },
            {
              key: 'provider',
              label: say('机构', 'Institution'),
              children: <Called name={providerName} code={providerCode} />,
            },
            { key: 'case', label: say('病例', 'Case'), children: `${caseId} · ${year}` },
            { key: 'reason', label: say('申请理由', 'Why'), children: reason },
            { key: 'by', label: say('申请', 'Applied'), children: `${appliedBy} ${appliedAt}` },
            ...opinions.map((one) => ({
              key: one.reviewer,
              label: `${say('意见', 'Opinion')} ${one.reviewer}`,
              children: `${told(one.outcome)}；${one.reason}（${one.at}）`,
            })),
            ...(outcome === null
              ? []
              : [
                  {
                    key: 'outcome',
                    label: say('决定', 'Decision'),
                    children: `${told(outcome)}（${decidedAt ?? ''}）`,
                  },
                ]),
          ]}
        />
        {mayAssign && waits ? <AssignForm review={review} onDone={onClose} /> : null}
        {mayReview && mine && !spoken && state !== 'decided' ? <DecideForm review={review} onDone={onClose} /> : null}
      </Flex>
    </Drawer>
  )
}
