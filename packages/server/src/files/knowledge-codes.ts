import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type TableLayout, tableRows } from './table-file.ts'

const layout: TableLayout<'code'> = {
  columns: [{ name: 'code', chinese: '编码', required: true }],
  freePrefix: null,
  strangers: 'ignore',
}

const readable = /\.(tsv|csv)(\.gz)?$|\.xlsx$/

/**
 * All codes of a catalogue: of one file with a column `code`, or of all such files of a folder.
 *
 * @throws Error when no file has that column, and the file system's error when nothing can be read
 */
export async function catalogueCodes(path: string): Promise<ReadonlySet<string>> {
  const isFolder = (await stat(path)).isDirectory()
  const files = isFolder
    ? (await readdir(path)).filter((name) => readable.test(name)).map((name) => join(path, name))
    : [path]
  const codes = new Set<string>()
  for (const file of files) {
    for await (const item of tableRows(file, layout)) if (item.kind === 'row') codes.add(item.row.cells.code)
  }
  if (codes.size === 0)
    throw new Error(`${path} 中没有编码列 has no column code：请指明目录文件 name a catalogue with a column \`code\``)
  return codes
}
