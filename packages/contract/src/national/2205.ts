import { message } from './message.ts'
import { one, optional, required } from './table.ts'

/** The batch `0000` stands for every line of the visit that is not settled. */
export const message2205 = message({
  infno: '2205',
  name: '门诊费用明细信息撤销',
  english: 'Revoke outpatient fee lines',
  direction: 'write',
  input: {
    data: one({
      mdtrt_id: required,
      chrg_bchno: required,
      psn_no: required,
      exp_content: optional,
    }),
  },
  output: {},
})
