import { Flex, Typography } from 'antd'
import { Money, type Pair, useSay } from '../kit/index.ts'
import { fenOf } from './bill.ts'

/** Who pays what of a bill, quoted or settled; amounts in fen. */
export interface Payment {
  /** Null of a quote. */
  readonly settlementId: string | null
  readonly visitId: string
  readonly total: number
  readonly nonCovered: number
  readonly overLimit: number
  readonly preCoinsurance: number
  readonly eligible: number
  readonly deductible: number
  readonly payers: readonly { readonly name: Pair; readonly fen: number }[]
  readonly cash: number
  readonly balance: number
}

/** The fields of the national interface in which payers stand. */
const payerNames: readonly (readonly [field: string, ...name: Pair])[] = [
  ['hifp_pay', '统筹基金', 'Pooled fund'],
  ['hifob_pay', '大额补助', 'Large-amount supplement'],
  ['hifmi_pay', '大病保险', 'Critical illness insurance'],
  ['cvlserv_pay', '公务员补助', 'Civil-servant supplement'],
  ['hifes_pay', '企业补充', 'Enterprise supplement'],
  ['maf_pay', '医疗救助', 'Medical assistance'],
  ['oth_pay', '其他基金', 'Other funds'],
  ['hosp_part_amt', '医院负担', 'Borne by the hospital'],
  ['acct_pay', '个人账户', 'Personal account'],
  ['acct_mulaid_pay', '家庭共济', 'Accounts of relatives'],
]

/** Reads what a quote or settlement answered. */
export function paymentOf(output: object): Payment {
  const info = Object(Reflect.get(output, 'setlinfo')) as Readonly<Record<string, unknown>>
  const { setl_id, mdtrt_id } = info
  return {
    settlementId: typeof setl_id === 'string' && setl_id !== '' ? setl_id : null,
    visitId: String(mdtrt_id ?? ''),
    total: fenOf(info.medfee_sumamt),
    nonCovered: fenOf(info.fulamt_ownpay_amt),
    overLimit: fenOf(info.overlmt_selfpay),
    preCoinsurance: fenOf(info.preselfpay_amt),
    eligible: fenOf(info.inscp_scp_amt),
    deductible: fenOf(info.act_pay_dedc),
    payers: payerNames.flatMap(([field, zh, en]) => {
      const fen = fenOf(info[field])
      return fen === 0 ? [] : [{ name: [zh, en] as const, fen }]
    }),
    cash: fenOf(info.psn_cash_pay),
    balance: fenOf(info.balc),
  }
}

/** A line of a bill: what, how much. */
function Row({
  name,
  fen,
  strong = false,
}: {
  readonly name: string
  readonly fen: number
  readonly strong?: boolean
}) {
  return (
    <Flex justify="space-between" gap="small" className={strong ? 'till-row strong' : 'till-row'}>
      <span>{name}</span>
      <Money fen={fen} />
    </Flex>
  )
}

/** A bill as the cashier reads it to the person: the cash first. */
export function PaymentView({ payment }: { readonly payment: Payment }) {
  const say = useSay()
  const { total, nonCovered, overLimit, preCoinsurance, eligible, deductible, payers, cash, balance } = payment
  const parts: readonly (readonly [Pair, number])[] = [
    [['全自费', 'Not covered'], nonCovered],
    [['超限价', 'Over the ceiling'], overLimit],
    [['先行自付', 'Borne first'], preCoinsurance],
    [['政策范围内', 'Eligible'], eligible],
    [['其中起付线', 'of it deductible'], deductible],
  ]
  return (
    <div className="till-payment">
      <Flex justify="space-between" align="baseline" className="till-cash">
        <Typography.Text strong>{say('应收现金', 'Cash to pay')}</Typography.Text>
        <Money fen={cash} />
      </Flex>
      <Row name={say('医疗总费用', 'Total charge')} fen={total} strong />
      {payers.map(({ name, fen }) => (
        <Row key={name[1]} name={say(...name)} fen={fen} />
      ))}
      <div className="till-parts">
        {parts
          .filter(([, fen]) => fen !== 0)
          .map(([name, fen]) => (
            <Row key={name[1]} name={say(...name)} fen={fen} />
          ))}
        <Row name={say('账户余额', 'Balance of the account')} fen={balance} />
      </div>
    </div>
  )
}
