import { message } from './message.ts'
import { payers } from './settlement-fields.ts'
import { stayBill, staySettled } from './stay-settlement-fields.ts'
import { one } from './table.ts'

export const message2303 = message({
  infno: '2303',
  name: '住院预结算',
  english: 'Inpatient pre-settlement',
  direction: 'compute',
  input: {
    data: one(stayBill),
  },
  output: {
    setlinfo: one(staySettled),
    setldetail: payers,
  },
})
