import { useQueryClient } from '@tanstack/react-query'
import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Select, Table, Tag, Typography } from 'antd'
import { useCallback, useState } from 'react'
import {
  Asked,
  RowList,
  Sheet,
  schemeWords,
  useAnswer,
  useCan,
  useDivision,
  useFilters,
  useGo,
  useSay,
  useSession,
  useToday,
} from '../kit/index.ts'
import { RunJob } from './run-job.tsx'
import { type Scope, StartRun } from './start-run.tsx'
import { runKindWords, runStateWords } from './words.ts'

type Run = Answer<'payments.runs'>['rows'][number]

const kinds: readonly Run['kind'][] = ['month', 'advance', 'year']

const pick = ({ kind }: Readonly<Record<string, unknown>>) => ({ kind: kinds.find((one) => one === kind) })

/** Regions and insurances that pay by cases, up to where they have come, and the next run of each. */
function Scopes({ rows, onStart }: { readonly rows: readonly Scope[]; readonly onStart: (scope: Scope) => void }) {
  const say = useSay()
  const placeOf = useDivision()
  const mayRun = useCan('payments.run')
  return (
    <Table<Scope>
      size="small"
      rowKey={({ division, scheme }) => `${division} ${scheme}`}
      pagination={false}
      dataSource={[...rows]}
      locale={{
        emptyText: say('您管辖的统筹区没有启用按病例付费的方案', 'No plan of payment by cases within your reach'),
      }}
      columns={[
        { title: say('统筹区', 'Region'), dataIndex: 'division', width: 160, render: placeOf },
        {
          title: say('险种', 'Insurance'),
          dataIndex: 'scheme',
          width: 110,
          render: (scheme: Scope['scheme']) => say(...schemeWords[scheme]),
        },
        { title: say('方案', 'Plan'), dataIndex: 'planName', render: (name: Scope['planName']) => say(name) },
        {
          title: say('已办到', 'Closed up to'),
          dataIndex: 'closedMonth',
          width: 130,
          render: (month: string | null) => month ?? '–',
        },
        {
          title: say('已清算', 'Cleared'),
          dataIndex: 'clearedYear',
          width: 90,
          render: (year: string | null) => year ?? '–',
        },
        {
          title: say('没有办完的', 'Unfinished'),
          dataIndex: 'unfinished',
          width: 210,
          render: (one: Scope['unfinished']) =>
            one === null ? (
              '–'
            ) : (
              <Tag>
                {say(...runKindWords[one.kind])} {one.period} · {one.done}/{one.institutions}
              </Tag>
            ),
        },
        ...(mayRun
          ? [
              {
                title: say('办理', 'Run'),
                key: 'run',
                width: 110,
                render: (_: unknown, scope: Scope) => (
                  <Button size="small" type="primary" onClick={() => onStart(scope)}>
                    {scope.unfinished === null ? say('办理', 'Run') : say('接着办', 'Go on')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** Plans and months of a region are the bureau's business; an institution sees what concerns itself. */
function OfAnInstitution() {
  const say = useSay()
  return (
    <Alert
      type="info"
      showIcon
      title={say(
        '月结算由医保经办机构办理。您可以查看含本机构结算单的批次，以及其中本机构的结算单和病例。',
        'Month-ends are run by the bureau. You see the runs that hold a statement of your institution, and of them its statements and cases.',
      )}
    />
  )
}

/** The runs of the asker that are still open, so that a page that was closed shows them again. */
function useOpenJob(): string | null {
  const mayRun = useCan('payments.run')
  const { data } = useAnswer('jobs.list', {}, { enabled: mayRun })
  const found = data?.rows.find(({ kind, endedAt }) => kind === 'payments-run' && endedAt === null)
  return found?.jobId ?? null
}

/** Month-ends, advances and clearings: what is next, what is under way, what was done. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const queries = useQueryClient()
  const [{ kind }, setFilters] = useFilters(pick)
  const [starting, setStarting] = useState<Scope | null>(null)
  const [started, setStarted] = useState<string | null>(null)
  const placeOf = useDivision()
  // Asked for with the page: the dialog proposes by it.
  const today = useToday()
  const { rights } = useSession()
  const isBureau = rights.some(({ right, regions }) => right === 'payments.read' && regions.length > 0)
  const scopes = useAnswer('payments.scopes', {}, { enabled: isBureau })
  const open = useOpenJob()
  const jobId = started ?? open
  const refresh = useCallback(
    () => void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => String(name).startsWith('payments.') }),
    [queries],
  )
  return (
    <Sheet title={say('月结算', 'Month-end')}>
      {jobId === null ? null : <RunJob jobId={jobId} onEnd={refresh} />}
      {isBureau ? (
        <Asked of={scopes}>{({ rows }) => <Scopes rows={rows} onStart={setStarting} />}</Asked>
      ) : (
        <OfAnInstitution />
      )}
      {starting === null ? null : (
        <StartRun
          key={today}
          scope={starting}
          today={today}
          onClose={() => setStarting(null)}
          onStarted={(id) => {
            setStarting(null)
            setStarted(id)
          }}
        />
      )}
      <Typography.Title level={2} style={{ fontSize: 16, margin: 0 }}>
        {say('已办的批次', 'Runs')}
      </Typography.Title>
      <Select<Run['kind'] | ''>
        aria-label={say('种类', 'Kind')}
        value={kind ?? ''}
        onChange={(chosen) => setFilters({ kind: chosen === '' ? undefined : chosen })}
        style={{ width: 180 }}
        options={[
          { value: '', label: say('全部种类', 'all kinds') },
          ...kinds.map((value) => ({ value, label: say(...runKindWords[value]) })),
        ]}
      />
      <RowList
        name="payments.runs"
        input={kind === undefined ? {} : { kind }}
        label={say('付费批次', 'Payment runs')}
        height="calc(100vh - 30rem)"
        rowKey={({ runId }) => runId}
        onOpen={({ runId }: Run) => go({ to: '/payments/runs/$runId', params: { runId } })}
        columns={[
          { key: 'period', title: say('期间', 'Period'), width: '6rem', show: ({ period }) => period },
          { key: 'kind', title: say('种类', 'Kind'), width: '8.5rem', show: (row) => say(...runKindWords[row.kind]) },
          {
            key: 'division',
            title: say('统筹区', 'Region'),
            width: 'minmax(10rem, 1fr)',
            show: ({ division }) => placeOf(division),
          },
          {
            key: 'scheme',
            title: say('险种', 'Insurance'),
            width: '8rem',
            show: ({ schemes }) => schemes.map((scheme) => say(...schemeWords[scheme])).join('、'),
          },
          {
            key: 'state',
            title: say('状态', 'State'),
            width: '7rem',
            show: ({ state }) => say(...runStateWords[state]),
          },
          {
            key: 'statements',
            title: say('结算单', 'Statements'),
            width: '6rem',
            align: 'right',
            show: ({ statements }) => statements,
          },
          { key: 'issue', title: say('第几次', 'Issue'), width: '5rem', align: 'right', show: ({ issue }) => issue },
          {
            key: 'closed',
            title: say('办结', 'Closed'),
            width: '10.5rem',
            show: ({ closedAt }) => closedAt ?? '–',
          },
        ]}
      />
    </Sheet>
  )
}
