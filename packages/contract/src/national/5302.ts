import { text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message5302 = message({
  infno: '5302',
  name: '人员定点信息查询',
  english: 'Query designated institutions',
  direction: 'query',
  input: {
    data: one({
      psn_no: required,
      biz_appy_type: required,
    }),
  },
  output: {
    psnfixmedin: many({
      psn_no: required,
      insutype: optional,
      fix_srt_no: required,
      fixmedins_code: required(text('定点医药机构编号', 12)),
      fixmedins_name: required,
      begndate: optional,
      enddate: optional,
      memo: optional,
    }),
  },
})
