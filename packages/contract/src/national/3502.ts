import { message } from './message.ts'
import { one, optional } from './table.ts'

export const message3502 = message({
  infno: '3502',
  name: '商品库存变更',
  english: 'Stock change',
  direction: 'write',
  input: {
    invinfo: one({
      med_list_codg: optional,
      inv_chg_type: optional,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      fixmedins_bchno: optional,
      pric: optional,
      cnt: optional,
      rx_flag: optional,
      inv_chg_time: optional,
      inv_chg_opter_name: optional,
      memo: optional,
      trdn_flag: optional,
    }),
  },
  output: {},
})
