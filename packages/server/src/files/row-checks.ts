import type { DateRange, DivisionCode, IsoDate } from '@yibao/core/kernel'
import { parseDivisionCode, parseIsoDate } from '@yibao/core/kernel'
import type { TableRow } from './table-file.ts'
import type { RowProblem } from './tsv.ts'

/**
 * One row under examination. Its readers answer `undefined` for a fault, which they have reported, so that one row shows
 * all its faults at once.
 */
export interface RowDesk<N extends string> {
  readonly row: TableRow<N>
  readonly problems: readonly RowProblem[]
  /** Reports a fault of one cell. */
  fault(column: N, what: string, cure: string): undefined
}

export function deskFor<N extends string>(row: TableRow<N>): RowDesk<N> {
  const problems: RowProblem[] = []
  return {
    row,
    problems,
    fault(column, what, cure) {
      problems.push({ line: row.line, column: row.labels[column], value: row.cells[column], what, cure })
    },
  }
}

/** A cell that must hold something, without control characters. */
export function textOf<N extends string>(desk: RowDesk<N>, column: N, longest: number): string | undefined {
  const value = desk.row.cells[column]
  if (value === '') return desk.fault(column, '未填写 (empty)', '请填写 (give a value)')
  return optionalTextOf(desk, column, longest)
}

/** A cell that may be empty. */
export function optionalTextOf<N extends string>(desk: RowDesk<N>, column: N, longest: number): string | undefined {
  const value = desk.row.cells[column]
  if ([...value].length > longest) {
    return desk.fault(column, `超过 ${longest} 字 (longer than ${longest} characters)`, '请缩短 (shorten it)')
  }
  if (/\p{Cc}|\uFFFD/u.test(value)) {
    return desk.fault(column, '含有控制字符或乱码 (control characters or garbled text)', '请重新填写 (enter it again)')
  }
  return value
}

/** One of the words of a table; the meanings are what the program works with. */
export function wordOf<N extends string, T>(
  desk: RowDesk<N>,
  column: N,
  words: ReadonlyMap<string, T>,
  choices: string,
): T | undefined {
  const meaning = words.get(desk.row.cells[column])
  if (meaning !== undefined) return meaning
  return desk.fault(column, '不在可选值内 (not one of the choices)', `可填 ${choices} (write ${choices})`)
}

/** Dates as people write them: `2023-01-31`, `2023/1/31`, `2023.1.31`, `20230131`, `2023年1月31日`. */
export function dateOf<N extends string>(desk: RowDesk<N>, column: N): IsoDate | undefined {
  const value = desk.row.cells[column]
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(value)
  const two = (digits: string | undefined) => (digits ?? '').padStart(2, '0')
  const text = parts === null ? value : `${parts[1]}-${two(parts[2] ?? parts[4])}-${two(parts[3] ?? parts[5])}`
  const parsed = parseIsoDate(text)
  if (parsed.ok) return parsed.value
  return desk.fault(column, '不是日期 (not a calendar date)', '请写成 2023-01-31 (write it as 2023-01-31)')
}

/** Half-open: the end is the first day on which it no longer holds; empty has no end. */
export function rangeOf<N extends string>(desk: RowDesk<N>, from: N, until: N): DateRange | undefined {
  const first = dateOf(desk, from)
  const end = desk.row.cells[until] === '' ? null : dateOf(desk, until)
  if (first === undefined || end === undefined) return undefined
  if (end === null || end > first) return { from: first, until: end }
  return desk.fault(
    until,
    `不晚于开始日 ${first} (not after the first day)`,
    '请填停止生效的第一天，长期有效则留空 (give the first day on which it no longer holds, or leave it empty)',
  )
}

export function divisionOf<N extends string>(desk: RowDesk<N>, column: N): DivisionCode | undefined {
  const parsed = parseDivisionCode(desk.row.cells[column])
  if (parsed.ok) return parsed.value
  return desk.fault(column, '不是六位区划代码 (not a division code of six digits)', '例如 330200 (for example 330200)')
}
