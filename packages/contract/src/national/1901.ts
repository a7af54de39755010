import { code, integer, text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

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
  output: {
    list: many({
      type: required,
      label: required(text('字典标签', 200)),
      value: required(text('字典键值', 30)),
      parent_value: optional(text('父字典键值', 30)),
      sort: required(integer('排序', 6)),
      vali_flag: required(code('有效标志', 3, 'vali_flag')),
    }),
  },
})
