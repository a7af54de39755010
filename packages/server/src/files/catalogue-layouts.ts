import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { IsoDate } from '@yibao/core/kernel'
import { type CodeList, codeLists } from '../flows/catalogue-ports.ts'
import type { CatalogueRow, ImportSource } from '../flows/import-ports.ts'
import {
  codeListLayout,
  type DeskReader,
  diagnosisLayout,
  nrdlLayout,
  readCodeListRow,
  readDiagnosisCode,
  readNrdlRow,
  readServiceRow,
  serviceLayout,
} from './catalogue-rows.ts'
import { readCatalogueFile, readDiagnoses } from './catalogue-tsv.ts'
import { deskFor } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

export const catalogueLayouts = ['starter', 'nrdl', 'services', 'icd10', 'icd9', ...codeLists] as const
export type CatalogueLayout = (typeof catalogueLayouts)[number]

const editions = { icd10: 'ICD-10-NHSA-2.0', icd9: 'ICD-9-CM-3-NHSA-2.0' } as const

/**
 * The first day of a list that does not state it per row. The 2024 edition of the drug list holds from 2025-01-01; a
 * price list says only its year.
 */
export const assumedFrom = { nrdl: '2025-01-01', services: '2024-01-01' } as const

/**
 * The sources behind a path in one of the layouts; a folder stands for the tables of the starter catalogue in it.
 *
 * @param from first day of the rows; the layouts `nrdl` and `services` need it, the others carry their own or none
 * @throws the file system's error when the path cannot be read
 */
export async function catalogueSources(
  path: string,
  layout: CatalogueLayout,
  from: IsoDate,
): Promise<readonly ImportSource<CatalogueRow>[]> {
  switch (layout) {
    case 'starter':
      return (await starterFiles(path)).map(starterSource)
    case 'nrdl':
      return [tableSource(path, nrdlLayout, readNrdlRow(from), 'refuse')]
    case 'services':
      return [tableSource(path, serviceLayout, readServiceRow(from), 'note')]
    case 'icd10':
    case 'icd9':
      return [tableSource(path, diagnosisLayout, readDiagnosisCode(editions[layout]), 'refuse')]
    default:
      return [tableSource(path, codeListLayout, readCodeListRow(layout), 'refuse')]
  }
}

async function starterFiles(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => name.endsWith('.tsv')).sort()
  if (names.length === 0) throw new Error(`${path}：文件夹中没有 .tsv 文件 (no .tsv file in this folder)`)
  return names.map((name) => join(path, name))
}

/** The code list that a starter file holds, told by its name. */
const codeListIn = (file: string): CodeList | undefined => codeLists.find((list) => file === `${list}.tsv`)

function starterSource(path: string): ImportSource<CatalogueRow> {
  const file = basename(path)
  const list = codeListIn(file)
  if (list !== undefined) return tableSource(path, codeListLayout, readCodeListRow(list), 'refuse')
  return {
    file,
    async *rows() {
      const edition = editionIn(file)
      const { rows, problems } = edition === null ? await starterItems(path) : await starterCodes(path, edition)
      const lines = new Set(problems.map((problem) => problem.line))
      for (const line of lines) {
        yield { kind: 'bad', line, problems: problems.filter((problem) => problem.line === line) }
      }
      // Rows come without their lines here; numbers below zero cannot be taken for one.
      for (const [index, value] of rows.entries()) yield { kind: 'row', line: -1 - index, labels: {}, value }
    },
  }
}

async function starterItems(path: string) {
  const { items, problems } = await readCatalogueFile(path)
  return { rows: items.map((item): CatalogueRow => ({ kind: 'item', item })), problems }
}

function editionIn(file: string): string | null {
  if (file.startsWith('diagnoses')) return editions.icd10
  return file.startsWith('operations') ? editions.icd9 : null
}

async function starterCodes(path: string, edition: string) {
  const { diagnoses, problems } = await readDiagnoses(path)
  const rows = diagnoses.map(
    ({ code, name }): CatalogueRow => ({ kind: 'diagnosis', diagnosis: { edition, code, name } }),
  )
  return { rows, problems }
}

/** Of several rows of one code the first stands; the further ones are a fault, or a note where lists are known for it. */
function tableSource<N extends string>(
  path: string,
  layout: TableLayout<N>,
  read: DeskReader<N>,
  twice: 'refuse' | 'note',
): ImportSource<CatalogueRow> {
  const file = basename(path)
  return {
    file,
    async *rows() {
      const lines = new Map<string, number>()
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const value = read(desk)
        if (value === undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        const { code } = value.kind === 'diagnosis' ? value.diagnosis : value.item
        const first = lines.get(code)
        if (first === undefined) {
          lines.set(code, line)
          yield { kind: 'row', line, labels, value }
          continue
        }
        const what = `第 ${first} 行已有此编码 (line ${first} has this code)`
        const problem = { line, column: '', value: code, what }
        if (twice === 'refuse') yield { kind: 'bad', line, problems: [{ ...problem, cure: '请只留一行 (keep one)' }] }
        else yield { kind: 'note', note: { ...problem, cure: '已保留第一行 (the first row was kept)' } }
      }
    },
  }
}
