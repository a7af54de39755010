import type { Answer, Input } from '@yibao/contract/rest'
import { Called, Money, RowList, useGo, useSay } from '../kit/index.ts'
import { kindText, pointsText, roleWords } from './words.ts'

type CaseRow = Answer<'payments.cases'>['rows'][number]

interface CaseListProps {
  readonly input: Omit<Input<'payments.cases'>, 'after' | 'limit'>
  readonly height?: string
  /** Of a trial: nothing of it is kept to be opened. */
  readonly isTrial?: boolean
}

/** The cases of a run; each opens with its group and its computation. */
export function CaseList({ input, height, isTrial = false }: CaseListProps) {
  const say = useSay()
  const go = useGo()
  const money = (key: 'total' | 'fundPaid' | 'standard' | 'fundPayable', title: string) => ({
    key,
    title,
    width: '5.75rem',
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
      {...(isTrial
        ? {}
        : {
            onOpen: ({ runId, caseId }: CaseRow) =>
              go({ to: '/payments/runs/$runId/cases/$caseId', params: { runId, caseId } }),
          })}
      columns={[
        { key: 'case', title: say('病例', 'Case'), width: '13rem', show: ({ caseId }) => caseId },
        ...(input.providerCode === undefined
          ? [
              {
                key: 'provider',
                title: say('机构', 'Institution'),
                width: 'minmax(9rem, 1fr)',
                show: ({ providerCode, providerName }: CaseRow) => <Called name={providerName} code={providerCode} />,
              },
            ]
          : []),
        {
          key: 'discharged',
          title: say('出院', 'Discharged'),
          width: '5.75rem',
          show: ({ dischargedOn }) => dischargedOn,
        },
        { key: 'group', title: say('病组', 'Group'), width: '4.5rem', show: ({ group }) => group ?? '–' },
        {
          key: 'kind',
          title: say('情形', 'Kind'),
          width: input.providerCode === undefined ? 'minmax(7.5rem, 0.5fr)' : 'minmax(8rem, 1fr)',
          show: ({ role, kind }) =>
            [...(role === 'case' ? [] : [say(...roleWords[role])]), kindText(kind, say)].join(' · '),
        },
        ...(input.providerCode === undefined
          ? []
          : [
              {
                key: 'points',
                title: say('点数', 'Points'),
                width: '5.25rem',
                align: 'right' as const,
                show: ({ points }: CaseRow) => pointsText(points),
              },
            ]),
        money('total', say('总费用', 'Cost')),
        ...(input.providerCode === undefined ? [] : [money('fundPaid', say('基金记账', 'Booked'))]),
        money('standard', say('支付标准', 'Standard')),
        money('fundPayable', say('基金应付', 'Payable')),
      ]}
    />
  )
}
