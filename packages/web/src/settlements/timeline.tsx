import type { Answer } from '@yibao/contract/rest'
import { Timeline as Line } from 'antd'
import type { ReactNode } from 'react'
import { Go, Money, useCan, useSay } from '../kit/index.ts'
import { kindWords } from './words.ts'

type Told = Answer<'settlements.timeline'>

interface Event {
  readonly key: string
  readonly at: string
  readonly shown: ReactNode
  readonly colour: 'blue' | 'green' | 'red' | 'gray'
}

interface TimelineProps {
  readonly told: Told
  /** The settlement that is looked at; the others of its chain are links. */
  readonly own: { readonly insuredId: string; readonly settlementId: string }
}

/** What happened to a visit, from its opening to the last step of the settlement, with links to messages and settlements. */
export function Timeline({ told, own }: TimelineProps) {
  const say = useSay()
  const mayMessages = useCan('messages.read')
  const { visit, lines, messages, steps } = told
  const message = (id: string | null, text: string, archived: boolean): ReactNode =>
    id !== null && archived && mayMessages ? (
      <Go to="/messages/$messageId" params={{ messageId: id }}>
        {text}
      </Go>
    ) : (
      text
    )
  const archived = new Map(messages.map((one) => [one.messageId, one.archived]))
  const events: readonly Event[] = [
    ...(visit === null
      ? []
      : [
          {
            key: 'visit',
            at: visit.beganAt,
            colour: 'blue' as const,
            shown: `${say('就诊开始', 'Visit begins')} ${visit.departmentName}`,
          },
        ]),
    ...lines.map((batch) => ({
      key: `lines ${batch.batch} ${batch.settlementId ?? ''}`,
      at: batch.firstAt,
      colour: 'gray' as const,
      shown: (
        <>
          {say(`费用 ${batch.count} 条，合计`, `${batch.count} charges, together`)} <Money fen={batch.total} />
        </>
      ),
    })),
    ...messages
      .filter(({ messageId }) => !steps.some((step) => step.messageId === messageId))
      .map(({ messageId, infno, receivedAt, archived: there }) => ({
        key: `message ${messageId}`,
        at: receivedAt,
        colour: 'gray' as const,
        shown: message(messageId, say(`报文 ${infno}`, `Message ${infno}`), there),
      })),
    ...steps.map((step) => ({
      key: `step ${step.settlementId}`,
      at: step.at,
      colour: step.kind === 'settle' || step.kind === 'restore' ? ('green' as const) : ('red' as const),
      shown: (
        <>
          <strong>{say(...kindWords[step.kind])}</strong> <Money fen={step.total} />
          {say('，基金', ', funds')} <Money fen={step.fund} />
          {say('，现金', ', cash')} <Money fen={step.cash} />{' '}
          {step.settlementId === own.settlementId ? null : (
            <Go
              to="/settlements/$insuredId/$settlementId"
              params={{ insuredId: own.insuredId, settlementId: step.settlementId }}
            >
              {say('查看', 'open')}
            </Go>
          )}{' '}
          {step.messageId === null
            ? null
            : message(step.messageId, say('报文', 'message'), archived.get(step.messageId) ?? false)}
        </>
      ),
    })),
  ]
  return (
    <Line
      items={events
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map(({ key, at, colour, shown }) => ({
          key,
          color: colour,
          content: (
            <span className="settlement-step">
              <time dateTime={at}>{at}</time>
              {shown}
            </span>
          ),
        }))}
    />
  )
}
