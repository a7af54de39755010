import { code } from './field.ts'
import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message3201 = message({
  infno: '3201',
  name: '医药机构费用结算对总账',
  english: 'Reconcile totals',
  direction: 'query',
  input: {
    data: one({
      insutype: required,
      clr_type: required,
      setl_optins: required,
      stmt_begndate: required,
      stmt_enddate: required,
      medfee_sumamt: required,
      fund_pay_sumamt: required,
      acct_pay: required,
      fixmedins_setl_cnt: required,
      refd_setl_flag: required(code('退费结算标志', 6, 'yes_no')),
      exp_content: optional,
    }),
  },
  output: {
    stmtinfo: one({
      setl_optins: required,
      stmt_rslt: required,
      stmt_rslt_dscr: optional,
      exp_content: optional,
    }),
  },
})
