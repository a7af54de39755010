import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dipGroupTable } from '@yibao/core/payment'
import { readDirectoryFile } from '../files/dip-directory.ts'
import { groupTableHead, groupTableRows } from '../files/group-table-text.ts'
import { print } from './output.ts'

interface TableChoice {
  readonly table: string
  readonly folder: string
  readonly levelMean: 'weighted' | 'last-year'
  readonly source?: string
}

/** Writes the scores of a directory as the table of weights that a plan of payment names, into the plan's folder. */
export async function dipTable(path: string, { table: id, folder, levelMean, source }: TableChoice): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    throw new Error(`--table ${id}：用小写字母、数字和连字符 write small letters, digits and hyphens`)
  }
  const { directory, digest } = await readDirectoryFile(path)
  const { name: grouping, title, year, range } = directory.rules
  const about = { id, grouping, range, source: source ?? `${title} ${year}（${digest.slice(0, 12)}）`, levelMean }
  const table = dipGroupTable(directory, about)
  await writeFile(join(folder, `${id}.tsv`), groupTableRows(table))
  await writeFile(join(folder, `${id}.yaml`), groupTableHead(table))
  print(`${join(folder, id)}.yaml、.tsv：${table.rows.length} 个病种 groups；./yibao payment check ${folder}`)
}
