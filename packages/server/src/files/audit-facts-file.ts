import { createHash } from 'node:crypto'
import type { SideRow } from '@yibao/core/audit'
import { dateOf as dayOf, type IsoDate, type LocalDateTime, parseLocalDateTime, parseYuan } from '@yibao/core/kernel'
import type { SideFact } from '../flows/audit-facts.ts'
import type { SourceItem } from '../flows/import-ports.ts'
import type { AuditColumn, SideTable } from './audit-tables-yaml.ts'
import { dateOf, deskFor, optionalTextOf, type RowDesk } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const keyWords: Readonly<Record<string, string>> = {
  account: '账号',
  device: '设备编号',
  doctor: '医师代码',
  employer: '单位编号',
  insured: '人员编号',
  item: '项目代码',
  line: '明细号',
  operator: '经办人',
  provider: '机构代码',
  terminal: '终端编号',
  visit: '就诊编号',
}

const longest = 2_000
const truths: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['0', false],
  ['true', true],
  ['false', false],
  ['是', true],
  ['否', false],
])

/** Columns are named as expressions name them; a key also by its Chinese word. */
function layoutOf({ keys, columns }: SideTable): TableLayout<string> {
  return {
    columns: [
      ...keys.map((name) => ({ name, chinese: keyWords[name] ?? name, required: true })),
      ...columns.map(({ name, optional }) => ({ name, chinese: name, required: !optional })),
    ],
    freePrefix: null,
    strangers: 'refuse',
  }
}

type Value = SideRow[string]

function numberOf(desk: RowDesk<string>, column: string): number | undefined {
  const text = desk.row.cells[column] ?? ''
  if (/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return Number(text)
  return desk.fault(column, '不是数 (not a number)', '请写成 12.5 (write it as 12.5)')
}

function timeOf(desk: RowDesk<string>, column: string): LocalDateTime | undefined {
  const text = (desk.row.cells[column] ?? '').replace('T', ' ')
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00:00` : /:\d{2}:\d{2}$/.test(text) ? text : `${text}:00`
  const parsed = parseLocalDateTime(whole)
  if (parsed.ok) return parsed.value
  return desk.fault(column, '不是日期时间 (not a date and time)', '请写成 2025-03-01 08:30:00 (write it as that)')
}

function truthOf(desk: RowDesk<string>, column: string): boolean | undefined {
  const truth = truths.get((desk.row.cells[column] ?? '').toLowerCase())
  return truth ?? desk.fault(column, '不是是否 (neither yes nor no)', '请填 是 或 否 (write 1 or 0)')
}

function fenOf(desk: RowDesk<string>, column: string): number | undefined {
  const parsed = parseYuan(desk.row.cells[column] ?? '')
  if (parsed.ok) return parsed.value
  return desk.fault(column, '不是金额 (not an amount)', '请写成元 12.50 (write it in yuan, 12.50)')
}

/** The value of one cell; undefined after a fault. */
function cellOf(desk: RowDesk<string>, { name, type, optional }: AuditColumn): Value | undefined {
  if ((desk.row.cells[name] ?? '') === '') {
    return optional ? null : desk.fault(name, '未填写 (empty)', '请填写 (give a value)')
  }
  switch (type) {
    case 'number':
      return numberOf(desk, name)
    case 'truth':
      return truthOf(desk, name)
    case 'time':
      return timeOf(desk, name)
    case 'date':
      return dateOf(desk, name)
    case 'yuan':
      return fenOf(desk, name)
    default:
      return optionalTextOf(desk, name, longest)
  }
}

/** When a fact was: its first column of a time, else of a single day; null of what holds over a range. */
function whenOf({ columns }: SideTable, row: SideRow): IsoDate | null {
  if (columns.some(({ name }) => name === 'from')) return null
  const time = columns.find(({ type }) => type === 'time')
  if (time !== undefined && typeof row[time.name] === 'string') return dayOf(row[time.name] as LocalDateTime)
  const day = columns.find(({ type }) => type === 'date')
  return day === undefined || typeof row[day.name] !== 'string' ? null : (row[day.name] as IsoDate)
}

function factOf(desk: RowDesk<string>, table: SideTable): SideFact | undefined {
  const keys = table.keys.map((key) => [key, cellOf(desk, { name: key, type: 'text', optional: false })] as const)
  const cells = table.columns.map((column) => [column.name, cellOf(desk, column)] as const)
  if ([...keys, ...cells].some(([, value]) => value === undefined)) return undefined
  const row = Object.fromEntries([...keys, ...cells]) as SideRow
  const [anchor] = table.keys
  return {
    table: table.name,
    anchorKey: anchor ?? '',
    anchor: anchor === undefined ? '' : String(row[anchor]),
    digest: createHash('sha256')
      .update(JSON.stringify([...keys, ...cells]))
      .digest('hex'),
    day: whenOf(table, row),
    row,
  }
}

/** The rows of a file of side facts, CSV, TSV or Excel, one by one. */
export async function* factRows(path: string, table: SideTable): AsyncGenerator<SourceItem<SideFact>> {
  for await (const item of tableRows(path, layoutOf(table))) {
    if (item.kind !== 'row') {
      yield item
      continue
    }
    const { line, labels } = item.row
    const desk = deskFor(item.row)
    const value = factOf(desk, table)
    if (value === undefined) yield { kind: 'bad', line, problems: desk.problems }
    else yield { kind: 'row', line, labels, value }
  }
}
