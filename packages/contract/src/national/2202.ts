import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2202 = message({
  infno: '2202',
  name: '门诊挂号撤销',
  english: 'Outpatient registration cancel',
  direction: 'write',
  input: {
    data: one({
      psn_no: required,
      mdtrt_id: required,
      ipt_otp_no: required,
      exp_content: optional,
    }),
  },
  output: {},
})
