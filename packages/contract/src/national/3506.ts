import { text } from './field.ts'
import { message } from './message.ts'
import { stockResult } from './stock-fields.ts'
import { one, optional, required } from './table.ts'

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
      drug_trac_codg: optional(text('药品追溯码', 30)),
      finl_trns_pric: optional,
      sel_retn_cnt: required,
      sel_retn_time: required,
      sel_retn_opter_name: required,
      memo: optional,
    }),
  },
  output: stockResult,
})
