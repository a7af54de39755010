import { text } from './field.ts'
import { message } from './message.ts'
import { one, required } from './table.ts'

export const message9102 = message({
  infno: '9102',
  name: '文件下载',
  english: 'Download file',
  direction: 'file',
  input: {
    fsDownloadIn: one({
      file_qury_no: required(text('文件查询号', 30)),
      filename: required(text('文件名（1301-1319 的下载文件按客户端注释固定传 plc）', 200)),
      fixmedins_code: required,
    }),
  },
  output: {},
})
