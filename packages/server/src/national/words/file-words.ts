import type { FileRefusal } from '../../flows/file-refusals.ts'
import { quote, type WordsOf } from './words.ts'

export const fileWords: WordsOf<FileRefusal> = {
  'file.not-an-archive': {
    meaning: '文件不是有效的 zip 压缩包',
    facts: ({ filename }) => quote(filename),
    cure: '请按 TXT（UTF-8、TAB 分隔）压缩为不加密的 zip 后重传',
  },
  'file.too-large': {
    meaning: '文件过大',
    facts: ({ bytes, limit }) => `${bytes} 字节，上限 ${limit} 字节`,
    cure: '请拆分后重传',
  },
  'file.too-many-entries': {
    meaning: '压缩包内文件过多',
    facts: ({ count, limit }) => `${count} 个，上限 ${limit} 个`,
    cure: '请只压缩要上传的文件',
  },
  'file.bad-name': {
    meaning: '文件名无效',
    facts: ({ filename }) => quote(filename),
    cure: '文件名不可含路径、控制字符和 : * ? " < > |，最长 200 字；压缩包内不可有文件夹或链接',
  },
  'file.other-institution': {
    meaning: '报文中的机构编号不是发送方',
    facts: ({ stated }) => `fixmedins_code ${quote(stated)}`,
    cure: '只能为本机构上传和下载文件',
  },
  'file.name-differs': {
    meaning: '文件名与文件查询号不符',
    facts: ({ fileNo, stated, filed }) => `${quote(fileNo)}报文${quote(stated)}，中心${quote(filed)}`,
    cure: '请用返回的 filename，或固定传 plc',
  },
  'file.unknown': {
    meaning: '文件不存在、已过期或不属于本机构',
    facts: ({ fileNo }) => quote(fileNo),
    cure: '请核对 file_qury_no，或重新获取文件',
  },
}
