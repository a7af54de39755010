import { text } from './field.ts'
import { message } from './message.ts'
import { many, optional, required } from './table.ts'

export const message3301 = message({
  infno: '3301',
  name: '目录对照上传',
  english: 'Upload catalogue mapping',
  direction: 'write',
  input: {
    data: many({
      fixmedins_hilist_id: required,
      fixmedins_hilist_name: required(text('定点医药机构目录名称', 100)),
      list_type: required,
      med_list_codg: required,
      begndate: optional,
      enddate: optional,
      aprvno: optional,
      dosform: optional(text('剂型', 200)),
      exct_cont: optional,
      item_cont: optional,
      prcunt: optional,
      spec: optional(text('规格', 200)),
      pacspec: optional(text('包装规格', 100)),
      memo: optional,
    }),
  },
  output: {},
})
