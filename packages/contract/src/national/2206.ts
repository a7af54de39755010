import { message } from './message.ts'
import { outpatientBill, payers, quote } from './settlement-fields.ts'
import { one } from './table.ts'

export const message2206 = message({
  infno: '2206',
  name: '门诊预结算',
  english: 'Outpatient pre-settlement',
  direction: 'compute',
  input: {
    data: one(outpatientBill),
  },
  output: {
    setlinfo: one(quote),
    setldetail: payers,
  },
})
