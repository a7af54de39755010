import { code } from './field.ts'
import { billSplit } from './line-fields.ts'
import { many, nullable, optional, required } from './table.ts'

/** 2206 and 2207 give the account mark one character where the other messages give it three. */
const accountUse = required(code('个人账户使用标志', 1, 'yes_no'))

/** What 2206 and 2207 both ask; 2207 makes the voucher number required and adds more. */
export const outpatientBill = {
  psn_no: required,
  mdtrt_cert_type: required,
  mdtrt_cert_no: optional,
  med_type: required,
  medfee_sumamt: required,
  psn_setlway: required,
  mdtrt_id: required,
  chrg_bchno: required,
  acct_used_flag: accountUse,
  insutype: required,
  exp_content: optional,
  pub_hosp_rfom_flag: optional,
}

/** What undoes one settlement. */
export const cancelRequest = {
  setl_id: required,
  mdtrt_id: required,
  psn_no: required,
  exp_content: optional,
}

export const settledPerson = {
  psn_no: required,
  psn_name: required,
  psn_cert_type: required,
  certno: required,
  gend: optional,
  naty: optional,
  brdy: optional,
  age: optional,
  insutype: optional,
  psn_type: required,
  cvlserv_flag: required,
}

/** The bill, its split, and what each fund pays of it. */
export const settledAmounts = {
  medfee_sumamt: required,
  ...billSplit,
  act_pay_dedc: optional,
  hifp_pay: required,
  pool_prop_selfpay: required,
  cvlserv_pay: required,
  hifes_pay: required,
  hifmi_pay: required,
  hifob_pay: required,
  maf_pay: required,
  oth_pay: required,
  fund_pay_sumamt: required,
}

export const accountAmounts = {
  acct_pay: required,
  balc: required,
  acct_mulaid_pay: required,
}

export const clearing = {
  clr_optins: optional,
  clr_way: optional,
  clr_type: required,
}

const settled = {
  mdtrt_id: required,
  ...settledPerson,
  setl_time: required,
  mdtrt_cert_type: optional,
  med_type: required,
  ...settledAmounts,
  psn_part_amt: required,
  ...accountAmounts,
  psn_cash_pay: required,
  hosp_part_amt: required,
  medins_setl_id: required,
  ...clearing,
  hifdm_pay: required,
  exp_content: optional,
}

/** `setlinfo` of a settlement that stands. */
export const settlement = {
  ...settled,
  setl_id: required,
}

/** `setlinfo` of a quote: no number yet, and centres answer JSON null where only a settlement has a value. */
export const quote = {
  ...settled,
  setl_time: nullable,
  clr_optins: nullable,
  clr_way: nullable,
}

/** Every payer that pays something, the personal account and the hospital included. */
export const payers = many({
  fund_pay_type: required,
  inscp_scp_amt: required,
  crt_payb_lmt_amt: required,
  fund_payamt: required,
  fund_pay_type_name: optional,
  setl_proc_info: optional,
})
