import { text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5304 = message({
  infno: '5304',
  name: '转院信息查询',
  english: 'Query referrals',
  direction: 'query',
  input: {
    data: one({
      psn_no: optional,
      begntime: required,
      endtime: required,
    }),
  },
  output: {
    refmedin: many({
      insutype: required,
      dcla_souc: optional,
      psn_no: required,
      psn_cert_type: required,
      certno: required,
      psn_name: required,
      gend: required,
      brdy: optional,
      tel: optional,
      addr: optional,
      insu_optins: optional,
      emp_name: optional,
      diag_code: optional(text('诊断代码', 20)),
      diag_name: optional,
      dise_cond_dscr: optional,
      reflin_medins_no: optional(text('转往定点医药机构编号', 30)),
      reflin_medins_name: required,
      out_flag: optional,
      refl_date: optional,
      refl_rea: required,
      begndate: optional,
      enddate: optional,
      hosp_agre_refl_flag: required,
      opter_id: optional,
      opter_name: optional,
      opt_time: required,
    }),
  },
})
