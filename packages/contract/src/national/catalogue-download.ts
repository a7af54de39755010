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
        ver: required,
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
