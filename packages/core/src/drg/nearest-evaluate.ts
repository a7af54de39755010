import type { DischargeRecord } from '../encounter/index.ts'
import type { Part } from './reach-atoms.ts'
import { partOf } from './reach-atoms.ts'
import { isWithinBounds } from './reach-numbers.ts'
import type { ComplicationLevel, Condition, ListId, NumericField, Scheme } from './types.ts'

/** A scheme as single conditions are asked of it: one at a time, seldom, without compiling it. */
export interface Lookups {
  readonly inList: (list: ListId, code: string | undefined) => boolean
  readonly complications: ReadonlyMap<string, { readonly level: ComplicationLevel; readonly tables: readonly string[] }>
  readonly exclusions: ReadonlyMap<string, readonly string[]>
}

/** Lists become sets when they are first asked for. */
export function lookupsOf({ lists, complications, exclusions }: Scheme): Lookups {
  const sets = new Map<ListId, ReadonlySet<string>>()
  const levels = new Map<string, { level: ComplicationLevel; tables: string[] }>()
  for (const { dx, level, table } of complications) {
    const known = levels.get(dx)
    if (known === undefined) levels.set(dx, { level, tables: [table] })
    else known.tables.push(table)
  }
  const tables = new Map<string, string[]>()
  for (const { principalDx, table } of exclusions) {
    tables.set(principalDx, [...(tables.get(principalDx) ?? []), table])
  }
  return {
    inList: (list, code) => {
      if (code === undefined) return false
      const set = sets.get(list) ?? new Set(lists[list] ?? [])
      sets.set(list, set)
      return set.has(code)
    },
    complications: levels,
    exclusions: tables,
  }
}

const recordFields = {
  ageYears: 'ageYears',
  ageDays: 'ageDays',
  weightG: 'birthWeightGrams',
  stayDays: 'stayDays',
  icuHours: 'intensiveCareHours',
} as const satisfies Record<NumericField, keyof DischargeRecord>

/** The field of a record that a numeric key of a condition reads. */
export function recordField(field: NumericField): (typeof recordFields)[NumericField] {
  return recordFields[field]
}

/** Whether a condition holds for a record. */
export function holdsFor(lookups: Lookups, condition: Condition, record: DischargeRecord): boolean {
  const part = partOf(condition)
  if (part.key === 'all' || part.key === 'any') {
    const holds = (one: Condition) => holdsFor(lookups, one, record)
    return part.key === 'all' ? part.of.every(holds) : part.of.some(holds)
  }
  if (part.key === 'not') return !holdsFor(lookups, part.of, record)
  return atomHolds(lookups, part, record)
}

function atomHolds(
  lookups: Lookups,
  part: Exclude<Part, { readonly key: 'all' | 'any' | 'not' }>,
  record: DischargeRecord,
): boolean {
  const { diagnoses, operations } = record
  const { inList } = lookups
  switch (part.key) {
    case 'const':
      return part.value
    case 'dx1In':
      return inList(part.list, diagnoses[0])
    case 'dx2In':
      return diagnoses.slice(1).some((code) => inList(part.list, code))
    case 'dxAnyIn':
      return diagnoses.some((code) => inList(part.list, code))
    case 'op1In':
      return inList(part.list, operations[0])
    case 'op2In':
      return operations.slice(1).some((code) => inList(part.list, code))
    case 'opAnyIn':
      return operations.some((code) => inList(part.list, code))
    case 'hasOp':
      return operations.length > 0
    case 'mcc':
      return countingPlaces(lookups, record, 'MCC').length > 0
    case 'cc':
      return countingPlaces(lookups, record, 'CC').length > 0
    case 'gender':
      return record.gender === part.value
    case 'leavingType':
      return record.leavingType !== null && part.values.includes(record.leavingType)
    case 'dept':
      return record.department !== null && part.values.includes(record.department)
    case 'traumaSites':
      return part.sites.sites.filter(({ dx }) => diagnoses.some((code) => inList(dx, code))).length >= part.sites.min
    case 'number':
      return isWithinBounds(record[recordField(part.field)], part.bounds)
  }
}

/** Whether a complication would count beside this principal diagnosis. */
export function countsBeside({ complications, exclusions }: Lookups, principal: string, dx: string): boolean {
  const excluded = exclusions.get(principal) ?? []
  return !(complications.get(dx)?.tables ?? []).some((table) => excluded.includes(table))
}

/** The places of the secondary diagnoses of a level that count. */
export function countingPlaces(
  lookups: Lookups,
  { diagnoses }: DischargeRecord,
  level: ComplicationLevel,
): readonly number[] {
  const principal = diagnoses[0] ?? ''
  return diagnoses.flatMap((dx, index) =>
    index > 0 && lookups.complications.get(dx)?.level === level && countsBeside(lookups, principal, dx) ? [index] : [],
  )
}

/** The secondary diagnoses of a level that an exclusion table keeps from counting. */
export function excludedCodes(
  lookups: Lookups,
  { diagnoses }: DischargeRecord,
  level: ComplicationLevel,
): readonly string[] {
  const principal = diagnoses[0] ?? ''
  return diagnoses
    .slice(1)
    .filter((dx) => lookups.complications.get(dx)?.level === level && !countsBeside(lookups, principal, dx))
}
