import type { Grouping, GroupTrace, RecordProblemCode, UnknownCode } from '@yibao/core/drg'

/** How rows of groups are written. */
export interface RowForm {
  /** `text` of traces to read: a paragraph a case. */
  readonly to: 'jsonl' | 'csv' | 'text'
  readonly trace: 'none' | 'json' | 'text'
  /** Of a trace to read. */
  readonly language: 'zh' | 'en'
  /** Unknown codes are told in every row. */
  readonly warn: boolean
}

export interface GroupedRow {
  readonly id: string | number
  readonly grouping: Grouping
  readonly reason: { readonly code: RecordProblemCode; readonly field: string; readonly value: unknown } | null
  readonly unknown: readonly UnknownCode[]
  /** The road, as data or to read. */
  readonly trace: GroupTrace | string | null
}

const csvColumns = [
  ['id', '病例号'],
  ['status', '状态'],
  ['mdc', 'MDC'],
  ['adrg', 'ADRG'],
  ['drg', 'DRG'],
  ['reason', '原因'],
  ['unknown', '未知编码'],
  ['trace', '依据'],
] as const

/** The header of a table of groups, in the language of the table that came in; none for JSON. */
export function headerOf({ to, trace, warn }: RowForm, chinese: boolean): string {
  if (to !== 'csv') return ''
  const columns = csvColumns.filter(([name]) => (name !== 'unknown' || warn) && (name !== 'trace' || trace !== 'none'))
  return `\uFEFF${columns.map(([english, word]) => (chinese ? word : english)).join(',')}\r\n`
}

/** A leading sign would make a spreadsheet take the cell for a formula. */
export function csvCell(cell: string): string {
  const harmless = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A case as people read it: its number and group, its road below, an empty line. */
function paragraph({ id, grouping: { status, drg }, trace }: GroupedRow): string {
  const lines = typeof trace === 'string' ? trace.split('\n') : []
  return `${[`${id}  ${status}  ${drg}`, ...lines.map((line) => `  ${line}`)].join('\n')}\n\n`
}

/** One case as a line of the output, or as a paragraph to read. */
export function writeCase(form: RowForm, one: GroupedRow): string {
  if (form.to === 'text') return paragraph(one)
  const { id, grouping, reason, unknown, trace } = one
  const { status, mdc, adrg, drg } = grouping
  if (form.to === 'jsonl') {
    const row = { id, status, mdc, adrg, drg }
    const more = {
      ...(reason === null ? {} : { reason }),
      ...(form.warn && unknown.length > 0 ? { unknown } : {}),
      ...(trace === null ? {} : { trace }),
    }
    return `${JSON.stringify({ ...row, ...more })}\n`
  }
  const cells = [
    String(id),
    status,
    mdc,
    adrg,
    drg,
    reason === null ? '' : `${reason.code} ${reason.field} ${reason.value ?? ''}`.trim(),
    ...(form.warn ? [unknown.map(({ code }) => code).join('|')] : []),
    ...(form.trace === 'none' ? [] : [typeof trace === 'string' ? trace : JSON.stringify(trace)]),
  ]
  return `${cells.map(csvCell).join(',')}\r\n`
}
