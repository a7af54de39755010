import { Segmented } from 'antd'
import { Sheet, useFilters, useParam, useSay } from '../kit/index.ts'
import { CaseList } from './case-list.tsx'
import { StatementList } from './statement-list.tsx'

const pick = ({ show }: Readonly<Record<string, unknown>>) => ({
  show: show === 'cases' ? ('cases' as const) : undefined,
})

/** A run: its statements, or all of its cases. */
export function Page() {
  const say = useSay()
  const runId = useParam('runId')
  const [{ show }, setFilters] = useFilters(pick)
  return (
    <Sheet
      title={`${say('付费批次', 'Payment run')} ${runId}`}
      extra={
        <Segmented
          aria-label={say('看什么', 'What to look at')}
          value={show ?? 'statements'}
          onChange={(chosen) => setFilters({ show: chosen === 'cases' ? 'cases' : undefined })}
          options={[
            { value: 'statements', label: say('结算单', 'Statements') },
            { value: 'cases', label: say('病例', 'Cases') },
          ]}
        />
      }
    >
      {show === 'cases' ? <CaseList input={{ runId }} /> : <StatementList input={{ runId }} />}
    </Sheet>
  )
}
