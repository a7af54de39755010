import { lineSplit } from './line-fields.ts'
import { message } from './message.ts'
import { many, optional, required } from './table.ts'

export const message2301 = message({
  infno: '2301',
  name: '住院费用明细上传',
  english: 'Upload inpatient fee lines',
  direction: 'write',
  input: {
    feedetail: many({
      feedetl_sn: required,
      init_feedetl_sn: optional,
      mdtrt_id: required,
      drord_no: optional,
      psn_no: required,
      med_type: required,
      fee_ocur_time: required,
      med_list_codg: required,
      medins_list_codg: required,
      det_item_fee_sumamt: required,
      cnt: required,
      pric: required,
      bilg_dept_codg: required,
      bilg_dept_name: required,
      bilg_dr_codg: required,
      bilg_dr_name: required,
      acord_dept_codg: optional,
      acord_dept_name: optional,
      orders_dr_code: optional,
      orders_dr_name: optional,
      hosp_appr_flag: optional,
      tcmdrug_used_way: optional,
      etip_flag: optional,
      etip_hosp_code: optional,
      dscg_tkdrug_flag: optional,
      matn_fee_flag: optional,
      memo: optional,
      comb_no: optional,
      exp_content: optional,
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
