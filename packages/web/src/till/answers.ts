import type { Pair } from '../kit/index.ts'
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

/** How the centre split the lines of a visit, added up; amounts in fen. */
export interface Split {
  readonly total: number
  readonly nonCovered: number
  readonly overLimit: number
  readonly preCoinsurance: number
  readonly eligible: number
}

/** Adds up what 2204 answered. */
export function splitOf(output: object): Split {
  const rows = (Reflect.get(output, 'result') ?? []) as readonly Readonly<Record<string, unknown>>[]
  const sum = (field: string): number => rows.reduce((all, row) => all + fenOf(row[field]), 0)
  return {
    total: sum('det_item_fee_sumamt'),
    nonCovered: sum('fulamt_ownpay_amt'),
    overLimit: sum('overlmt_amt'),
    preCoinsurance: sum('preselfpay_amt'),
    eligible: sum('inscp_scp_amt'),
  }
}

/** One thing that the review finds worth saying. */
export interface Warning {
  readonly id: string
  readonly rule: string
  readonly says: string
}

/** What 3102 answered. */
export function warningsOf(output: object): readonly Warning[] {
  const rows = (Reflect.get(output, 'result') ?? []) as readonly Readonly<Record<string, unknown>>[]
  return rows.map((row, index) => ({
    id: `${String(row.jr_id ?? '')}-${index}`,
    rule: String(row.rule_name ?? ''),
    says: String(row.vola_cont ?? ''),
  }))
}
