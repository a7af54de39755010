import { dateTime, text } from './field.ts'
import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message3202 = message({
  infno: '3202',
  name: '医药机构费用结算对明细账',
  english: 'Reconcile details',
  direction: 'query',
  input: {
    data: one({
      setl_optins: required,
      file_qury_no: required(text('文件查询号（9101 返回）', 30)),
      stmt_begndate: required,
      stmt_enddate: required,
      medfee_sumamt: required,
      fund_pay_sumamt: required,
      cash_payamt: required,
      fixmedins_setl_cnt: required,
      clr_type: required,
      refd_setl_flag: required,
      exp_content: optional,
    }),
  },
  output: {
    fileinfo: one({
      file_qury_no: required(text('文件查询号', 30)),
      filename: required(text('文件名', 200)),
      dld_endtime: required(dateTime('下载截止时间')),
    }),
  },
})
