/** Rows of the tables of a small lake in memory, as a plain program would hold them: texts and numbers. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

export interface PlainTables {
  readonly [table: string]: readonly Row[]
}

export interface SideRow {
  readonly anchor: string
  readonly day: string | null
  readonly content: Readonly<Record<string, string>>
}

export const num = (row: Row, name: string): number => Number(row[name] ?? 0)
export const str = (row: Row, name: string): string => String(row[name] ?? '')
export const has = (row: Row, name: string): boolean => row[name] !== null && row[name] !== undefined
export const dayOf = (row: Row, name: string): string => str(row, name).slice(0, 10)

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
export const yearLater = (day: string): string => {
  const moved = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return moved.endsWith('-02-29') ? moved.replace('-29', '-28') : moved
}
export const addMonths = (month: string, count: number): string => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}
export const lastDay = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1)

/** Rows of one side table. */
export function sideRows(tables: PlainTables, name: string): readonly SideRow[] {
  return (tables.side ?? [])
    .filter((row) => row.table_name === name)
    .map((row) => ({
      anchor: str(row, 'anchor'),
      day: row.day === null ? null : dayOf(row, 'day'),
      content: JSON.parse(str(row, 'content')) as Record<string, string>,
    }))
}
export const anchorsOf = (tables: PlainTables, name: string): ReadonlySet<string> =>
  new Set(sideRows(tables, name).map(({ anchor }) => anchor))

export function groupBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, key)
}
export const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((so, row) => so + of(row), 0)
