import { text } from './field.ts'
import { message } from './message.ts'
import { many, optional, required } from './table.ts'

export const message5101 = message({
  infno: '5101',
  name: '科室信息查询',
  english: 'Query departments',
  direction: 'query',
  input: {},
  output: {
    feedetail: many({
      hosp_dept_codg: required,
      hosp_dept_name: required,
      begntime: required,
      endtime: required,
      itro: optional,
      dept_resper_name: required,
      dept_resper_tel: required,
      dept_med_serv_scp: optional,
      caty: required(text('科别', 6)),
      dept_estbdat: optional,
      aprv_bed_cnt: optional,
      hi_crtf_bed_cnt: optional,
      poolarea_no: optional,
      dr_psncnt: optional,
      phar_psncnt: optional,
      nurs_psncnt: optional,
      tecn_psncnt: optional,
      memo: optional,
    }),
  },
})
