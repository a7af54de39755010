import { message } from './message.ts'
import { one, required } from './table.ts'

export const message2504 = message({
  infno: '2504',
  name: '人员慢特病备案撤销',
  english: 'Chronic disease filing cancel',
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
