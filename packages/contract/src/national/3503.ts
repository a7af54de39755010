import { text } from './field.ts'
import { message } from './message.ts'
import { stockResult } from './stock-fields.ts'
import { one, optional, required } from './table.ts'

export const message3503 = message({
  infno: '3503',
  name: '商品采购',
  english: 'Purchase',
  direction: 'write',
  input: {
    purcinfo: one({
      med_list_codg: optional,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      dynt_no: optional,
      fixmedins_bchno: optional,
      spler_name: optional,
      spler_pmtno: optional,
      manu_lotnum: optional,
      prodentpName: optional,
      prodentp_name: optional,
      aprvno: optional(text('批准文号', 100)),
      manu_date: optional,
      expy_end: optional,
      finl_trns_pric: optional,
      purc_retn_cnt: required,
      purc_invo_codg: optional,
      purc_invo_no: optional,
      rx_flag: optional,
      purc_retn_stointime: optional,
      purc_retn_stoin_time: required,
      purc_retn_opter_name: required,
      prod_geay_flag: optional,
      memo: optional,
      spec: optional,
      min_pacunt: optional,
      pac_cnt: optional,
      pacunt: optional,
      rtal_pric: optional,
    }),
  },
  output: stockResult,
})
