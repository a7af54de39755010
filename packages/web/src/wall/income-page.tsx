import type { Answer } from '@yibao/contract/rest'
import { type Column, Division, Go, Money, type Pair, RowList, Sheet, schemeWords, useSay } from '../kit/index.ts'

type Row = Answer<'wall.income'>['rows'][number]

const kinds: Readonly<Record<Row['kind'], Pair>> = {
  opening: ['期初结余', 'Opening balance'],
  contribution: ['保费收入', 'Contributions'],
  subsidy: ['财政补助', 'Subsidies'],
  interest: ['利息', 'Interest'],
  transfer: ['转移', 'Transfers'],
  other: ['其他', 'Other'],
}

/** Income and opening balances of the funds, line by line. */
export function Page() {
  const say = useSay()
  const columns: readonly Column<Row>[] = [
    { key: 'month', title: say('月份', 'Month'), width: '5rem', show: ({ month }) => month },
    {
      key: 'division',
      title: say('统筹区', 'Region'),
      width: '9rem',
      show: ({ division }) => <Division code={division} />,
    },
    { key: 'scheme', title: say('险种', 'Scheme'), width: '7rem', show: ({ scheme }) => say(...schemeWords[scheme]) },
    { key: 'kind', title: say('类别', 'Kind'), width: '8rem', show: ({ kind }) => say(...kinds[kind]) },
    {
      key: 'amount',
      title: say('金额（元）', 'Amount, yuan'),
      width: '10rem',
      align: 'right',
      show: ({ amount }) => <Money fen={amount} />,
    },
    { key: 'source', title: say('依据', 'Source'), width: 'minmax(10rem, 1fr)', show: ({ source }) => source },
    { key: 'enteredAt', title: say('录入时间', 'Entered at'), width: '9.25rem', show: ({ enteredAt }) => enteredAt },
  ]
  return (
    <Sheet title={say('基金收支', 'Income of the funds')} extra={<Go to="/wall">{say('运行大屏', 'The wall')}</Go>}>
      <p style={{ margin: 0 }}>
        {say(
          '收入与期初结余由命令行 ./yibao import fund 导入，只增不改；支出是结算、机构付费与补差之和。',
          'Income and openings come from ./yibao import fund and are only ever added to; spending is the sum of settlements, payments to institutions and corrections.',
        )}
      </p>
      <RowList
        name="wall.income"
        input={{}}
        label={say('基金收入逐笔', 'Lines of income')}
        columns={columns}
        rowKey={({ entryId }) => entryId}
      />
    </Sheet>
  )
}
