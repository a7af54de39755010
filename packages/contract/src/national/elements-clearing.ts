import { amount, bytes, code, date, integer, text } from './field.ts'

/**
 * The data elements of reconciliation, clearing and files.
 *
 * @source the field tables collected from the Hubei edition V1.2.02 and from public client models
 */
export const clearingElements = {
  setl_optins: text('结算经办机构', 6),
  stmt_begndate: date('对账开始日期'),
  stmt_enddate: date('对账结束日期'),
  fixmedins_setl_cnt: integer('定点医药机构结算笔数', 10),
  stmt_rslt: code('对账结果', 6, 'stmt_rslt'),
  stmt_rslt_dscr: text('对账结果说明', 200),
  file_qury_no: text('文件查询号', 40),
  filename: text('文件名', 100),
  dld_endtime: date('下载截止时间'),
  setlym: text('结算年月', 6),
  psntime: integer('人次', 6),
  med_sumfee: amount('医保认可费用总额'),
  fund_appy_sum: amount('基金申报总额'),
  clr_appy_evt_id: text('机构清算申请事件ID', 30),
  in: bytes('文件内容字节（JSON 中为 Base64）'),
}
