import { dateTime } from './field.ts'
import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2201 = message({
  infno: '2201',
  name: '门诊挂号',
  english: 'Outpatient registration',
  direction: 'write',
  input: {
    data: one({
      psn_no: required,
      insutype: required,
      begntime: required(dateTime('挂号时间')),
      mdtrt_cert_type: required,
      mdtrt_cert_no: required,
      ipt_otp_no: required,
      atddr_no: optional,
      dr_name: optional,
      dept_code: required,
      dept_name: required,
      caty: required,
      exp_content: optional,
    }),
  },
  output: {
    data: one({
      mdtrt_id: required,
      psn_no: required,
      ipt_otp_no: required,
      exp_content: optional,
    }),
  },
})
