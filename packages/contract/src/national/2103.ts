import { message } from './message.ts'
import { accountAmounts, cancelRequest, payers, settledAmounts } from './settlement-fields.ts'
import { one, optional, required } from './table.ts'

/** The answer repeats the settlement with negative amounts; two of them have names of their own here. */
export const message2103 = message({
  infno: '2103',
  name: '药店结算撤销',
  english: 'Pharmacy settlement cancel',
  direction: 'write',
  input: {
    data: one(cancelRequest),
  },
  output: {
    setlinfo: one({
      setl_id: required,
      mdtrt_id: required,
      clr_optins: optional,
      setl_time: required,
      ...settledAmounts,
      psn_pay: required,
      ...accountAmounts,
      cash_payamt: required,
      hosp_part_amt: optional,
      medins_setl_id: required,
      exp_content: optional,
    }),
    setldetail: payers,
  },
})
