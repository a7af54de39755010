/** What a file for an import may be called. */
const names = /\.(xlsx|csv|tsv)$/i

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1')

/** So many bytes tell a text from something else. */
const lookedAt = 8_192

/** What is wrong with a file that shall be a table, by its name and how it begins; null when nothing is. */
export function tableFault(filename: string, content: Uint8Array): 'imports.empty' | 'imports.type' | null {
  if (content.length === 0) return 'imports.empty'
  const isWorkbook = zipMark.equals(content.subarray(0, zipMark.length))
  const [, extension] = names.exec(filename) ?? []
  if (extension === undefined) return 'imports.type'
  if (extension.toLowerCase() === 'xlsx') return isWorkbook ? null : 'imports.type'
  // A text in UTF-8 or GB18030 holds no zero byte; older workbooks and UTF-16 do.
  return isWorkbook || content.subarray(0, lookedAt).includes(0) ? 'imports.type' : null
}
