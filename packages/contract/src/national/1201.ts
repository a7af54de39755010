import { text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message1201 = message({
  infno: '1201',
  name: '医药机构信息获取',
  english: 'Get institution information',
  direction: 'query',
  input: {
    medinsinfo: one({
      fixmedins_type: required,
      fixmedins_name: optional,
      fixmedins_code: optional(text('定点医药机构编号', 12)),
    }),
  },
  output: {
    medinsinfo: many({
      fixmedins_code: required(text('定点医药机构编号', 12)),
      fixmedins_name: required,
      uscc: optional,
      fixmedins_type: required,
      hosp_lv: optional,
      exp_content: optional,
    }),
  },
})
