import { message } from './message.ts'
import { many, one, required } from './table.ts'

export const message4102 = message({
  infno: '4102',
  name: '医疗保障基金结算清单状态修改',
  english: 'Change settlement list state',
  direction: 'write',
  input: {
    data: one({
      stastinfo: many({
        psn_no: required,
        setl_id: required,
        stas_type: required,
      }),
    }),
  },
  output: {},
})
