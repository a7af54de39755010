import { message } from './message.ts'
import { payers } from './settlement-fields.ts'
import { stayBill, staySettled } from './stay-settlement-fields.ts'
import { one, optional, required } from './table.ts'

export const message2304 = message({
  infno: '2304',
  name: '住院结算',
  english: 'Inpatient settlement',
  direction: 'write',
  input: {
    data: one({
      ...stayBill,
      invono: optional,
      minpacunt_drug_trac_cnt: optional,
      mcs_trac_cnt: optional,
    }),
  },
  output: {
    setlinfo: one({
      ...staySettled,
      setl_id: required,
    }),
    setldetail: payers,
  },
})
