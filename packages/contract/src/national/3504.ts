import { message } from './message.ts'
import { stockResult } from './stock-fields.ts'
import { one, optional, required } from './table.ts'

export const message3504 = message({
  infno: '3504',
  name: '商品采购退货',
  english: 'Purchase return',
  direction: 'write',
  input: {
    purcinfo: one({
      med_list_codg: optional,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      fixmedins_bchno: optional,
      spler_name: optional,
      spler_pmtno: optional,
      manu_date: optional,
      expy_end: optional,
      finl_trns_pric: optional,
      purc_retn_cnt: required,
      purc_invo_codg: optional,
      purc_invo_no: optional,
      rx_flag: optional,
      purc_retn_stoin_time: required,
      purc_retn_opter_name: required,
      memo: optional,
      medins_prod_purc_no: optional,
      spec: optional,
      min_pacunt: optional,
      pac_cnt: optional,
      pacunt: optional,
      prdr_name: optional,
      rtal_pric: optional,
    }),
  },
  output: stockResult,
})
