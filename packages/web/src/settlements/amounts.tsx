import type { Answer } from '@yibao/contract/rest'
import { Table } from 'antd'
import { Money, type Pair, useSay } from '../kit/index.ts'
import { amountWords, kindWords, payerWords } from './words.ts'

type Settlement = Answer<'settlements.get'>['settlement']
type Step = Answer<'settlements.timeline'>['steps'][number]

interface Row {
  readonly key: string
  readonly word: Pair
  readonly fen: number
}

function AmountTable({
  label,
  rows,
  sum,
}: {
  readonly label: string
  readonly rows: readonly Row[]
  readonly sum?: Row
}) {
  const say = useSay()
  return (
    <Table<Row>
      size="small"
      pagination={false}
      rowKey="key"
      aria-label={label}
      dataSource={[...rows]}
      columns={[
        { title: say('项目', 'Item'), render: (_, { word }) => say(...word) },
        { title: say('金额（元）', 'Yuan'), align: 'right', render: (_, { fen }) => <Money fen={fen} /> },
      ]}
      {...(sum === undefined
        ? {}
        : {
            summary: () => (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0}>
                  <strong>{say(...sum.word)}</strong>
                </Table.Summary.Cell>
                <Table.Summary.Cell index={1} align="right">
                  <strong>
                    <Money fen={sum.fen} />
                  </strong>
                </Table.Summary.Cell>
              </Table.Summary.Row>
            ),
          })}
    />
  )
}

function rowsOf<K extends string>(
  words: Readonly<Record<K, Pair>>,
  amounts: { readonly [Key in K]: number },
): readonly Row[] {
  return (Object.keys(words) as K[]).map((key) => ({ key, word: words[key], fen: amounts[key] }))
}

/** Who pays; together they pay the bill. */
export function Payers({ settlement: { amounts } }: { readonly settlement: Settlement }) {
  const say = useSay()
  return (
    <AmountTable
      label={say('支付方', 'Payers')}
      rows={rowsOf(payerWords, amounts).filter(({ fen }) => fen !== 0)}
      sum={{ key: 'total', word: ['合计', 'Together'], fen: amounts.total }}
    />
  )
}

/** Of what the bill is made. */
export function Amounts({ settlement: { amounts } }: { readonly settlement: Settlement }) {
  const say = useSay()
  return <AmountTable label={say('费用构成', 'Parts of the bill')} rows={rowsOf(amountWords, amounts)} />
}

type Posting = Step['entry']['postings'][number]

/** The journal entries of a settlement and of what undid it; each sums to zero. */
export function Entries({ steps }: { readonly steps: readonly Step[] }) {
  const say = useSay()
  return (
    <div className="settlement-columns">
      {steps.map(({ kind, settlementId, entry }) => (
        <Table<Posting>
          key={settlementId}
          size="small"
          pagination={false}
          rowKey={({ account, amount }) => `${account} ${amount}`}
          title={() => `${say(...kindWords[kind])} ${entry.at} · ${entry.entryId}`}
          dataSource={[...entry.postings]}
          columns={[
            { title: say('科目', 'Account'), dataIndex: 'account' },
            {
              title: say('借正贷负（元）', 'In +, out −'),
              align: 'right',
              render: (_, { amount }) => <Money fen={amount} />,
            },
          ]}
          summary={(postings) => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0}>{say('合计', 'Sum')}</Table.Summary.Cell>
              <Table.Summary.Cell index={1} align="right">
                <Money fen={postings.reduce((sum, { amount }) => sum + amount, 0)} />
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )}
        />
      ))}
    </div>
  )
}
