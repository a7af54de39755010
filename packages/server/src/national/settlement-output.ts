import { dictionaries } from '@yibao/contract/national'
import { everyStep, type TraceStep } from '@yibao/core/benefit'
import { careKindOf, enrolmentOn } from '@yibao/core/encounter'
import { addFen, dateOf, type Fen, invariant, type LocalDateTime, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import { funds, type Payer, payers } from '@yibao/core/policy'
import type { FiledSettlement, PersonFile, Quote, Settlement, SettlementAmounts } from '@yibao/core/settlement'
import type { Quoted } from '../flows/settle.ts'
import { chineseTrace } from '../text/trace-text.ts'
import { insuranceFields, personFields, yesNo } from './person-output.ts'

const fundNames = dictionaries.fund_pay_type.codes

/** National `fund_pay_type` of the pooled fund of each scheme, and of the personal account. */
export const poolFund = { '310': '310100', '390': '390100' } as const

/** National `fund_pay_type` of whoever pays a part of a bill. */
function fundCode(payer: Payer | 'account', scheme: Settlement['scheme']): keyof typeof fundNames {
  switch (payer) {
    case 'pool':
      return poolFund[scheme]
    case 'largeAmount':
      return '330100'
    case 'criticalIllness':
      return '390200'
    case 'civilServant':
      return '320100'
    case 'enterprise':
      return '370100'
    case 'assistance':
      return '610100'
    case 'other':
      return '999997'
    case 'hospital':
      return '630100'
    case 'account':
      return '310200'
  }
}

/** National `clr_way`: paid item by item. */
export const clearedByItem = '1'

/** National `clr_type`: the outpatient classes have their own, a pharmacy is 41, a stay 21. */
export function clearingType(medType: string): string {
  const care = careKindOf(medType)
  if (care === 'pharmacy') return '41'
  if (care === 'inpatient') return medType.startsWith('28') ? '28' : '21'
  return medType.startsWith('12') || medType.startsWith('14') ? medType.slice(0, 2) : '11'
}

const longestReason = 4000

/** The steps of a computation as one text, in the field that the interface has for it. */
function reasonOf(steps: readonly TraceStep[], trace: readonly TraceStep[]): string {
  return [...chineseTrace(steps, trace)].slice(0, longestReason).join('')
}

interface Payers {
  readonly scheme: Settlement['scheme']
  readonly amounts: SettlementAmounts
  readonly familyPayments: Settlement['familyPayments']
  readonly trace: readonly TraceStep[]
}

/** The relatives whose accounts paid, as they may stand on a receipt. */
const relativesText = (payments: Settlement['familyPayments']): string =>
  payments.map(({ ownerName, amount }) => `家庭共济：${ownerName} 账户支付 ${yuan(amount)} 元。`).join('')

const isAudit = ({ step }: TraceStep): boolean => step === 'audit-institution' || step === 'audit-person'

/** What audit rules took out of a bill, one object per line and rule, for whoever shows a receipt; null when nothing. */
function deductionsText({ audit }: Settlement['basis'], trace: readonly TraceStep[]): string | null {
  if (audit === undefined) return null
  const steps = trace.filter(isAudit)
  const told = audit.deductions.map(({ lineNumber, rule, bears, amount }, index) => {
    const inputs = steps[index]?.inputs ?? []
    const said = (name: 'says' | 'clause'): string =>
      inputs.flatMap((input) => ('name' in input && input.name === name ? [input.value] : []))[0] ?? ''
    return {
      feedetl_sn: lineNumber,
      rule_id: rule,
      amount: yuan(amount),
      bears,
      reason: said('says'),
      basis: said('clause'),
    }
  })
  // Whole rows only: who reads it gets well-formed JSON whatever a bill holds.
  const fits = (rows: typeof told): string => JSON.stringify({ audit: rows })
  let rows = told
  while (fits(rows).length > longestReason) rows = rows.slice(0, -1)
  return fits(rows)
}

/** Accounts pay at the end, the own one also in a stage of its own where a layer has one. */
function accountSteps(trace: readonly TraceStep[]): readonly TraceStep[] {
  const paid = everyStep(trace).filter(
    ({ step }) => step === 'account-stage' || step === 'account' || step === 'family',
  )
  return [...trace.filter(isAudit), ...paid]
}

/** Every payer that pays something, the personal account included. */
export function payersOutput({ scheme, amounts, familyPayments, trace }: Payers) {
  const payer = (who: Payer | 'account', paid: Fen, steps: readonly TraceStep[]) => {
    const code = fundCode(who, scheme)
    return {
      fund_pay_type: code,
      inscp_scp_amt: amounts.eligible,
      crt_payb_lmt_amt: paid,
      fund_payamt: paid,
      fund_pay_type_name: fundNames[code],
      setl_proc_info: reasonOf(steps, trace),
    }
  }
  const paying = payers.filter((who) => amounts[who] !== 0)
  const outputs = paying.map((who) => {
    const layers = trace.filter((each) => each.payer === who || each.step === 'earlier-bills' || isAudit(each))
    return payer(who, amounts[who], layers)
  })
  // The interface has one row for all accounts; which relatives paid stands in its words.
  const accounts = addFen(amounts.account, amounts.family)
  if (accounts === 0 && familyPayments.length === 0) return outputs
  const row = payer('account', accounts, accountSteps(trace))
  const reason = [...`${relativesText(familyPayments)}${row.setl_proc_info}`].slice(0, longestReason).join('')
  return [...outputs, { ...row, setl_proc_info: reason }]
}

/** The bill, its split, and what each fund pays of it. */
function amountFields(amounts: SettlementAmounts) {
  return {
    medfee_sumamt: amounts.total,
    fulamt_ownpay_amt: amounts.nonCovered,
    overlmt_selfpay: amounts.overPriceLimit,
    preselfpay_amt: amounts.preCoinsurance,
    inscp_scp_amt: amounts.eligible,
    act_pay_dedc: amounts.deductible,
    hifp_pay: amounts.pool,
    pool_prop_selfpay: amounts.poolRate,
    cvlserv_pay: amounts.civilServant,
    hifes_pay: amounts.enterprise,
    hifmi_pay: amounts.criticalIllness,
    hifob_pay: amounts.largeAmount,
    maf_pay: amounts.assistance,
    oth_pay: amounts.other,
    fund_pay_sumamt: sumFen(funds.map((fund) => amounts[fund])),
    acct_pay: addFen(amounts.account, amounts.family),
    acct_mulaid_pay: amounts.family,
    hosp_part_amt: amounts.hospital,
  }
}

function enrolmentOf(file: PersonFile, { scheme, at, basis }: Settlement) {
  const { admission = dateOf(at) } = basis.stay ?? {}
  // A stay is settled under the insurance of its admission, also when that has ended since.
  const enrolment = enrolmentOn(file.enrolments, scheme, dateOf(at)) ?? enrolmentOn(file.enrolments, scheme, admission)
  return { scheme, personType: enrolment?.personType ?? '', civilServant: enrolment?.civilServant ?? false }
}

/** `setlinfo` of a settlement or of what undoes it. */
export function settlementOutput(file: PersonFile, settlement: Settlement) {
  const { at, amounts, medType } = settlement
  return {
    setl_id: settlement.settlementId,
    mdtrt_id: settlement.visitId,
    ...personFields(file.insured, dateOf(at)),
    ...insuranceFields({ ...enrolmentOf(file, settlement), personType: settlement.personType }),
    setl_time: at,
    mdtrt_cert_type: settlement.certificateType,
    med_type: medType,
    ...amountFields(amounts),
    psn_part_amt: amounts.person,
    psn_cash_pay: amounts.cash,
    balc: settlement.balanceAfter,
    medins_setl_id: settlement.msgid,
    clr_optins: settlement.division,
    clr_way: clearedByItem,
    clr_type: clearingType(medType),
    hifdm_pay: zeroFen,
    exp_content: settlement.kind === 'settle' ? deductionsText(settlement.basis, settlement.trace) : null,
  }
}

/** `setlinfo` of a quote: what a settlement would say, without number and time. */
export function quoteOutput(
  { file, quote, visitId }: Quoted,
  order: { msgid: string; medType: string; certificateType: string; at: LocalDateTime },
) {
  const { enrolment, amounts } = quote
  return {
    mdtrt_id: visitId,
    ...personFields(file.insured, dateOf(order.at)),
    ...insuranceFields(enrolment),
    setl_time: null,
    mdtrt_cert_type: order.certificateType,
    med_type: order.medType,
    ...amountFields(amounts),
    psn_part_amt: amounts.person,
    psn_cash_pay: amounts.cash,
    balc: quote.balanceAfter,
    medins_setl_id: order.msgid,
    clr_optins: null,
    clr_way: null,
    clr_type: clearingType(order.medType),
    hifdm_pay: zeroFen,
    exp_content: deductionsText(quote.basis, quote.trace),
  }
}

export const quotePayers = (quote: Quote) => payersOutput({ ...quote, scheme: quote.enrolment.scheme })

/** National `pay_loc`: settled at the institution. */
const paidAtInstitution = '2'

/** `setlinfo` of the query 5203, which names person and cash in its own way. */
export function filedSettlementOutput(
  file: PersonFile,
  settlement: FiledSettlement,
  provider: { readonly name: string; readonly levelCode: string; readonly division: string },
  undone: boolean,
) {
  const { division, settlementId } = settlement
  invariant(file.insured.insuredId === settlement.insuredId, 'a settlement is shown with its own person')
  const enrolment = enrolmentOn(file.enrolments, settlement.scheme, dateOf(settlement.at))
  return {
    ...settlementOutput(file, settlement),
    setl_id: settlementId,
    flxempe_flag: null,
    nwb_flag: null,
    insu_optins: division,
    emp_name: enrolment?.employer ?? null,
    pay_loc: paidAtInstitution,
    fixmedins_code: settlement.providerCode,
    fixmedins_name: provider.name,
    hosp_lv: provider.levelCode,
    fixmedins_poolarea: provider.division,
    lmtpric_hosp_lv: provider.levelCode,
    dedc_hosp_lv: provider.levelCode,
    begndate: dateOf(file.visit?.begin ?? settlement.at),
    enddate: dateOf(file.visit?.stay?.dischargedAt ?? settlement.at),
    psn_pay: settlement.amounts.person,
    cash_payamt: settlement.amounts.cash,
    refd_setl_flag: yesNo(undone),
    year: String(settlement.year),
    dise_codg: null,
    dise_name: null,
    invono: null,
    opter_id: null,
    opter_name: null,
    opt_time: settlement.at,
  }
}
