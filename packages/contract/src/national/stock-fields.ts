import { text } from './field.ts'
import { optional, required } from './table.ts'

/** What a message about stock answers inside the output besides `infcode`: 1 for good, 0 for bad, with a text. */
export const stockResult = {
  retRslt: required(text('处理结果', 6)),
  msgRslt: optional(text('处理结果说明', 500)),
}
