import { code, text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5205 = message({
  infno: '5205',
  name: '人员慢特病用药记录查询',
  english: 'Query chronic disease medication',
  direction: 'query',
  input: {
    data: one({
      psn_no: required,
      begntime: required,
      endtime: required,
    }),
  },
  output: {
    feedetail: many({
      feedetl_sn: required,
      rx_drord_no: optional,
      fixmedins_code: optional(text('定点医药机构编号', 12)),
      fixmedins_name: required,
      psn_no: required,
      med_type: required,
      fee_ocur_time: required,
      cnt: required,
      pric: required,
      chrgitm_lv: optional,
      hilist_code: required(text('医保目录编码', 50)),
      hilist_name: required,
      list_type: required(code('目录类别', 6, 'list_type')),
      med_list_codg: required,
      medins_list_codg: required,
      medins_list_name: required,
      med_chrgitm_type: required,
      prodname: optional,
      spec: optional(text('规格', 200)),
      dosform_name: optional,
      lmt_used_flag: optional,
      hosp_prep_flag: optional,
      hosp_appr_flag: optional,
      tcmdrug_used_way: optional,
      prodplac_type: optional,
      bas_medn_flag: optional,
      hi_nego_drug_flag: optional,
      chld_medc_flag: optional,
      etip_flag: optional,
      etip_hosp_code: optional,
      dscg_tkdrug_flag: optional,
      list_sp_item_flag: optional,
      matn_fee_flag: optional,
    }),
  },
})
