import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5206 = message({
  infno: '5206',
  name: '人员累计信息查询',
  english: 'Query accumulations',
  direction: 'query',
  input: {
    data: one({
      psn_no: required,
      cum_ym: optional,
    }),
  },
  output: {
    cuminfo: many({
      insutype: required,
      year: required,
      cum_ym: required,
      cum_type_code: required,
      cum: required,
    }),
  },
})
