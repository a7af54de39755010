import { code } from './field.ts'
import { message } from './message.ts'
import { one, required } from './table.ts'

export const message3203 = message({
  infno: '3203',
  name: '清算申请',
  english: 'Clearing application',
  direction: 'write',
  input: {
    data: one({
      clr_type: required(code('清算类别', 30, 'clr_type')),
      clr_way: required(code('清算方式', 30, 'clr_way')),
      setlym: required,
      psntime: required,
      medfee_sumamt: required,
      med_sumfee: required,
      fund_appy_sum: required,
      cash_payamt: required,
      acct_pay: required,
      begndate: required,
      enddate: required,
    }),
  },
  output: {
    result: one({
      clr_appy_evt_id: required,
    }),
  },
})
