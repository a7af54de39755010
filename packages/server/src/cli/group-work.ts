import {
  compileScheme,
  type Grouping,
  type GroupStatus,
  type GroupTrace,
  groupCase,
  invalidReason,
  type Scheme,
  type TracedGrouping,
  traceCase,
  unknownCodes,
} from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import type { Result } from '@yibao/core/kernel'
import { caseOfJson, fieldNames, jsonOfLine, type RecordFault, type WrittenCase } from '../files/discharge-record.ts'
import { caseOfRow, type DischargeRow } from '../files/discharge-table.ts'
import { groupingText } from '../text/grouping.ts'
import { caseOfListLine, type People } from './group-list-line.ts'
import { type RowForm, writeCase } from './group-row.ts'

export type InputFormat = 'jsonl' | 'csv' | '4101A'

/** What grouping threads are told once. */
export interface GroupTask extends RowForm {
  readonly scheme: Scheme
  readonly format: InputFormat
  /** The groups that cases expect are compared, and no rows are written. */
  readonly compare: boolean
  readonly people: People
}

/** Some rows of the input: whole lines of text, or the cells of a table. */
export type Block =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'rows'; readonly rows: readonly (DischargeRow | BadRow)[] }

/** A row that the reader of the table itself refused. */
interface BadRow {
  readonly line: number
  readonly fault: RecordFault
}

export interface BlockProblem extends RecordFault {
  /** Within the block of text, 0 the first line; of a table the line of the file. */
  readonly line: number
  /** The row as it stands, so that it can be corrected and grouped again. */
  readonly row: string
}

export interface Difference {
  readonly line: number
  readonly id: string | number
  readonly expected: Partial<Grouping>
  readonly got: Grouping
}

/** What became of a block. */
export interface BlockResult {
  /** Lines of text, empty ones included; 0 for tables, which carry their own line numbers. */
  readonly lines: number
  /** The rows of groups as they are written, in UTF-8: bytes change threads without being copied. */
  readonly rows: Uint8Array<ArrayBuffer>
  readonly statuses: Readonly<Record<GroupStatus, number>>
  readonly reasons: Readonly<Record<string, number>>
  readonly problems: readonly BlockProblem[]
  readonly unknown: Readonly<Record<string, number>>
  /** Cases with at least one unknown code. */
  readonly unknownCases: number
  readonly outside: number
  readonly compared: { readonly equal: number; readonly different: number; readonly without: number }
  readonly differences: readonly Difference[]
}

const differencesKept = 20
const encoder = new TextEncoder()

interface Tally {
  text: string
  readonly statuses: Record<GroupStatus, number>
  readonly reasons: Record<string, number>
  readonly problems: BlockProblem[]
  readonly unknown: Record<string, number>
  unknownCases: number
  outside: number
  readonly compared: { equal: number; different: number; without: number }
  readonly differences: Difference[]
}

function emptyTally(): Tally {
  return {
    text: '',
    statuses: { grouped: 0, ambiguous: 0, ungroupable: 0, invalid: 0 },
    reasons: {},
    problems: [],
    unknown: Object.create(null),
    unknownCases: 0,
    outside: 0,
    compared: { equal: 0, different: 0, without: 0 },
    differences: [],
  }
}

function resultOf({ text, ...tally }: Tally, lines: number): BlockResult {
  return { ...tally, lines, rows: encoder.encode(text) }
}

const noteOutside = (tally: Tally, read: Result<WrittenCase & { readonly outside: boolean }, RecordFault>) => {
  if (read.ok && read.value.outside) tally.outside += 1
  return read
}

/** Compiles the scheme once and answers what groups one block after another; the same for a thread and for none. */
export function groupWork(task: GroupTask): (block: Block) => BlockResult {
  const { format, compare, people } = task
  const grouper = compileScheme(task.scheme)
  const readLine = (line: string, tally: Tally): Result<WrittenCase, RecordFault> => {
    if (format === '4101A') return noteOutside(tally, caseOfListLine(line, people, task.scheme.range))
    const json = jsonOfLine(line)
    return json.ok ? caseOfJson(json.value) : json
  }

  const traceOf = (record: DischargeRecord, traced: TracedGrouping | null): GroupTrace | string | null => {
    if (traced === null || task.trace === 'json') return traced?.trace ?? null
    return groupingText(task.scheme, record, traced, { full: false, shown: task.language }).join('\n')
  }

  const group = (written: WrittenCase, line: number, tally: Tally): void => {
    const { record } = written
    const traced = task.trace === 'none' ? null : traceCase(grouper, record)
    const grouping = traced?.grouping ?? groupCase(grouper, record)
    const reason = grouping.status === 'invalid' ? invalidReason(record) : null
    const unknown = unknownCodes(grouper, record)
    tally.statuses[grouping.status] += 1
    if (reason !== null) tally.reasons[reason.code] = (tally.reasons[reason.code] ?? 0) + 1
    if (unknown.length > 0) tally.unknownCases += 1
    for (const { kind, code } of unknown) {
      const key = `${kind} ${code}`
      tally.unknown[key] = (tally.unknown[key] ?? 0) + 1
    }
    if (compare) compareCase(written, grouping, line, tally)
    else {
      const named = reason === null ? null : { ...reason, field: fieldNames[reason.field] }
      tally.text += writeCase(task, {
        id: written.id,
        grouping,
        reason: named,
        unknown,
        trace: traceOf(record, traced),
      })
    }
  }

  const take = (read: Result<WrittenCase, RecordFault>, line: number, row: () => string, tally: Tally): void => {
    if (read.ok) group(read.value, line, tally)
    else tally.problems.push({ ...read.error, line, row: row() })
  }

  return (block) => {
    const tally = emptyTally()
    if (block.kind === 'rows') {
      for (const row of block.rows) {
        if ('fault' in row) tally.problems.push({ ...row.fault, line: row.line, row: '' })
        else take(caseOfRow(row), row.line, () => Object.values(row.cells).join(' | '), tally)
      }
      return resultOf(tally, 0)
    }
    const lines = new TextDecoder().decode(block.bytes).split('\n')
    // Every line ends with a line end, but for the last one of a file perhaps.
    if (lines.at(-1) === '') lines.pop()
    for (const [index, line] of lines.entries()) {
      if (line.trim() !== '') take(readLine(line, tally), index, () => line.trim(), tally)
    }
    return resultOf(tally, lines.length)
  }
}

function compareCase({ id, expect }: WrittenCase, got: Grouping, line: number, tally: Tally): void {
  const keys = (['status', 'mdc', 'adrg', 'drg'] as const).filter((key) => typeof expect?.[key] === 'string')
  if (expect === null || keys.length === 0) {
    tally.compared.without += 1
    return
  }
  if (keys.every((key) => expect[key] === got[key])) {
    tally.compared.equal += 1
    return
  }
  tally.compared.different += 1
  if (tally.differences.length >= differencesKept) return
  const expected: Partial<Grouping> = Object.fromEntries(keys.map((key) => [key, expect[key]]))
  tally.differences.push({ line, id, expected, got })
}
