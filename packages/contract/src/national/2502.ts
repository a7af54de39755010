import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2502 = message({
  infno: '2502',
  name: '转院备案撤销',
  english: 'Referral filing cancel',
  direction: 'write',
  input: {
    data: one({
      trt_dcla_detl_sn: required,
      psn_no: required,
      memo: optional,
    }),
  },
  output: {},
})
