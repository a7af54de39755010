import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'

/** What is wrong with one cell of a file: where, the value as read, what is wrong with it, and what to do about it. */
export interface RowProblem {
  /** 1 is the first line of the file. */
  readonly line: number
  /** Empty when the whole row is meant. */
  readonly column: string
  readonly value: string
  readonly what: string
  readonly cure: string
}

export type Cells<C extends string> = Readonly<Record<C, string>>
export type Report = (column: string, value: string, what: string, cure: string) => void

/** Turns one row into a value, or reports its faults and answers `null`. */
type ReadRow<C extends string, T> = (cells: Cells<C>, report: Report, line: number) => T | null

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

const parserOptions = {
  bom: true,
  delimiter: '\t',
  info: true,
  quote: false,
  relax_column_count: true,
  skip_empty_lines: true,
} as const

/**
 * Streams a tab-separated UTF-8 file with a header line and no quoting. Columns may stand in any order; further ones are ignored.
 *
 * @returns the values of the rows without a fault, and every fault found
 * @throws the file system's error when the file cannot be read
 */
export async function readTable<C extends string, T>(
  path: string,
  columns: readonly C[],
  readRow: ReadRow<C, T>,
): Promise<{ values: T[]; problems: RowProblem[] }> {
  const values: T[] = []
  const problems: RowProblem[] = []
  const reportAt =
    (line: number): Report =>
    (column, value, what, cure) =>
      problems.push({ line, column, value, what, cure })

  await pipeline(createReadStream(path), parse(parserOptions), async (rows: AsyncIterable<ParsedRow>) => {
    let header: readonly string[] | null = null
    let fits = false
    for await (const { record, info } of rows) {
      const report = reportAt(info.lines)
      if (header === null) {
        header = record
        fits = headerFits(header, columns, report)
        continue
      }
      if (!fits) continue
      const cells = cellsOf(header, record, columns, report)
      const value = cells === null ? null : readRow(cells, report, info.lines)
      if (value !== null) values.push(value)
    }
    if (header === null) reportAt(1)('', '', 'the file is empty', `begin it with the header ${columns.join(' ')}`)
  })
  return { values, problems }
}

function headerFits(header: readonly string[], columns: readonly string[], report: Report): boolean {
  const missing = columns.filter((column) => !header.includes(column))
  for (const column of missing) report(column, '', 'the header lacks this column', 'add it; tabs separate the columns')
  return missing.length === 0
}

function cellsOf<C extends string>(
  header: readonly string[],
  record: readonly string[],
  columns: readonly C[],
  report: Report,
): Cells<C> | null {
  if (record.length !== header.length) {
    const what = `${record.length} cells, the header has ${header.length}`
    report('', record.join(' | '), what, 'separate the cells by one tab each')
    return null
  }
  const cells = Object.fromEntries(columns.map((column) => [column, record[header.indexOf(column)]])) as Cells<C>
  // Bytes of another encoding, GBK mostly, arrive as the replacement character.
  const garbled = columns.filter((column) => cells[column].includes('\uFFFD'))
  for (const column of garbled) report(column, cells[column], 'not UTF-8 text', 'save the file as UTF-8')
  return garbled.length === 0 ? cells : null
}
