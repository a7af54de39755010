import { text } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message1317 = message({
  infno: '1317',
  name: '医药机构目录匹配信息查询',
  english: 'Query institution catalogue mapping',
  direction: 'query',
  input: {
    data: one({
      query_date: optional,
      fixmedins_code: optional,
      medins_list_codg: optional(text('定点医药机构目录编号', 30)),
      medins_list_name: optional(text('定点医药机构目录名称', 200)),
      insu_admdvs: optional,
      list_type: optional,
      med_list_codg: optional(text('医疗目录编码', 30)),
      begndate: optional,
      vali_flag: optional,
      updt_time: required,
      page_num: required,
      page_size: required,
    }),
  },
  output: {
    data: many({
      begndate: optional,
      list_type: optional,
      insu_admdvs: optional,
      pages: optional,
      med_list_codg: optional,
      opt_time: optional,
      vali_flag: optional,
      hilist_code: optional,
      memo: optional,
      rid: optional,
      updt_time: optional,
    }),
    firstPage: optional,
    lastPage: optional,
    size: optional,
    startRow: optional,
    pageSize: optional,
    pageNum: optional,
    recordCounts: optional,
    pages: optional,
  },
})
