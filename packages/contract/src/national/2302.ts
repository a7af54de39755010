import { message } from './message.ts'
import { many, optional, required } from './table.ts'

export const message2302 = message({
  infno: '2302',
  name: '住院费用明细撤销',
  english: 'Revoke inpatient fee lines',
  direction: 'write',
  input: {
    data: many({
      feedetl_sn: required,
      mdtrt_id: required,
      psn_no: required,
      exp_content: optional,
    }),
  },
  output: {},
})
