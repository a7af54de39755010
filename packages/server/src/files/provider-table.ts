import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { featuresOf, type LabelledRow, type ProviderFacts, scoreFeatures } from '@yibao/core/supervision'
import { keyColumn, labelColumn, passedColumns, readColumns } from './provider-columns.ts'
import { deskFor, type RowDesk, textOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'
import type { RowProblem } from './tsv.ts'

type ReadColumn = (typeof readColumns)[number]
type ProviderColumn = ReadColumn | (typeof passedColumns)[number] | typeof keyColumn | typeof labelColumn

/** A table of providers that cannot be used; nothing of it is taken. */
class UnreadableProviders extends Error {
  override readonly name = 'UnreadableProviders'
}

export type UnlabelledRow = Omit<LabelledRow, 'flagged'>

export interface ProviderTable<Row> {
  /** In the order of the file. */
  readonly rows: readonly Row[]
  /** Sha256, hexadecimal, of what was read of the rows, whatever their order in the file. */
  readonly digest: string
}

const shownProblems = 20

function layoutOf(labelled: boolean): TableLayout<ProviderColumn> {
  const column = (name: ProviderColumn, required: boolean) => ({ name, chinese: name, required })
  return {
    columns: [
      column(keyColumn, true),
      ...readColumns.map((name) => column(name, true)),
      column(labelColumn, labelled),
      ...passedColumns.map((name) => column(name, false)),
    ],
    freePrefix: null,
    strangers: 'refuse',
  }
}

interface Bounds {
  readonly least: number
  readonly most: number
}

const anyAmount: Bounds = { least: 0, most: 1e15 }
const bounds: Readonly<Record<ReadColumn, Bounds>> = {
  TotalInscClaimAmtReimbursed: anyAmount,
  MaxInscClaimAmtReimbursed: anyAmount,
  ClaimCounts: { least: 1, most: 1e9 },
  uniqBeneCount: { least: 1, most: 1e9 },
  uniqATPhysnCount: { least: 0, most: 1e9 },
  InClmsPct: { least: 0, most: 1 },
  StateCount_Uniq: { least: 0, most: 1e6 },
  MaxHospitalDays: { least: 0, most: 1e5 },
  MeanHospitalDays: { least: 0, most: 1e5 },
}

function numberOf(desk: RowDesk<ProviderColumn>, column: ReadColumn): number {
  const text = desk.row.cells[column]
  const { least, most } = bounds[column]
  const value = /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  desk.fault(column, '不是可用的数 (not a usable number)', `请填 ${least} 至 ${most} (write ${least} to ${most})`)
  return least
}

function factsOf(desk: RowDesk<ProviderColumn>): ProviderFacts {
  const value = (column: ReadColumn) => numberOf(desk, column)
  return {
    reimbursed: value('TotalInscClaimAmtReimbursed'),
    highestClaim: value('MaxInscClaimAmtReimbursed'),
    claims: value('ClaimCounts'),
    persons: value('uniqBeneCount'),
    attendingDoctors: value('uniqATPhysnCount'),
    inpatientShare: value('InClmsPct'),
    regions: value('StateCount_Uniq'),
    longestStayDays: value('MaxHospitalDays'),
    daysPerClaim: value('MeanHospitalDays'),
  }
}

function flagOf(desk: RowDesk<ProviderColumn>): boolean {
  const label = desk.row.cells[labelColumn]
  if (label !== '0' && label !== '1') desk.fault(labelColumn, '不是标签 (not a label)', '请填 0 或 1 (write 0 or 1)')
  return label === '1'
}

async function readTable<Row extends UnlabelledRow>(
  path: string,
  labelled: boolean,
  read: (row: UnlabelledRow, desk: RowDesk<ProviderColumn>) => Row,
): Promise<ProviderTable<Row>> {
  const rows: Row[] = []
  const problems: RowProblem[] = []
  let faults = 0
  // A file of millions of bad rows is told by its first.
  const fault = (found: readonly RowProblem[]) => {
    faults += found.length
    if (problems.length < shownProblems) problems.push(...found)
  }
  const lines = new Map<string, number>()
  for await (const item of tableRows(path, layoutOf(labelled))) {
    if (item.kind === 'unreadable') fault([item.problem])
    if (item.kind === 'bad') fault(item.problems)
    if (item.kind !== 'row') continue
    const desk = deskFor(item.row)
    const key = textOf(desk, keyColumn, 60) ?? ''
    const first = lines.get(key)
    if (first !== undefined) {
      desk.fault(keyColumn, `与第 ${first} 行重复 (line ${first} has the same)`, '请只留一行 (keep one)')
    }
    lines.set(key, item.row.line)
    const row = read({ key, values: featuresOf(factsOf(desk)) }, desk)
    fault(desk.problems)
    if (faults === 0) rows.push(row)
  }
  if (faults > 0) throw unreadable(path, problems, faults)
  return { rows, digest: digestOf(rows) }
}

function unreadable(path: string, problems: readonly RowProblem[], faults: number): UnreadableProviders {
  const shown = problems.slice(0, shownProblems).map(({ line, column, value, what, cure }) => {
    const place = [`${basename(path)}:${line}:`, column, value].filter((part) => part !== '').join(' ')
    return `${place} ${what}；${cure}`
  })
  const head = `${path}：${faults} 处有误，全部未采用 ${faults} faults, nothing was taken`
  const left = faults - shown.length
  return new UnreadableProviders([head, ...shown, ...(left > 0 ? [`… ${left} 处更多 more`] : [])].join('\n'))
}

function digestOf(rows: readonly (UnlabelledRow & Partial<LabelledRow>)[]): string {
  const lines = rows.map(({ key, values, flagged }) =>
    JSON.stringify([key, ...scoreFeatures.map((feature) => values[feature]), flagged ?? null]),
  )
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

/**
 * Providers with their label, to learn from or to measure on.
 *
 * @throws UnreadableProviders for a column that is missing or unknown, and for rows that cannot be read, by name, line and cure
 */
export function readLabelledProviders(path: string): Promise<ProviderTable<LabelledRow>> {
  return readTable(path, true, (row, desk) => ({ ...row, flagged: flagOf(desk) }))
}

/** Providers to score; a label, if there is one, is not looked at. @throws UnreadableProviders as above */
export function readProviders(path: string): Promise<ProviderTable<UnlabelledRow>> {
  return readTable(path, false, (row) => row)
}
