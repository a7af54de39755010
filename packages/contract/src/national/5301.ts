import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5301 = message({
  infno: '5301',
  name: '人员慢特病备案查询',
  english: 'Query chronic disease filings',
  direction: 'query',
  input: {
    data: one({
      psn_no: required,
    }),
  },
  output: {
    feedetail: many({
      opsp_dise_code: required,
      opsp_dise_name: required,
      begndate: required,
      enddate: optional,
    }),
  },
})
