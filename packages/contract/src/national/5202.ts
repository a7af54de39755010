import { text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5202 = message({
  infno: '5202',
  name: '诊断信息查询',
  english: 'Query diagnoses',
  direction: 'query',
  input: {
    data: one({
      mdtrt_id: required,
      psn_no: required,
    }),
  },
  output: {
    diseinfo: many({
      diag_info_id: required,
      mdtrt_id: required,
      psn_no: required,
      inout_diag_type: required,
      diag_type: required,
      maindiag_flag: required,
      diag_srt_no: required,
      diag_code: required(text('诊断代码', 20)),
      diag_name: required,
      adm_cond: optional,
      diag_dept: required,
      dise_dor_no: required,
      dise_dor_name: required,
      diag_time: required,
      opter_id: optional,
      opter_name: optional,
      opt_time: required,
    }),
  },
})
