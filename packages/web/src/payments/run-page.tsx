import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions, Segmented } from 'antd'
import { Asked, Sheet, schemeWords, useAnswer, useDivision, useFilters, useParam, useSay } from '../kit/index.ts'
import { CaseList } from './case-list.tsx'
import './payments.css'
import { Reopen } from './reopen.tsx'
import { StatementList } from './statement-list.tsx'
import { runKindWords, runStateWords } from './words.ts'

const shows = ['statements', 'cases', 'held'] as const

const pick = ({ show }: Readonly<Record<string, unknown>>) => ({
  show: shows.find((one) => one === show) ?? 'statements',
})

function Facts({ run }: { readonly run: Answer<'payments.run'> }) {
  const say = useSay()
  const placeOf = useDivision()
  const { kind, period, division, schemes, state, issue, closedAt, reopenedAt, reason } = run
  return (
    <>
      {reopenedAt === null ? null : (
        <Alert
          type="warning"
          showIcon
          title={say(
            `已于 ${reopenedAt} 重开，以下结算单全部作废。`,
            `Reopened at ${reopenedAt}: the statements below are void.`,
          )}
          description={reason}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3, xl: 6 }}
        items={[
          { key: 'division', label: say('统筹区', 'Region'), children: placeOf(division) },
          {
            key: 'scheme',
            label: say('险种', 'Insurance'),
            children: schemes.map((scheme) => say(...schemeWords[scheme])).join(say('、', ', ')),
          },
          { key: 'period', label: say('期间', 'Period'), children: `${period} ${say(...runKindWords[kind])}` },
          { key: 'state', label: say('状态', 'State'), children: say(...runStateWords[state]) },
          { key: 'issue', label: say('第几次', 'Issue'), children: issue },
          { key: 'closed', label: say('办结', 'Closed'), children: closedAt ?? '–' },
        ]}
      />
    </>
  )
}

/** A run: its statements, or all of its cases; a closed one can be reopened here. */
export function Page() {
  const say = useSay()
  const runId = useParam('runId')
  const [{ show }, setFilters] = useFilters(pick)
  const run = useAnswer('payments.run', { runId })
  return (
    <Sheet
      title={`${say('付费批次', 'Payment run')} ${runId}`}
      extra={
        <>
          {run.data === undefined ? null : <Reopen run={run.data} />}
          <Segmented
            aria-label={say('看什么', 'What to look at')}
            value={show}
            onChange={(chosen) => setFilters({ show: shows.find((one) => one === chosen) ?? 'statements' })}
            options={[
              { value: 'statements', label: say('结算单', 'Statements') },
              { value: 'cases', label: say('病例', 'Cases') },
              { value: 'held', label: say('暂不支付', 'Held') },
            ]}
          />
        </>
      }
    >
      <Asked of={run}>{(found) => <Facts run={found} />}</Asked>
      {show === 'statements' ? (
        <StatementList input={{ runId }} />
      ) : (
        <CaseList key={show} input={{ runId, ...(show === 'held' ? { role: 'held' } : {}) }} />
      )}
    </Sheet>
  )
}
