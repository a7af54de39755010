import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type RecordFault, recordOfFields, type WrittenCase } from './discharge-record.ts'
import type { TableLayout, TableRow } from './table-file.ts'

const columns = [
  ['id', '病例号', true],
  ['gender', '性别', true],
  ['ageYears', '年龄', true],
  ['ageDays', '天龄', false],
  ['weightG', '出生体重', false],
  ['dept', '出院科别', false],
  ['stayDays', '住院天数', false],
  ['leavingType', '离院方式', false],
  ['icuHours', '重症监护小时', false],
  ['dx', '诊断编码', false],
  ['ops', '手术操作编码', false],
  ['principalDx', '主要诊断编码', false],
  ['otherDx', '其他诊断编码', false],
  ['principalOp', '主要手术操作编码', false],
  ['otherOps', '其他手术操作编码', false],
] as const

type Column = (typeof columns)[number][0]

/** A table of discharges: all codes in one column, the principal one first, or the principal one in a column of its own. */
export const dischargeLayout: TableLayout<Column> = {
  columns: columns.map(([name, chinese, required]) => ({ name, chinese, required })),
  freePrefix: null,
  strangers: 'refuse',
}

/** A row of such a table, ready to be handed to another thread. */
export type DischargeRow = Pick<TableRow<Column>, 'line' | 'cells'>

/** Codes in one cell stand apart by `|` or `;`. */
function codesIn(cell: string): readonly string[] {
  return cell === '' ? [] : cell.split(/[|;；｜]/).map((code) => code.trim())
}

function joined(cells: DischargeRow['cells'], all: Column, principal: Column, others: Column) {
  const together = codesIn(cells[all])
  const apart = [
    ...(cells[principal] === '' && cells[others] === '' ? [] : [cells[principal]]),
    ...codesIn(cells[others]),
  ]
  if (together.length > 0 && apart.length > 0) {
    const what = `${all} 与 ${principal} / ${others} 同时填写 both ways of writing codes`
    return refuse({ field: all, value: cells[all], what, cure: '只填一种 fill in one of them' })
  }
  return ok(together.length > 0 ? together : apart)
}

/** Reads one row; an empty cell is a missing value. */
export function caseOfRow({ cells }: DischargeRow): Result<WrittenCase, RecordFault> {
  const { id } = cells
  if (id === '') {
    return refuse({ field: 'id', value: '', what: '缺少病例号 no id', cure: '每例写一个 write one for every case' })
  }
  const dx = joined(cells, 'dx', 'principalDx', 'otherDx')
  if (!dx.ok) return dx
  const ops = joined(cells, 'ops', 'principalOp', 'otherOps')
  if (!ops.ok) return ops
  const { gender, ageYears, ageDays, weightG, dept, stayDays, leavingType, icuHours } = cells
  const fields = { gender, ageYears, ageDays, weightG, dept, stayDays, leavingType, icuHours }
  const record = recordOfFields({ ...fields, dx: dx.value, ops: ops.value })
  return record.ok ? ok({ id, record: record.value, expect: null }) : record
}
