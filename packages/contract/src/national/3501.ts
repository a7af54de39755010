import { message } from './message.ts'
import { stockResult } from './stock-fields.ts'
import { one, optional, required } from './table.ts'

export const message3501 = message({
  infno: '3501',
  name: '商品盘存上传',
  english: 'Upload stocktaking',
  direction: 'write',
  input: {
    invinfo: one({
      med_list_codg: optional,
      fixmedins_hilist_id: optional,
      fixmedins_hilist_name: optional,
      rx_flag: optional,
      invdate: required,
      inv_cnt: required,
      manu_lotnum: optional,
      fixmedins_bchno: optional,
      manu_date: optional,
      expy_end: optional,
      memo: optional,
    }),
  },
  output: stockResult,
})
