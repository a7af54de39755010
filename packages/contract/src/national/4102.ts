import { message } from './message.ts'
import { many, one, optional } from './table.ts'

export const message4102 = message({
  infno: '4102',
  name: '医疗保障基金结算清单状态修改',
  english: 'Change settlement list state',
  direction: 'write',
  input: {
    data: one({
      stastinfo: many({
        psn_no: optional,
        setl_id: optional,
        stas_type: optional,
      }),
    }),
  },
  output: {},
})
