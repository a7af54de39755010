import type { Answer, Input } from '@yibao/contract/rest'
import { Money, RowList, useGo, useSay } from '../kit/index.ts'
import { kindText, pointsText, roleWords } from './words.ts'

type CaseRow = Answer<'payments.cases'>['rows'][number]

interface CaseListProps {
  readonly input: Omit<Input<'payments.cases'>, 'after' | 'limit'>
  readonly height?: string
}

/** The cases of a run; each opens with its group and its computation. */
export function CaseList({ input, height }: CaseListProps) {
  const say = useSay()
  const go = useGo()
  const money = (key: 'total' | 'standard' | 'fundPayable', title: string) => ({
    key,
    title,
    width: '6.5rem',
    align: 'right' as const,
    show: (row: CaseRow) => <Money fen={row[key]} />,
  })
  return (
    <RowList
      name="payments.cases"
      input={input}
      label={say('病例', 'Cases')}
      {...(height === undefined ? {} : { height })}
      rowKey={({ caseId, providerCode }) => `${providerCode} ${caseId}`}
      onOpen={({ runId, caseId }) => go({ to: '/payments/runs/$runId/cases/$caseId', params: { runId, caseId } })}
      columns={[
        { key: 'case', title: say('病例', 'Case'), width: 'minmax(13.5rem, 1fr)', show: ({ caseId }) => caseId },
        ...(input.providerCode === undefined
          ? [
              {
                key: 'provider',
                title: say('机构', 'Institution'),
                width: '8.5rem',
                show: ({ providerCode }: CaseRow) => providerCode,
              },
            ]
          : []),
        {
          key: 'discharged',
          title: say('出院', 'Discharged'),
          width: '6.5rem',
          show: ({ dischargedOn }) => dischargedOn,
        },
        { key: 'group', title: say('病组', 'Group'), width: '4.5rem', show: ({ group }) => group ?? '–' },
        {
          key: 'kind',
          title: say('情形', 'Kind'),
          width: '9rem',
          show: ({ role, kind }) =>
            [...(role === 'case' ? [] : [say(...roleWords[role])]), kindText(kind, say)].join(' · '),
        },
        ...(input.providerCode === undefined
          ? []
          : [
              {
                key: 'points',
                title: say('点数', 'Points'),
                width: '6rem',
                align: 'right' as const,
                show: ({ points }: CaseRow) => pointsText(points),
              },
            ]),
        money('total', say('总费用', 'Cost')),
        money('standard', say('支付标准', 'Standard')),
        money('fundPayable', say('基金应付', 'Payable')),
      ]}
    />
  )
}
