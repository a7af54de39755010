import type { FileFault } from '../flows/import-desk-ports.ts'
import { unpacksBeyond } from './xlsx-parts.ts'

/** What a file for an import may be called. */
const names = /\.(xlsx|csv|tsv)$/i

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1')

/** So many bytes tell a text from something else. */
const lookedAt = 8_192

/** Fifty thousand rows of people unpack to a quarter of this. */
const workbookLimits = { entries: 2_000, textBytes: 200_000_000 }

/** What is wrong with a file that shall be a table, by its name and how it begins or is packed; null when nothing is. */
export async function tableFault(filename: string, content: Uint8Array): Promise<FileFault | null> {
  if (content.length === 0) return 'imports.empty'
  const isWorkbook = zipMark.equals(content.subarray(0, zipMark.length))
  const [, extension] = names.exec(filename) ?? []
  if (extension === undefined) return 'imports.type'
  if (extension.toLowerCase() === 'xlsx') {
    if (!isWorkbook) return 'imports.type'
    return (await unpacksBeyond(content, workbookLimits)) ? 'imports.too-large' : null
  }
  // A text in UTF-8 or GB18030 holds no zero byte; older workbooks and UTF-16 do.
  return isWorkbook || content.subarray(0, lookedAt).includes(0) ? 'imports.type' : null
}
