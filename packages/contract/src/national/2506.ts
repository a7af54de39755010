import { message } from './message.ts'
import { one, required } from './table.ts'

export const message2506 = message({
  infno: '2506',
  name: '人员定点备案撤销',
  english: 'Designated institution filing cancel',
  direction: 'write',
  input: {
    data: one({
      trt_dcla_detl_sn: required,
      psn_no: required,
      memo: required,
    }),
  },
  output: {},
})
