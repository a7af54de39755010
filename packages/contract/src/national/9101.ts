import { dateTime, text } from './field.ts'
import { message } from './message.ts'
import { one, required } from './table.ts'

export const message9101 = message({
  infno: '9101',
  name: '文件上传',
  english: 'Upload file',
  direction: 'file',
  input: {
    fsUploadIn: one({
      in: required,
      filename: required(text('文件名', 200)),
      fixmedins_code: required,
    }),
  },
  output: {
    file_qury_no: required(text('文件查询号', 30)),
    filename: required(text('文件名', 200)),
    fixmedins_code: required,
    dld_endtime: required(dateTime('下载截止时间')),
  },
})
