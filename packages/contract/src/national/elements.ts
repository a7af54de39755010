import { catalogueElements } from './elements-catalogue.ts'
import { clearingElements } from './elements-clearing.ts'
import { queryElements } from './elements-query.ts'
import { registerElements } from './elements-register.ts'
import { reviewElements } from './elements-review.ts'
import { settlementListElements } from './elements-settlement-list.ts'
import { stayElements } from './elements-stay.ts'
import { stockElements } from './elements-stock.ts'
import { amount, code, date, dateTime, decimal, integer, price, quantity, rate, text } from './field.ts'

/**
 * The data elements: what a name means, how long it may be and which code list it follows, in every message alike. The
 * field tables only mark them; the few messages that shape an element their own way spell it out in their table.
 * `caty`, `psn_idet_type` and `psn_type_lv` are coded, but by lists that could not be read, so they are plain text here.
 *
 * @source national interface specification (baseline XJ-K01-2020), Hubei edition V1.2.02; public client models for
 *         2001, 5203 and 5206
 */
export const elements = {
  // Sign-in.
  opter_no: text('操作员编号', 20),
  mac: text('签到MAC地址', 20),
  ip: text('签到IP地址', 20),
  sign_time: dateTime('签到时间'),
  sign_no: text('签到编号', 30),

  // Person.
  psn_no: text('人员编号', 30),
  psn_name: text('人员姓名', 50),
  psn_cert_type: code('人员证件类型', 6, 'psn_cert_type'),
  certno: text('证件号码', 50),
  mdtrt_cert_type: code('就诊凭证类型', 3, 'mdtrt_cert_type'),
  mdtrt_cert_no: text('就诊凭证编号', 50),
  card_sn: text('卡识别码', 32),
  gend: code('性别', 6, 'gend'),
  naty: code('民族', 3, 'naty'),
  brdy: date('出生日期'),
  age: decimal('年龄', 4, 1),
  psn_mgtcode: text('人员管理码', 50),
  checkFlag: code('是否核验 0/1', 3, 'yes_no'),
  regerName: text('登记人姓名', 50),
  regerCertno: text('登记人证件号', 20),
  ipInfo: text('终端地址信息', 64),

  // Insurance and identity of a person.
  insutype: code('险种类型', 6, 'insutype'),
  psn_type: code('人员类别', 6, 'psn_type'),
  psn_insu_stas: code('人员参保状态', 6, 'psn_insu_stas'),
  psn_insu_date: date('个人参保日期'),
  paus_insu_date: date('暂停参保日期'),
  cvlserv_flag: code('公务员标志', 3, 'yes_no'),
  insuplc_admdvs: text('参保地医保区划', 6),
  insu_optins: text('参保机构医保区划', 6),
  emp_name: text('单位名称', 200),
  balc: amount('余额'),
  flxempe_flag: code('灵活就业标志', 3, 'yes_no'),
  nwb_flag: code('新生儿标志', 3, 'yes_no'),
  psn_idet_type: text('人员身份类别', 3),
  psn_type_lv: text('人员类别等级', 3),

  // Entitlement and running totals.
  trt_chk_type: code('待遇检查类型', 6, 'trt_chk_type'),
  trt_enjymnt_flag: code('基金款项待遇享受标志', 3, 'yes_no'),
  trt_chk_rslt: text('待遇检查结果', 500),
  cum_ym: text('累计年月', 6),
  cum_type_code: text('累计类别代码', 10),
  cum: amount('累计值'),
  year: text('年度', 4),

  // Institution and operator.
  fixmedins_code: text('定点医药机构编号', 30),
  fixmedins_name: text('定点医药机构名称', 200),
  fixmedins_poolarea: text('定点归属机构', 6),
  hosp_lv: code('医院等级', 6, 'hosp_lv'),
  lmtpric_hosp_lv: code('限价医院等级', 6, 'hosp_lv'),
  dedc_hosp_lv: code('起付线医院等级', 6, 'hosp_lv'),
  opter_id: text('经办人ID', 20),
  opter_name: text('经办人姓名', 50),

  // Times.
  begntime: dateTime('开始时间'),
  endtime: dateTime('结束时间'),
  begndate: date('开始日期'),
  enddate: date('结束日期'),
  opt_time: dateTime('经办时间'),

  // Visit.
  mdtrt_id: text('就诊ID', 30),
  ipt_otp_no: text('住院/门诊号', 30),
  med_type: code('医疗类别', 6, 'med_type'),
  atddr_no: text('医师编码', 30),
  dr_name: text('医师姓名', 50),
  dept_code: text('科室编码', 30),
  dept_name: text('科室名称', 100),
  caty: text('科别', 10),
  main_cond_dscr: text('主要病情描述', 1000),
  oprn_oprt_code: text('手术操作代码', 30),
  oprn_oprt_name: text('手术操作名称', 500),
  matn_type: code('生育类别', 6, 'matn_type'),
  birctrl_type: code('计划生育手术类别', 6, 'birctrl_type'),
  birctrl_matn_date: date('计划生育手术或生育日期'),

  // Diagnosis.
  dise_type_code: code('病种类型', 30, 'dise_type_code'),
  dise_codg: text('病种编码', 30),
  dise_name: text('病种名称', 500),
  diag_type: code('诊断类别', 3, 'diag_type'),
  diag_srt_no: integer('诊断排序号', 2),
  diag_code: text('诊断代码', 30),
  diag_name: text('诊断名称', 100),
  diag_dept: text('诊断科室', 50),
  dise_dor_no: text('诊断医生编码', 30),
  dise_dor_name: text('诊断医生姓名', 50),
  diag_time: dateTime('诊断时间'),
  vali_flag: code('有效标志', 3, 'vali_flag'),
  maindiag_flag: code('主诊断标志', 3, 'yes_no'),

  // Fee line.
  feedetl_sn: text('费用明细流水号', 30),
  chrg_bchno: text('收费批次号', 30),
  rxno: text('处方号', 30),
  rx_circ_flag: code('外购处方标志', 3, 'yes_no'),
  fee_ocur_time: dateTime('费用发生时间'),
  med_list_codg: text('医疗目录编码', 50),
  medins_list_codg: text('医药机构目录编码', 150),
  det_item_fee_sumamt: amount('明细项目费用总额'),
  cnt: quantity('数量'),
  pric: price('单价'),
  sin_dos_dscr: text('单次剂量描述', 200),
  used_frqu_dscr: text('使用频次描述', 200),
  prd_days: decimal('周期天数', 4, 2),
  medc_way_dscr: text('用药途径描述', 200),
  bilg_dept_codg: text('开单科室编码', 30),
  bilg_dept_name: text('开单科室名称', 100),
  bilg_dr_codg: text('开单医生编码', 30),
  bilg_dr_name: text('开单医师姓名', 50),
  acord_dept_codg: text('受单科室编码', 30),
  acord_dept_name: text('受单科室名称', 100),
  orders_dr_code: text('受单医生编码', 30),
  orders_dr_name: text('受单医生姓名', 50),
  hosp_appr_flag: code('医院审批标志', 3, 'hosp_appr_flag'),
  tcmdrug_used_way: code('中药使用方式', 6, 'tcmdrug_used_way'),
  etip_flag: code('外检标志', 3, 'yes_no'),
  etip_hosp_code: text('外检医院编码', 30),
  dscg_tkdrug_flag: code('出院带药标志', 3, 'yes_no'),
  matn_fee_flag: code('生育费用标志', 6, 'yes_no'),
  comb_no: text('组套编号', 3),

  // Traceability.
  drug_trac_codg: text('药品追溯码', 100),
  trdn_flag: code('拆零标志', 3, 'yes_no'),
  min_prcunt_type: code('最小计价单位类型', 6, 'min_prcunt_type'),
  minpacunt_drug_trac_cnt: integer('最小包装药品追溯码数量', 8),
  mcs_trac_cnt: integer('耗材追溯码数量', 8),

  // What the catalogue says of a line.
  pric_uplmt_amt: price('定价上限金额'),
  selfpay_prop: rate('自付比例'),
  overlmt_amt: amount('超限价金额'),
  chrgitm_lv: code('收费项目等级', 3, 'chrgitm_lv'),
  med_chrgitm_type: code('医疗收费项目类别', 6, 'med_chrgitm_type'),
  bas_medn_flag: code('基本药物标志', 3, 'yes_no'),
  hi_nego_drug_flag: code('医保谈判药品标志', 3, 'yes_no'),
  chld_medc_flag: code('儿童用药标志', 3, 'chld_medc_flag'),
  list_sp_item_flag: code('目录特项标志', 3, 'yes_no'),
  lmt_used_flag: code('限制使用标志', 3, 'yes_no'),
  drt_reim_flag: code('直报标志', 3, 'yes_no'),

  // Bill.
  medfee_sumamt: amount('医疗费总额'),
  fulamt_ownpay_amt: amount('全自费金额'),
  overlmt_selfpay: amount('超限价自费费用'),
  preselfpay_amt: amount('先行自付金额'),
  inscp_scp_amt: amount('符合政策范围金额'),
  act_pay_dedc: amount('实际支付起付线'),
  psn_setlway: code('个人结算方式', 6, 'psn_setlway'),
  acct_used_flag: code('个人账户使用标志', 3, 'yes_no'),
  invono: text('发票号', 20),
  pub_hosp_rfom_flag: text('公立医院改革标志', 6),

  // Who pays; `pool_prop_selfpay` is, despite its name, the share that the fund pays.
  hifp_pay: amount('基本医疗保险统筹基金支出'),
  pool_prop_selfpay: rate('基本医疗保险统筹基金支付比例'),
  cvlserv_pay: amount('公务员医疗补助资金支出'),
  hifes_pay: amount('企业补充医疗保险基金支出'),
  hifmi_pay: amount('居民大病保险资金支出'),
  hifob_pay: amount('职工大额医疗费用补助基金支出'),
  hifdm_pay: amount('伤残人员医疗保障基金支出'),
  maf_pay: amount('医疗救助基金支出'),
  oth_pay: amount('其他支出'),
  fund_pay_sumamt: amount('基金支付总额'),
  psn_part_amt: amount('个人负担总金额'),
  psn_pay: amount('个人支付金额'),
  psn_cash_pay: amount('个人现金支出'),
  cash_payamt: amount('现金支付金额'),
  acct_pay: amount('个人账户支出'),
  acct_mulaid_pay: amount('个人账户共济支付金额'),
  hosp_part_amt: amount('医院负担金额'),
  fund_pay_type: code('基金支付类型', 6, 'fund_pay_type'),
  fund_pay_type_name: text('基金支付类型名称', 200),
  crt_payb_lmt_amt: amount('本次可支付限额金额'),
  fund_payamt: amount('基金支付金额'),
  setl_proc_info: text('结算过程信息', 4000),

  // Settlement and clearing; `medins_setl_id` carries the msgid of the sender.
  setl_id: text('结算ID', 30),
  setl_time: dateTime('结算时间'),
  medins_setl_id: text('医药机构结算ID', 30),
  refd_setl_flag: code('退费结算标志', 3, 'yes_no'),
  pay_loc: code('支付地点类别', 6, 'pay_loc'),
  clr_optins: text('清算经办机构', 6),
  clr_way: code('清算方式', 6, 'clr_way'),
  clr_type: code('清算类别', 6, 'clr_type'),
  omsgid: text('原发送方报文ID', 30),
  oinfno: text('原交易编号', 5),

  // Anywhere.
  memo: text('备注', 500),
  exp_content: text('字段扩展', 4000),

  // The other rooms of the interface.
  ...stayElements,
  ...queryElements,
  ...reviewElements,
  ...clearingElements,
  ...stockElements,
  ...settlementListElements,
  ...registerElements,
  ...catalogueElements,
}
