import { yuan } from '@yibao/core/kernel'
import type { FieldValues } from './field.ts'
import { readTable } from './read.ts'
import type { Entry, Table, TableValue } from './table.ts'

/** What is wrong with a row of a text file; `column` is empty when the whole row is meant. */
export interface TextFault {
  /** The line of the file, from 1. */
  readonly row: number
  readonly column: string
  readonly value: string
}

export interface TextRow<T> {
  readonly row: number
  readonly value: TableValue<T>
}

/** In files the word `null` stands for what is empty. */
const empty = 'null'

function cellsOf(line: string, columns: readonly string[]): Readonly<Record<string, string | null>> {
  const cells = line.split('\t')
  return Object.fromEntries(
    columns.map((column, index) => {
      const cell = (cells[index] ?? '').trim()
      return [column, cell === empty ? null : cell]
    }),
  )
}

/**
 * Reads the rows of a TAB-separated text file of the interface by the table of its columns, in their order. A mark of
 * UTF-8, CRLF, empty lines and a first line with the names of the columns are tolerated; empty cells at the end of a row
 * may be missing.
 *
 * @returns the good rows, and every bad one with its line and column
 */
export function readTextRows<T extends Table>(
  table: T,
  text: string,
): { readonly rows: readonly TextRow<T>[]; readonly faults: readonly TextFault[] } {
  const columns = Object.keys(table)
  const rows: TextRow<T>[] = []
  const faults: TextFault[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const row = index + 1
    const names = index === 0 && line.split('\t', 1)[0]?.trim() === columns[0]
    if (names || line.trim() === '') continue
    if (line.split('\t').length > columns.length) {
      faults.push({ row, column: '', value: line })
      continue
    }
    const cells = cellsOf(line, columns)
    const read = readTable(table, cells, { node: '', rows: [row] })
    if (read.ok) rows.push({ row, value: read.value })
    else if ('field' in read.error) faults.push({ row, column: read.error.field, value: cells[read.error.field] ?? '' })
  }
  return { rows, faults }
}

function cellOf(entry: Entry, value: unknown): string {
  if (value === null) return empty
  const text = entry.kind === 'amount' ? yuan(value as FieldValues['amount']) : String(value)
  // A cell that held a separator would move everything after it.
  const cell = text.replaceAll(/[\t\r\n]+/g, ' ').trim()
  return cell === '' ? empty : cell
}

/** Writes rows as the text file that `readTextRows` reads: no line of names, amounts in yuan, CRLF nowhere. */
export function writeTextRows<T extends Table>(table: T, rows: Iterable<TableValue<T>>): string {
  const entries = Object.entries(table)
  let text = ''
  for (const row of rows) {
    const values = row as Readonly<Record<string, unknown>>
    text += `${entries.map(([name, entry]) => cellOf(entry, values[name])).join('\t')}\n`
  }
  return text
}
