import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2501 = message({
  infno: '2501',
  name: '转院备案',
  english: 'Referral filing',
  direction: 'write',
  input: {
    refmedin: one({
      psn_no: required,
      insutype: required,
      tel: optional,
      addr: optional,
      insu_optins: optional,
      diag_code: required,
      diag_name: required,
      dise_cond_dscr: optional,
      reflin_medins_no: required,
      reflin_medins_name: required,
      mdtrtarea_admdvs: required,
      hosp_agre_refl_flag: required,
      refl_type: required,
      refl_date: required,
      refl_rea: required,
      refl_opnn: required,
      begndate: required,
      enddate: optional,
      refl_used_flag: optional,
    }),
  },
  output: {
    result: one({
      trt_dcla_detl_sn: required,
    }),
  },
})
