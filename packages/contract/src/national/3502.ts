import { message } from './message.ts'
import { stockResult } from './stock-fields.ts'
import { one, optional, required } from './table.ts'

export const message3502 = message({
  infno: '3502',
  name: '商品库存变更',
  english: 'Stock change',
  direction: 'write',
  input: {
    invinfo: one({
      med_list_codg: optional,
      inv_chg_type: required,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      fixmedins_bchno: optional,
      pric: optional,
      cnt: required,
      rx_flag: optional,
      inv_chg_time: required,
      inv_chg_opter_name: required,
      memo: optional,
      trdn_flag: optional,
    }),
  },
  output: stockResult,
})
