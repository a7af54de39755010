import { message2101 } from './2101.ts'
import { lineSplit } from './line-fields.ts'
import { message } from './message.ts'
import { payers, settlement } from './settlement-fields.ts'
import { many, one, optional } from './table.ts'

export const message2102 = message({
  infno: '2102',
  name: '药店结算',
  english: 'Pharmacy settlement',
  direction: 'write',
  input: message2101.input,
  output: {
    setlinfo: one({
      ...settlement,
      hosp_part_amt: optional,
    }),
    setldetail: payers,
    detlcutinfo: many(lineSplit),
  },
})
