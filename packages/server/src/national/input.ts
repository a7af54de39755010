import type { DiagnosisMade, SchemeCode } from '@yibao/core/encounter'
import { type Fen, type LocalDateTime, ok, parseYuan, type Result, refuse } from '@yibao/core/kernel'
import type { StatedLine, TraceCounts } from '@yibao/core/settlement'
import type { StatedCode } from '@yibao/core/stock'
import type { Refusal } from './refusal-words.ts'

/** The schemes that this platform settles, of all that the dictionary names. */
const schemes: readonly SchemeCode[] = ['310', '390']

/** The scheme of a message; another one of the dictionary is a scheme that nobody here is insured in. */
export function schemeOf(insutype: string): SchemeCode {
  return schemes.find((scheme) => scheme === insutype) ?? (insutype as SchemeCode)
}

interface SentLine {
  readonly feedetl_sn: string
  readonly fee_ocur_time: StatedLine['at']
  readonly med_list_codg: string
  readonly medins_list_codg: string
  readonly det_item_fee_sumamt: Fen
  readonly cnt: StatedLine['quantity']
  readonly pric: StatedLine['price']
  readonly dise_codg?: string | null
  readonly bilg_dr_codg: string | null
  readonly rxno: string | null
}

/** What a line says of the order behind it; null when it says nothing. */
function orderedOf({ dise_codg = null, bilg_dr_codg, rxno }: SentLine): NonNullable<StatedLine['ordered']> | null {
  if (dise_codg === null && bilg_dr_codg === null && rxno === null) return null
  return { diseaseCode: dise_codg, doctorCode: bilg_dr_codg, prescription: rxno }
}

const approvals = { '0': 'not-needed', '1': 'approved', '2': 'rejected' } as const

/** National `hosp_appr_flag`; a pharmacy sends none. */
export function approvalOf(flag: string | null): StatedLine['approval'] {
  return flag === '1' || flag === '2' ? approvals[flag] : 'not-needed'
}

export function lineOf(sent: SentLine, batch: string, approval: StatedLine['approval']): StatedLine {
  return {
    lineNumber: sent.feedetl_sn,
    batch,
    itemCode: sent.med_list_codg,
    localItemCode: sent.medins_list_codg,
    at: sent.fee_ocur_time,
    price: sent.pric,
    quantity: sent.cnt,
    approval,
    ordered: orderedOf(sent),
    stated: sent.det_item_fee_sumamt,
  }
}

/**
 * The exact account payment that a till may ask for in `exp_content`, as JSON `{"acct_pay":"12.00"}`: an extension of
 * this platform, for the person who wants to pay only a part from the account.
 *
 * @returns null when nothing is asked; `message.bad-number` when it is no amount
 */
export function accountAskedIn(expContent: string | null): Result<Fen | null, Refusal> {
  if (expContent === null) return ok(null)
  const asked = extraField(expContent, 'acct_pay')
  if (asked === undefined || asked === null || asked === '') return ok(null)
  const value = typeof asked === 'string' || typeof asked === 'number' ? String(asked) : JSON.stringify(asked)
  const amount = parseYuan(value)
  if (amount.ok && amount.value >= 0) return amount
  return refuse({
    code: 'message.bad-number',
    node: 'exp_content',
    rows: [],
    field: 'acct_pay',
    label: '个人账户支付',
    value,
    reason: 'not-a-number',
    total: 16,
    decimals: 2,
  })
}

/** `exp_content` is free text in most messages; only a JSON object with this field says something to us. */
function extraField(expContent: string, field: string): unknown {
  if (!expContent.trimStart().startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(expContent)
    return typeof parsed === 'object' && parsed !== null
      ? (parsed as Readonly<Record<string, unknown>>)[field]
      : undefined
  } catch {
    return undefined
  }
}

/** Whether somebody else answers for an injury, as `exp_content` says in `rel_ttp_flag` (涉及第三方标志). */
export function causeIn(expContent: string | null): 'own' | 'third-party' | null {
  const flag = expContent === null ? undefined : extraField(expContent, 'rel_ttp_flag')
  if (flag === '1' || flag === 1) return 'third-party'
  return flag === '0' || flag === 0 ? 'own' : null
}

interface SentCode {
  readonly feedetl_sn: string
  readonly drug_trac_codg: string
  readonly trdn_flag: string
  readonly min_prcunt_type: string
}

/** National `min_prcunt_type` 1: the smallest preparation unit; 2: the smallest package. */
export function codeOf(sent: SentCode): StatedCode {
  return {
    code: sent.drug_trac_codg,
    lineNumber: sent.feedetl_sn,
    split: sent.trdn_flag === '1',
    unit: sent.min_prcunt_type === '1' ? 'part' : 'package',
  }
}

/** How many traceability codes a bill says it has; nothing when it says nothing. */
export function traceCountsIn(bill: {
  readonly minpacunt_drug_trac_cnt: number | null
  readonly mcs_trac_cnt: number | null
}): { readonly traceCounts?: TraceCounts } {
  const { minpacunt_drug_trac_cnt: packages, mcs_trac_cnt: consumables } = bill
  return packages === null && consumables === null ? {} : { traceCounts: { packages, consumables } }
}

interface SentDiagnosis {
  readonly diag_dept: string
  readonly dise_dor_no: string
  readonly dise_dor_name: string
  readonly diag_time: LocalDateTime
  readonly adm_cond?: string | null
}

/** Who made a diagnosis. */
export function madeOf(sent: SentDiagnosis): DiagnosisMade {
  return {
    department: sent.diag_dept,
    doctorCode: sent.dise_dor_no,
    doctorName: sent.dise_dor_name,
    at: sent.diag_time,
    condition: sent.adm_cond ?? null,
  }
}
