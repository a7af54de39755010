import { message } from './message.ts'
import { one, optional } from './table.ts'

export const message3506 = message({
  infno: '3506',
  name: '商品销售退货',
  english: 'Sale return',
  direction: 'write',
  input: {
    selinfo: one({
      med_list_codg: optional,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      fixmedins_bchno: optional,
      setl_id: optional,
      psn_no: optional,
      psn_cert_type: optional,
      certno: optional,
      psn_name: optional,
      manu_lotnum: optional,
      manu_date: optional,
      expy_end: optional,
      rx_flag: optional,
      trdn_flag: optional,
      finl_trns_pric: optional,
      sel_retn_cnt: optional,
      sel_retn_time: optional,
      sel_retn_opter_name: optional,
      memo: optional,
    }),
  },
  output: {},
})
