import type { Answer, Input } from '@yibao/contract/rest'
import { Tag } from 'antd'
import { Called, Money, RowList, useGo, useSay } from '../kit/index.ts'

type Statement = Answer<'payments.statements'>['rows'][number]

interface StatementListProps {
  readonly input: Omit<Input<'payments.statements'>, 'after' | 'limit'>
  readonly height?: string
}

/** Statements, newest first; each opens with its computation and its cases. */
export function StatementList({ input, height }: StatementListProps) {
  const say = useSay()
  const go = useGo()
  const money = (key: 'fundBooked' | 'fundPayable' | 'deducted' | 'appropriated', title: string) => ({
    key,
    title,
    width: '6rem',
    align: 'right' as const,
    show: (row: Statement) => <Money fen={row[key]} />,
  })
  return (
    <RowList
      name="payments.statements"
      input={input}
      label={say('结算单', 'Statements')}
      {...(height === undefined ? {} : { height })}
      rowKey={({ runId, providerCode }) => `${runId} ${providerCode}`}
      onOpen={({ runId, providerCode }) =>
        go({ to: '/payments/runs/$runId/statements/$providerCode', params: { runId, providerCode } })
      }
      columns={[
        {
          key: 'number',
          title: say('结算单号', 'Number'),
          width: '14rem',
          show: ({ number, stands }) => (
            <>
              {number} {stands ? null : <Tag>{say('已重开', 'reopened')}</Tag>}
            </>
          ),
        },
        {
          key: 'provider',
          title: say('机构', 'Institution'),
          width: 'minmax(11rem, 1fr)',
          show: ({ providerCode, providerName }) => <Called name={providerName} code={providerCode} />,
        },
        { key: 'period', title: say('期间', 'Period'), width: '4.5rem', show: ({ period }) => period },
        { key: 'cases', title: say('病例', 'Cases'), width: '4rem', align: 'right', show: ({ cases }) => cases },
        money('fundBooked', say('结算时记账', 'Booked')),
        money('fundPayable', say('基金应付', 'Payable')),
        money('deducted', say('扣款', 'Deducted')),
        money('appropriated', say('本次拨付', 'Transferred')),
      ]}
    />
  )
}
