import { text } from './field.ts'
import { message } from './message.ts'
import { many, required } from './table.ts'

export const message3302 = message({
  infno: '3302',
  name: '目录对照撤销',
  english: 'Revoke catalogue mapping',
  direction: 'write',
  input: {
    data: many({
      fixmedins_code: required(text('定点医药机构编号', 12)),
      fixmedins_hilist_id: required,
      list_type: required,
      med_list_codg: required,
    }),
  },
  output: {},
})
