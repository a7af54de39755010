import { text } from './field.ts'
import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2505 = message({
  infno: '2505',
  name: '人员定点备案',
  english: 'Designated institution filing',
  direction: 'write',
  input: {
    data: one({
      psn_no: required,
      tel: optional,
      addr: optional,
      biz_appy_type: required,
      begndate: required,
      enddate: optional,
      agnter_name: optional,
      agnter_cert_type: optional,
      agnter_certno: optional,
      agnter_tel: optional,
      agnter_addr: optional,
      agnter_rlts: optional,
      fix_srt_no: required,
      fixmedins_code: required(text('定点医药机构编号', 12)),
      fixmedins_name: required,
      memo: optional,
    }),
  },
  output: {
    result: one({
      trt_dcla_detl_sn: required,
    }),
  },
})
