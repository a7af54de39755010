import { basename } from 'node:path'
import type { KnowledgePoint, KnowledgeTable } from '@yibao/core/audit'
import { type IsoDate, parseIsoDate, parseYuan, rangesOverlap } from '@yibao/core/kernel'
import type { AuditColumn, KnowledgeShape } from './audit-tables-yaml.ts'
import type { AuthorProblem } from './policy-sheet.ts'
import { type TableLayout, type TableRow, tableRows } from './table-file.ts'

/** One point of a knowledge table about one code, as its file has it. */
export interface KnowledgeRow extends KnowledgePoint {
  readonly key: string
  /** What people call the item; no rule asks for it. */
  readonly name: string
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly file: string
  readonly line: number
}

export interface KnowledgeReading {
  readonly rows: readonly KnowledgeRow[]
  readonly problems: readonly AuthorProblem[]
}

/** Names the columns of a table's file: its own, and those that every table has. */
export function headerOf({ key, columns }: KnowledgeShape): readonly string[] {
  const second = key === 'pair' ? ['second'] : []
  const own = columns.map(({ name }) => name)
  const dates = ['from', 'until'].filter((name) => !own.includes(name))
  return ['point', 'key', ...second, 'name', ...own, 'basis', ...dates]
}

/** A table whose points are about dates, as those of a catalogue, has no versions of points besides. */
function isDated({ columns }: KnowledgeShape): boolean {
  return columns.every(({ name }) => name !== 'from' && name !== 'until')
}

const optionalColumns: readonly string[] = ['name', 'from', 'until']

function layoutOf(shape: KnowledgeShape): TableLayout<string> {
  const free = shape.columns.filter(({ optional }) => optional).map(({ name }) => name)
  const columns = headerOf(shape).map((name) => ({
    name,
    chinese: name,
    required:
      !free.includes(name) && (shape.columns.some((column) => column.name === name) || !optionalColumns.includes(name)),
  }))
  return { columns, freePrefix: null, strangers: 'refuse' }
}

type Complain = (column: string, value: string, what: string, cure: string) => void
type Cell = KnowledgePoint['values'][string]

const numberForm = /^-?\d{1,15}(\.\d{1,6})?$/

function cellOf(written: string, { name, type, optional }: AuditColumn, complain: Complain): Cell {
  if (written === '') {
    if (!optional) complain(name, '', 'an empty cell', 'fill it in, or write `?` behind the type in tables.yaml')
    return null
  }
  if (type === 'list')
    return written
      .split('|')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  if (type === 'number') {
    if (numberForm.test(written)) return Number(written)
    complain(name, written, 'no number', 'write it as 3 or 2.5')
  } else if (type === 'truth') {
    if (written === 'true' || written === 'false') return written === 'true'
    complain(name, written, 'neither true nor false', 'write true or false')
  } else if (type === 'yuan') {
    const parsed = parseYuan(written)
    if (parsed.ok) return parsed.value
    complain(name, written, 'no amount', 'write yuan as 12.50')
  } else if (type === 'date') {
    if (parseIsoDate(written).ok) return written
    complain(name, written, 'no date', 'write it as 2025-01-01')
  }
  return written
}

function dateOf(written: string, column: string, complain: Complain): IsoDate | null {
  if (written === '') return null
  const parsed = parseIsoDate(written)
  if (parsed.ok) return parsed.value
  complain(column, written, 'no date', 'write it as 2025-01-01, or leave it empty')
  return null
}

function rowOf(
  { cells, line }: TableRow<string>,
  shape: KnowledgeShape,
  file: string,
  complain: Complain,
): KnowledgeRow {
  const at = (name: string): string => cells[name] ?? ''
  for (const name of ['point', 'key', ...(shape.key === 'pair' ? ['second'] : [])]) {
    if (at(name) === '') complain(name, '', 'an empty cell', `fill in \`${name}\``)
  }
  const dated = (name: string) => (isDated(shape) ? dateOf(at(name), name, complain) : null)
  const [from, until] = [dated('from'), dated('until')]
  if (from !== null && until !== null && until <= from)
    complain('until', until, 'a range that ends before it begins', 'correct `from` or `until`')
  const values = Object.fromEntries(
    shape.columns.map((column) => [column.name, cellOf(at(column.name), column, complain)]),
  )
  return {
    point: at('point'),
    key: at('key'),
    name: at('name'),
    values: shape.key === 'pair' ? { ...values, second: at('second') } : values,
    basis: at('basis'),
    from,
    until,
    file,
    line,
  }
}

/** What tells two rows of one table to be about the same: code, second code, and either the number of the point or what it says. */
function samenesses({ key, point, values }: KnowledgeRow): readonly string[] {
  const about = `${key}\t${String(values.second ?? '')}`
  return [`${about}\tpoint ${point}`, `${about}\tvalues ${JSON.stringify(values)}`]
}

function overlap(one: KnowledgeRow, other: KnowledgeRow): boolean {
  const rangeOf = ({ from, until }: KnowledgeRow) => ({ from: from ?? ('0001-01-01' as IsoDate), until })
  return rangesOverlap(rangeOf(one), rangeOf(other))
}

/** Rows that say the same of one code, or two things under one number, in days that overlap. */
export function repeatedRows(rows: readonly KnowledgeRow[]): readonly AuthorProblem[] {
  const seen = new Map<string, KnowledgeRow[]>()
  const problems: AuthorProblem[] = []
  for (const row of rows) {
    const same = samenesses(row)
    const earlier = same.flatMap((name) => seen.get(name) ?? []).find((one) => overlap(one, row))
    if (earlier !== undefined) {
      const dated = row.from !== null || row.until !== null || earlier.from !== null || earlier.until !== null
      const what = dated ? 'a point twice in days that overlap' : 'a point twice'
      const cure = dated
        ? `end the one in line ${earlier.line} by \`until\` before this begins`
        : earlier.file === row.file && earlier.line !== row.line
          ? `keep one of lines ${earlier.line} and ${row.line}`
          : 'the source says two things about the code; keep one of them'
      problems.push({ file: row.file, line: row.line, what, value: `${row.point} ${row.key}`, cure })
    }
    for (const name of same) seen.set(name, [...(seen.get(name) ?? []), row])
  }
  return problems
}

/** Reads the points of one table: tab-separated, comma-separated or a workbook, with the columns that `tables.yaml` says. */
export async function readKnowledge(
  path: string,
  shape: KnowledgeShape,
  file: string = basename(path),
): Promise<KnowledgeReading> {
  const rows: KnowledgeRow[] = []
  const problems: AuthorProblem[] = []
  for await (const item of tableRows(path, layoutOf(shape))) {
    const found = item.kind === 'row' ? [] : item.kind === 'bad' ? item.problems : [item.problem]
    for (const { line, column, value, what, cure } of found) {
      problems.push({
        file,
        line,
        what: column === '' ? what : `${column}: ${what}`,
        cure,
        ...(value === '' ? {} : { value }),
      })
    }
    if (item.kind !== 'row') continue
    const { line } = item.row
    const complain: Complain = (column, value, what, cure) => {
      problems.push({ file, line, what: `${column}: ${what}`, cure, ...(value === '' ? {} : { value }) })
    }
    rows.push(rowOf(item.row, shape, file, complain))
  }
  return { rows, problems: [...problems, ...repeatedRows(rows)] }
}

/** The points in force on a day; without a day those that no day ends. */
export function tableOfRows(shape: KnowledgeShape, rows: readonly KnowledgeRow[], on: IsoDate | null): KnowledgeTable {
  const points = new Map<string, KnowledgePoint[]>()
  for (const { key, point, values, basis, from, until } of rows) {
    const holds = on === null ? until === null : (from === null || from <= on) && (until === null || on < until)
    if (!holds) continue
    const known = points.get(key)
    if (known === undefined) points.set(key, [{ point, values, basis }])
    else known.push({ point, values, basis })
  }
  return { table: shape.name, key: shape.key === 'prefix' ? 'prefix' : 'code', points, pairs: shape.key === 'pair' }
}
