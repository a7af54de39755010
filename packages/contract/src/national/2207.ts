import { billSplit } from './line-fields.ts'
import { message } from './message.ts'
import { outpatientBill, payers, settlement } from './settlement-fields.ts'
import { one, optional, required } from './table.ts'

export const message2207 = message({
  infno: '2207',
  name: '门诊结算',
  english: 'Outpatient settlement',
  direction: 'write',
  input: {
    data: one({
      ...outpatientBill,
      mdtrt_cert_no: required,
      invono: optional,
      ...billSplit,
      minpacunt_drug_trac_cnt: optional,
      mcs_trac_cnt: optional,
    }),
  },
  output: {
    setlinfo: one(settlement),
    setldetail: payers,
  },
})
