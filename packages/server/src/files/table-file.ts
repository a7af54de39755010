import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { firstBytes, textRows } from './delimited-text.ts'
import { type RawRow, type TableLimits, UnreadableTable } from './table-raw.ts'
import { xlsxRows } from './table-xlsx.ts'
import type { RowProblem } from './tsv.ts'

export type { TableLimits } from './table-raw.ts'

interface TableColumn<N extends string> {
  readonly name: N
  readonly chinese: string
  readonly required: boolean
}

export interface TableLayout<N extends string> {
  readonly columns: readonly TableColumn<N>[]
  /** Columns whose name begins so are free, `trait.`; null when there are none. */
  readonly freePrefix: string | null
  /** Whether a column nobody knows is a mistake, or simply not for us. */
  readonly strangers: 'refuse' | 'ignore'
}

export interface TableRow<N extends string> {
  readonly line: number
  /** Trimmed; a column the file lacks is empty. */
  readonly cells: Readonly<Record<N, string>>
  /** Free columns by their name without the prefix. */
  readonly free: Readonly<Record<string, string>>
  /** What the file's header calls each column. */
  readonly labels: Readonly<Record<N, string>>
}

export type TableItem<N extends string> =
  | { readonly kind: 'row'; readonly row: TableRow<N> }
  | { readonly kind: 'bad'; readonly line: number; readonly problems: readonly RowProblem[] }
  | { readonly kind: 'unreadable'; readonly problem: RowProblem }

export const usualLimits: TableLimits = {
  fileBytes: 1_000_000_000,
  textBytes: 4_000_000_000,
  entries: 2_000,
  rows: 20_000_000,
  cellCharacters: 4_000,
}

/** Columns that our own workbook of wrong rows adds; read back, they say nothing. */
export const correctionTitles = { line: '原行号 Line', problems: '错误 Problems' } as const

interface Header<N extends string> {
  readonly width: number
  readonly places: ReadonlyMap<N, number>
  readonly free: ReadonlyMap<string, number>
  readonly names: readonly string[]
  readonly labels: Readonly<Record<N, string>>
}

/**
 * Streams the rows of a CSV, TSV, `.csv.gz`, `.tsv.gz` or `.xlsx` file by their header, which may be Chinese or English
 * and in any order. Empty rows are passed over; whatever cannot be read is an item of its own and ends the stream when
 * it concerns the whole file.
 *
 * @throws the file system's error when the file cannot be read
 */
export async function* tableRows<N extends string>(
  path: string,
  layout: TableLayout<N>,
  limits: TableLimits = usualLimits,
): AsyncGenerator<TableItem<N>> {
  let header: Header<N> | null = null
  let rows = 0
  try {
    for await (const raw of await rawRows(path, limits)) {
      if (raw.cells.every((cell) => cell.trim() === '') && raw.faults.length === 0) continue
      if (header === null) {
        header = readHeader(raw, layout)
        continue
      }
      rows += 1
      if (rows > limits.rows) {
        throw new UnreadableTable(
          raw.line,
          `超过 ${limits.rows} 行 (more than ${limits.rows} rows)`,
          '请分成几个文件 (split the file)',
        )
      }
      yield itemOf(raw, header, limits)
    }
    if (header === null)
      throw new UnreadableTable(1, '空文件 (the file is empty)', '请先写表头 (begin it with a header)')
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error
    const { line, what, cure } = error
    yield { kind: 'unreadable', problem: { line, column: '', value: '', what, cure } }
  }
}

/** The rows as they stand, the header among them. @throws UnreadableTable when the file is no table */
export async function rawRows(path: string, limits: TableLimits): Promise<AsyncIterable<RawRow>> {
  const facts = await stat(path)
  if (facts.isDirectory()) throw new UnreadableTable(1, '是文件夹 (a folder)', '请指明其中一个文件 (name a file in it)')
  if (facts.size > limits.fileBytes) {
    const most = Math.floor(limits.fileBytes / 1_000_000)
    throw new UnreadableTable(1, `文件超过 ${most} MB (larger than ${most} MB)`, '请分成几个文件 (split the file)')
  }
  const name = basename(path).toLowerCase()
  const isZip = (await firstBytes(path, 4)).equals(Buffer.from('PK\u0003\u0004', 'latin1'))
  const format = /\.(csv|tsv)(\.gz)?$/.exec(name)
  if (name.endsWith('.xlsx')) {
    if (isZip) return xlsxRows(path, limits)
    throw new UnreadableTable(
      1,
      '不是 .xlsx 工作簿 (not an .xlsx workbook)',
      '请用表格软件另存为 .xlsx (save it again as .xlsx)',
    )
  }
  if (format === null || isZip) {
    throw new UnreadableTable(
      1,
      '不支持的文件类型 (this kind of file is not read)',
      '请另存为 .xlsx、.csv 或 .tsv，可再压缩为 .gz (save it as .xlsx, .csv or .tsv, the last two also with .gz)',
    )
  }
  return textRows(path, { delimiter: format[1] === 'csv' ? ',' : '\t', gzip: format[2] !== undefined }, limits)
}

/** What columns are called in either language. */
const titlesOf = (columns: readonly TableColumn<string>[]) => ({
  chinese: columns.map(({ chinese }) => chinese).join('、'),
  english: columns.map(({ name }) => name).join(', '),
})

/** Headers are compared without blanks, stars of obligatory columns and letter case. */
function plain(name: string): string {
  return name.normalize('NFKC').replace(/[\s*]/g, '').toLowerCase()
}

/** No column that we know is called anything near as long. */
const titleCharacters = 200

const corrections: ReadonlySet<string> = new Set(Object.values(correctionTitles).map(plain))

function readHeader<N extends string>(raw: RawRow, layout: TableLayout<N>): Header<N> {
  const places = new Map<N, number>()
  const free = new Map<string, number>()
  const labels = Object.fromEntries(layout.columns.map(({ name }) => [name, String(name)])) as Record<N, string>
  for (const [index, cell] of raw.cells.entries()) {
    const text = cell.trim()
    const name = plain(text)
    if (name === '' || corrections.has(name)) continue
    const column = layout.columns.find((one) => plain(one.name) === name || plain(one.chinese) === name)
    const isFree = layout.freePrefix !== null && name.startsWith(layout.freePrefix)
    // Titles are told again with every problem.
    if (text.length > titleCharacters && (column !== undefined || isFree || layout.strangers === 'refuse')) {
      const what = `列名 ${text.slice(0, 40)}… 超过 ${titleCharacters} 字 (the name of a column is too long)`
      throw new UnreadableTable(raw.line, what, '请缩短 (shorten it)')
    }
    if (column === undefined && !isFree) {
      if (layout.strangers === 'ignore') continue
      const { chinese, english } = titlesOf(layout.columns)
      throw new UnreadableTable(
        raw.line,
        `不认识的列 ${text} (unknown column ${text})`,
        `请删除或改名；可用的列：${chinese} (delete or rename it; columns: ${english})`,
      )
    }
    const taken = column === undefined ? free.has(text) : places.has(column.name)
    if (taken)
      throw new UnreadableTable(raw.line, `重复的列 ${text} (the column ${text} stands twice)`, '请只留一列 (keep one)')
    if (column === undefined) {
      free.set(text.slice(layout.freePrefix?.length ?? 0), index)
    } else {
      places.set(column.name, index)
      labels[column.name] = text
    }
  }
  const missing = layout.columns.filter(({ name, required }) => required && !places.has(name))
  if (missing.length > 0) {
    const { chinese, english } = titlesOf(missing)
    throw new UnreadableTable(
      raw.line,
      `缺少列 ${chinese} (missing columns: ${english})`,
      '请补上，表头用中文或英文均可 (add them to the header)',
    )
  }
  return { width: raw.cells.length, places, free, names: raw.cells, labels }
}

function itemOf<N extends string>(raw: RawRow, header: Header<N>, limits: TableLimits): TableItem<N> {
  const problems = rowProblems(raw, header, limits)
  if (problems.length > 0) return { kind: 'bad', line: raw.line, problems }
  const cellAt = (index: number | undefined) => (index === undefined ? '' : (raw.cells[index] ?? '').trim())
  const names = Object.keys(header.labels) as N[]
  const cells = Object.fromEntries(names.map((name) => [name, cellAt(header.places.get(name))])) as Record<N, string>
  const free = Object.fromEntries(
    [...header.free].map(([name, index]) => [name, cellAt(index)]).filter(([, value]) => value !== ''),
  )
  return { kind: 'row', row: { line: raw.line, cells, free, labels: header.labels } }
}

function rowProblems<N extends string>(raw: RawRow, header: Header<N>, limits: TableLimits): RowProblem[] {
  const { line } = raw
  const used = new Set([...header.places.values(), ...header.free.values()])
  const problems = raw.faults
    .filter(({ index }) => used.has(index))
    .map(({ index, value, what, cure }) => ({ line, column: header.names[index] ?? '', value, what, cure }))
  const surplus = raw.cells.slice(header.width).some((cell) => cell.trim() !== '')
  if (surplus) {
    const what = `有 ${raw.cells.length} 格，表头只有 ${header.width} 格 (more cells than the header)`
    problems.push({ line, column: '', value: '', what, cure: '含逗号的值请加引号 (quote values that contain commas)' })
  }
  for (const [index, cell] of raw.cells.entries()) {
    if (!used.has(index) || cell.length <= limits.cellCharacters) continue
    const what = `超过 ${limits.cellCharacters} 字 (longer than ${limits.cellCharacters} characters)`
    problems.push({
      line,
      column: header.names[index] ?? '',
      value: `${cell.slice(0, 40)}…`,
      what,
      cure: '请缩短 (shorten it)',
    })
  }
  return problems
}
