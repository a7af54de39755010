import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message1901 = message({
  infno: '1901',
  name: '字典表查询',
  english: 'Query code dictionary',
  direction: 'query',
  input: {
    data: one({
      type: required,
      parentValue: optional,
      admdvs: optional,
      date: optional,
      vali_Flag: optional,
      tradiNumber: optional,
      operatorId: optional,
      operatorName: optional,
    }),
  },
  output: {},
})
