import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5303 = message({
  infno: '5303',
  name: '在院信息查询',
  english: 'Query current stays',
  direction: 'query',
  input: {
    data: one({
      psn_no: optional,
      begntime: required,
      endtime: required,
    }),
  },
  output: {
    data: many({
      mdtrt_id: required,
      psn_no: required,
      psn_cert_type: required,
      certno: required,
      psn_name: required,
      gend: required,
      brdy: optional,
      age: required,
      insutype: required,
      begndate: optional,
      med_type: required,
      ipt_otp_no: optional,
      out_flag: optional,
    }),
  },
})
