import { billSplit, feeLine, lineSplit, traceCodes } from './line-fields.ts'
import { message } from './message.ts'
import { payers, quote } from './settlement-fields.ts'
import { many, one, optional, optionally, required } from './table.ts'

export const message2101 = message({
  infno: '2101',
  name: '药店预结算',
  english: 'Pharmacy pre-settlement',
  direction: 'compute',
  input: {
    druginfo: one({
      psn_no: required,
      mdtrt_cert_type: required,
      mdtrt_cert_no: optional,
      begntime: required,
      medfee_sumamt: required,
      invono: optional,
      insutype: required,
      dise_codg: optional,
      dise_name: optional,
      acct_used_flag: required,
      med_type: required,
      ...optionally(billSplit),
      exp_content: optional,
      minpacunt_drug_trac_cnt: optional,
      mcs_trac_cnt: optional,
    }),
    drugdetail: many({
      ...feeLine,
      drug_trac_info: traceCodes,
    }),
  },
  output: {
    setlinfo: one({
      ...quote,
      hosp_part_amt: optional,
    }),
    setldetail: payers,
    detlcutinfo: many(lineSplit),
  },
})
