import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Table, Tabs } from 'antd'
import { Asked, Failure, Money, Sheet, useAnswer, useCan, useParam, useSave, useSay } from '../kit/index.ts'
import { CaseList } from './case-list.tsx'
import { StepLines } from './step-lines.tsx'
import { runKindWords } from './words.ts'

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

function Whole({ shown: { statement, stepsText, entries } }: { readonly shown: Shown }) {
  const say = useSay()
  const { runId, providerCode } = statement
  const amounts = [
    ['fundBooked', say('结算时基金记账', 'Booked at settlement'), statement.fundBooked],
    ['fundPayable', say('基金应付', 'Payable by the fund'), statement.fundPayable],
    ['deducted', say('扣款', 'Deductions'), statement.deducted],
    ['withheld', say('预留质量保证金', 'Deposit withheld'), statement.withheld],
    ['offsetAdvance', say('冲抵预付', 'Advance offset'), statement.offsetAdvance],
    ['appropriated', say('本次拨付', 'Transferred now'), statement.appropriated],
  ] as const
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
          { key: 'provider', label: say('机构', 'Institution'), children: providerCode },
          {
            key: 'period',
            label: say('期间', 'Period'),
            children: `${statement.period} ${say(...runKindWords[statement.kind])}`,
          },
          { key: 'issued', label: say('出具', 'Issued'), children: statement.issuedAt },
          { key: 'cases', label: say('病例', 'Cases'), children: statement.cases },
          { key: 'adjustments', label: say('调整', 'Adjustments'), children: statement.adjustments },
          { key: 'notice', label: say('拨付通知', 'Notice'), children: statement.noticeNumber },
          ...amounts.map(([key, label, fen]) => ({ key, label, children: <Money fen={fen} /> })),
        ]}
      />
      <Tabs
        items={[
          {
            key: 'cases',
            label: say('病例', 'Cases'),
            children: <CaseList input={{ runId, providerCode }} height="calc(100vh - 31rem)" />,
          },
          { key: 'steps', label: say('计算过程', 'Computation'), children: <StepLines text={stepsText} /> },
          { key: 'entries', label: say('分录', 'Journal entries'), children: <Entries entries={entries} /> },
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
  const number = query.data?.statement.number
  return (
    <Sheet
      title={`${say('结算单', 'Statement')} ${number ?? ''}`}
      extra={number === undefined ? null : <Papers number={number} />}
    >
      <Asked of={query}>{(shown) => <Whole shown={shown} />}</Asked>
    </Sheet>
  )
}
