import type { FileRefusal } from '../../flows/file-refusals.ts'
import { quote, type WordsOf } from './words.ts'

export const fileWords: WordsOf<FileRefusal> = {
  'file.not-an-archive': {
    meaning: '文件不是有效的 zip 压缩包',
    facts: ({ filename }) => quote(filename),
    cure: '请按 TXT（UTF-8、TAB 分隔）压缩为 zip 后重传',
  },
  'file.too-large': {
    meaning: '文件过大',
    facts: ({ bytes, limit }) => `${bytes} 字节，上限 ${limit} 字节`,
    cure: '请拆分后重传',
  },
  'file.bad-name': {
    meaning: '文件名无效',
    facts: ({ filename }) => quote(filename),
    cure: '文件名只可用字母、数字、汉字、点、横线和下划线，不可含路径',
  },
  'file.unknown': {
    meaning: '文件不存在、已过期或不属于本机构',
    facts: ({ fileNo }) => quote(fileNo),
    cure: '请核对 file_qury_no，或重新获取文件',
  },
}
