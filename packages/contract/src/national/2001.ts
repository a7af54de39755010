import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message2001 = message({
  infno: '2001',
  name: '人员待遇享受检查',
  english: 'Check benefit entitlement',
  direction: 'query',
  input: {
    data: one({
      psn_no: required,
      insutype: optional,
      fixmedins_code: optional,
      med_type: optional,
      begntime: optional,
      endtime: optional,
      dise_codg: optional,
      dise_name: optional,
      oprn_oprt_code: optional,
      oprn_oprt_name: optional,
      matn_type: optional,
      birctrl_type: optional,
      exp_content: optional,
    }),
  },
  output: {
    trtinfo: many({
      psn_no: required,
      trt_chk_type: required,
      fund_pay_type: required,
      trt_enjymnt_flag: required,
      begndate: optional,
      enddate: optional,
      trt_chk_rslt: optional,
    }),
  },
})
