import { feeLine, lineSplit } from './line-fields.ts'
import { message } from './message.ts'
import { many, optional, required } from './table.ts'

export const message2204 = message({
  infno: '2204',
  name: '门诊费用明细信息上传',
  english: 'Upload outpatient fee lines',
  direction: 'write',
  input: {
    feedetail: many({
      mdtrt_id: required,
      psn_no: required,
      chrg_bchno: required,
      dise_codg: optional,
      ...feeLine,
      bilg_dept_codg: required,
      bilg_dept_name: required,
      acord_dept_codg: optional,
      acord_dept_name: optional,
      orders_dr_code: optional,
      orders_dr_name: optional,
      hosp_appr_flag: required,
      etip_flag: optional,
      etip_hosp_code: optional,
      dscg_tkdrug_flag: optional,
      matn_fee_flag: optional,
      memo: optional,
      comb_no: optional,
    }),
  },
  output: {
    result: many({
      ...lineSplit,
      lmt_used_flag: required,
      exp_content: optional,
    }),
  },
})
