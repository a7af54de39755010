import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message2203 = message({
  infno: '2203',
  name: '门诊就诊信息上传',
  english: 'Upload outpatient visit and diagnoses',
  direction: 'write',
  input: {
    mdtrtinfo: one({
      mdtrt_id: required,
      psn_no: required,
      med_type: required,
      begntime: required,
      main_cond_dscr: optional,
      dise_type_code: optional,
      dise_codg: optional,
      dise_name: optional,
      birctrl_type: optional,
      birctrl_matn_date: optional,
      exp_content: optional,
    }),
    diseinfo: many({
      diag_type: required,
      diag_srt_no: required,
      diag_code: required,
      diag_name: required,
      diag_dept: required,
      dise_dor_no: required,
      dise_dor_name: required,
      diag_time: required,
      vali_flag: required,
      maindiag_flag: optional,
    }),
  },
  output: {},
})
