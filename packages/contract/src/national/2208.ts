import { message } from './message.ts'
import { cancelRequest, clearing, payers, settledPerson, settlement } from './settlement-fields.ts'
import { one, optional, optionally } from './table.ts'

/** The answer repeats the settlement with negative amounts and may leave out who was settled. */
export const message2208 = message({
  infno: '2208',
  name: '门诊结算撤销',
  english: 'Outpatient settlement cancel',
  direction: 'write',
  input: {
    data: one(cancelRequest),
  },
  output: {
    setlinfo: one({
      ...settlement,
      ...optionally(settledPerson),
      ...optionally(clearing),
      med_type: optional,
      hifdm_pay: optional,
    }),
    setldetail: payers,
  },
})
