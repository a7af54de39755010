import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Segmented, Table, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  Asked,
  Called,
  Failure,
  Money,
  Sheet,
  useAnswer,
  useCan,
  useParam,
  useSave,
  useSay,
  yuanText,
} from '../kit/index.ts'
import { CaseList } from './case-list.tsx'
import { StepLines } from './step-lines.tsx'
import { roleWords, runKindWords } from './words.ts'

type Shown = Answer<'payments.statement'>
type Entry = Shown['entries'][number]
type Paper = 'papers.statement' | 'papers.workbook' | 'papers.notice'

function Papers({ number }: { readonly number: string }) {
  const say = useSay()
  const may = useCan('payments.export')
  const [save, error] = useSave()
  const take = (paper: Paper): void => save(paper, { statementNumber: number })
  if (!may) return null
  return (
    <>
      <Button onClick={() => take('papers.statement')}>{say('结算单 PDF', 'Statement, PDF')}</Button>
      <Button onClick={() => take('papers.workbook')}>{say('结算单 Excel', 'Statement, Excel')}</Button>
      <Button onClick={() => take('papers.notice')}>{say('拨付通知 PDF', 'Notice, PDF')}</Button>
      {error === null ? null : <Failure of={error} />}
    </>
  )
}

interface OpensProps {
  readonly label?: string
  readonly onOpen: () => void
  readonly children: ReactNode
}

/** A figure that opens the rows behind it. */
function Opens({ label, onOpen, children }: OpensProps) {
  return (
    <Button type="link" size="small" className="payments-opens" aria-label={label} onClick={onOpen}>
      {children}
    </Button>
  )
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const say = useSay()
  const rows = entries.flatMap(({ entryId, kind, at, postings }) =>
    postings.map(({ account, amount }, place) => ({
      key: `${entryId} ${place}`,
      entryId,
      kind,
      at,
      account,
      amount,
      place,
    })),
  )
  return (
    <Table
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: say('凭证', 'Entry'),
          dataIndex: 'entryId',
          render: (id: string, { place }) => (place === 0 ? id : ''),
        },
        {
          title: say('种类', 'Kind'),
          dataIndex: 'kind',
          render: (kind: string, { place }) => (place === 0 ? kind : ''),
        },
        {
          title: say('记账时间', 'Booked'),
          dataIndex: 'at',
          render: (at: string, { place }) => (place === 0 ? at : ''),
        },
        { title: say('科目', 'Account'), dataIndex: 'account' },
        {
          title: say('金额（元）', 'Amount, yuan'),
          dataIndex: 'amount',
          align: 'right',
          render: (amount: number) => <Money fen={amount} />,
        },
      ]}
    />
  )
}

const roles = ['case', 'adjustment', 'held'] as const
type Role = (typeof roles)[number]

interface CasesProps {
  readonly shown: Shown
  readonly role: Role | undefined
  readonly onRole: (role: Role | undefined) => void
}

/** The cases that a statement counts, and those that wait and are not among them. */
function Cases({ shown: { statement, held }, role, onRole }: CasesProps) {
  const say = useSay()
  const { runId, providerCode, cases, adjustments } = statement
  const counts: Readonly<Record<Role, number>> = { case: cases, adjustment: adjustments, held }
  return (
    <>
      <Segmented<Role | ''>
        aria-label={say('看哪些病例', 'Which cases')}
        value={role ?? ''}
        onChange={(chosen) => onRole(chosen === '' ? undefined : chosen)}
        style={{ marginBottom: 8 }}
        options={[
          { value: '', label: `${say('全部', 'All')} ${cases + adjustments + held}` },
          ...roles.map((value) => ({ value, label: `${say(...roleWords[value])} ${counts[value]}` })),
        ]}
      />
      <CaseList
        input={{ runId, providerCode, ...(role === undefined ? {} : { role }) }}
        height="calc(100vh - 29.5rem)"
      />
    </>
  )
}

/** Where the rows behind an amount stand. */
const rowsOf = {
  fundBooked: 'cases',
  fundPayable: 'cases',
  deducted: 'steps',
  withheld: 'steps',
  offsetAdvance: 'entries',
  appropriated: 'entries',
} as const

function Whole({ shown }: { readonly shown: Shown }) {
  const say = useSay()
  const [tab, setTab] = useState('cases')
  const [role, setRole] = useState<Role | undefined>(undefined)
  const { statement, held, stepsText, entries } = shown
  const { providerCode, providerName, cases } = statement
  const openCases = (chosen: Role | undefined): void => {
    setRole(chosen)
    setTab('cases')
  }
  const amounts = [
    ['fundBooked', say('结算时基金记账', 'Booked at settlement')],
    ['fundPayable', say('基金应付', 'Payable by the fund')],
    ['deducted', say('扣款', 'Deductions')],
    ['withheld', say('预留质量保证金', 'Deposit withheld')],
    ['offsetAdvance', say('冲抵预付', 'Advance offset')],
    ['appropriated', say('本次拨付', 'Transferred now')],
  ] as const
  const tabs = {
    cases: say('病例', 'Cases'),
    steps: say('计算过程', 'Computation'),
    entries: say('分录', 'Journal entries'),
  }
  return (
    <>
      {statement.stands ? null : (
        <Alert
          type="warning"
          showIcon
          title={say('该期间已重开，此结算单不再有效。', 'The period was reopened: this statement is void.')}
        />
      )}
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, md: 3 }}
        items={[
          {
            key: 'provider',
            label: say('机构', 'Institution'),
            children: <Called name={providerName} code={providerCode} />,
          },
          {
            key: 'period',
            label: say('期间', 'Period'),
            children: `${statement.period} ${say(...runKindWords[statement.kind])}`,
          },
          { key: 'issued', label: say('出具', 'Issued'), children: statement.issuedAt },
          {
            key: 'cases',
            label: say('计入病例', 'Cases counted'),
            children: (
              <>
                <Opens onOpen={() => openCases('case')}>{say(`${cases} 例`, `${cases}`)}</Opens>
                {held === 0 ? null : (
                  <Opens onOpen={() => openCases('held')}>
                    {say(`另有暂不支付 ${held} 例，不计入`, `${held} more wait, not counted`)}
                  </Opens>
                )}
              </>
            ),
          },
          {
            key: 'adjustments',
            label: say('调整', 'Adjustments'),
            children: <Opens onOpen={() => openCases('adjustment')}>{statement.adjustments}</Opens>,
          },
          { key: 'notice', label: say('拨付通知', 'Notice'), children: statement.noticeNumber },
          ...amounts.map(([key, label]) => ({
            key,
            label,
            children: (
              <Opens
                label={`${label} ${yuanText(statement[key])} · ${tabs[rowsOf[key]]}`}
                onOpen={() => (rowsOf[key] === 'cases' ? openCases(undefined) : setTab(rowsOf[key]))}
              >
                <Money fen={statement[key]} />
              </Opens>
            ),
          })),
        ]}
      />
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'cases', label: tabs.cases, children: <Cases shown={shown} role={role} onRole={setRole} /> },
          { key: 'steps', label: tabs.steps, children: <StepLines text={stepsText} /> },
          { key: 'entries', label: tabs.entries, children: <Entries entries={entries} /> },
        ]}
      />
    </>
  )
}

/** One statement: its amounts, how they came about, the cases and entries behind them, and its papers. */
export function Page() {
  const say = useSay()
  const [runId, providerCode] = [useParam('runId'), useParam('providerCode')]
  const query = useAnswer('payments.statement', { runId, providerCode, language: say.language })
  const statement = query.data?.statement
  return (
    <Sheet
      title={`${say('结算单', 'Statement')} ${statement?.number ?? ''}`}
      extra={statement?.stands === true ? <Papers number={statement.number} /> : null}
    >
      <Asked of={query}>{(shown) => <Whole shown={shown} />}</Asked>
    </Sheet>
  )
}
