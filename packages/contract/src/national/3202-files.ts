import { code, text } from './field.ts'
import { optional, required, table } from './table.ts'

/** The columns of the file that an institution sends with 9101 before 3202. */
export const detailsSent = table({
  setl_id: required,
  mdtrt_id: required,
  psn_no: required,
  medfee_sumamt: required,
  fund_pay_sumamt: required,
  acct_pay: required,
  refd_setl_flag: required,
  exp_content: optional,
})

/** The columns of the file that 3202 answers, one row for each that is not the same on both sides. */
export const detailsCompared = table({
  psn_no: required,
  mdtrt_id: optional,
  setl_id: optional,
  msgid: optional(text('发送方报文ID（供 2601 使用）', 30)),
  stmt_rslt: required,
  refd_setl_flag: optional(code('退费结算标志', 3, 'yes_no')),
  memo: optional(text('备注', 500)),
  medfee_sumamt: required,
  fund_pay_sumamt: required,
  acct_pay: required,
  exp_content: optional,
})
