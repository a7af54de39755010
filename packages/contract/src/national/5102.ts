import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5102 = message({
  infno: '5102',
  name: '医执人员信息查询',
  english: 'Query practitioners',
  direction: 'query',
  input: {
    data: one({
      prac_psn_type: required,
      psn_cert_type: optional,
      certno: optional,
      prac_psn_name: optional,
      prac_psn_code: optional,
    }),
  },
  output: {
    feedetail: many({
      psn_cert_type: required,
      certno: required,
      prac_psn_no: optional,
      prac_psn_code: required,
      prac_psn_name: required,
      prac_psn_type: required,
      prac_psn_cert: optional,
      prac_cert_no: optional,
      hi_dr_flag: required,
      begntime: required,
      endtime: optional,
      chg_rea: optional,
    }),
  },
})
