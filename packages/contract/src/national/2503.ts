import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2503 = message({
  infno: '2503',
  name: '人员慢特病备案',
  english: 'Chronic/special disease filing',
  direction: 'write',
  input: {
    data: one({
      psn_no: required,
      insutype: required,
      opsp_dise_code: required,
      opsp_dise_name: required,
      tel: optional,
      addr: optional,
      insu_optins: required,
      ide_fixmedins_no: required,
      ide_fixmedins_name: required,
      hosp_ide_date: required,
      diag_dr_codg: required,
      diag_dr_name: required,
      begndate: required,
      enddate: optional,
      exp_content: optional,
      trt_dcla_detl_sn: optional,
      selfdef_splm_flag: optional,
      memo: optional,
    }),
  },
  output: {
    result: one({
      trt_dcla_detl_sn: required,
      exp_content: optional,
    }),
  },
})
