import type { SchemeCode } from '@yibao/core/encounter'
import { type Fen, ok, parseYuan, type Result, refuse } from '@yibao/core/kernel'
import type { StatedLine } from '@yibao/core/settlement'
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
  const asked = accountFieldOf(expContent)
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
function accountFieldOf(expContent: string): unknown {
  if (!expContent.trimStart().startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(expContent)
    return typeof parsed === 'object' && parsed !== null && 'acct_pay' in parsed ? parsed.acct_pay : undefined
  } catch {
    return undefined
  }
}
