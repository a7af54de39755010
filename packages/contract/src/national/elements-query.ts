import { code, decimal, text } from './field.ts'

/**
 * The data elements of the queries about visits, lines and filings.
 *
 * @source the field tables collected from the Hubei edition V1.2.02 and from public client models
 */
export const queryElements = {
  maf_psn_flag: code('医疗救助对象标志', 3, 'yes_no'),
  ars_year_ipt_flag: code('跨年度住院标志', 3, 'yes_no'),
  pre_pay_flag: code('先行支付标志', 3, 'yes_no'),
  otp_diag_info: text('门诊诊断信息', 200),
  inhosp_stas: code('在院状态', 3, 'inhosp_stas'),
  ipt_days: decimal('住院天数', 4, 0),
  diag_info_id: text('诊断信息ID', 30),
  inout_diag_type: code('出入院诊断类别', 3, 'inout_diag_type'),
  rx_drord_no: text('处方/医嘱号', 30),
  hilist_code: text('医保目录编码', 30),
  hilist_name: text('医保目录名称', 200),
  list_type: code('目录类别', 30, 'list_type'),
  medins_list_name: text('医药机构目录名称', 100),
  prodname: text('商品名', 200),
  spec: text('规格', 100),
  dosform_name: text('剂型名称', 200),
  hosp_prep_flag: code('医院制剂标志', 3, 'yes_no'),
  prodplac_type: text('生产地类别', 6),
  out_flag: code('异地标志', 3, 'yes_no'),
  dcla_souc: code('申报来源', 6, 'dcla_souc'),
}
