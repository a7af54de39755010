import { text } from './field.ts'
import { message } from './message.ts'
import { one, optional, required } from './table.ts'

/** A catalogue newer than the version that the sender has: the answer names a file, which 9102 fetches. */
export function catalogueDownload(infno: string, name: string, english: string) {
  return message({
    infno,
    name,
    english,
    direction: 'download',
    input: {
      data: one({
        // Longer than printed: the versions that clients bring from other centres have 21 characters.
        ver: required(text('版本号（首次下载的取值看各统筹区）', 30)),
      }),
    },
    output: {
      file_qury_no: required,
      filename: required,
      dld_endtime: optional,
      data_cnt: optional,
    },
  })
}
