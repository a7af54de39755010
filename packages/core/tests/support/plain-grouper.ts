import { type Condition, type Grouping, invalidReason, type Scheme } from '../../src/drg/index.ts'
import type { DischargeRecord } from '../../src/encounter/index.ts'

/** Lists, complications and exclusions as sets of texts: all that a plain reading of a scheme prepares. */
interface PlainScheme {
  readonly scheme: Scheme
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  readonly mccTables: ReadonlyMap<string, ReadonlySet<string>>
  readonly ccTables: ReadonlyMap<string, ReadonlySet<string>>
  readonly principalTables: ReadonlyMap<string, ReadonlySet<string>>
}

function setsOf(rows: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>()
  for (const [key, value] of rows) sets.set(key, (sets.get(key) ?? new Set()).add(value))
  return sets
}

function plainScheme(scheme: Scheme): PlainScheme {
  const { lists, complications, exclusions } = scheme
  const tablesOf = (asked: 'MCC' | 'CC') =>
    setsOf(complications.filter(({ level }) => level === asked).map(({ dx, table }) => [dx, table]))
  return {
    scheme,
    lists: new Map(Object.entries(lists).map(([list, codes]) => [list, new Set(codes)])),
    mccTables: tablesOf('MCC'),
    ccTables: tablesOf('CC'),
    principalTables: setsOf(exclusions.map(({ principalDx, table }) => [principalDx, table])),
  }
}

function counts(plain: PlainScheme, level: 'mccTables' | 'ccTables', record: DischargeRecord): boolean {
  const [principal = '', ...others] = record.diagnoses
  const excluding = plain.principalTables.get(principal) ?? new Set()
  return others.some((code) => {
    const tables = plain[level].get(code)
    return tables !== undefined && ![...tables].some((table) => excluding.has(table))
  })
}

const numbers = {
  ageYears: 'ageYears',
  ageDays: 'ageDays',
  weightG: 'birthWeightGrams',
  stayDays: 'stayDays',
  icuHours: 'intensiveCareHours',
} as const

function meetsBounds(condition: Condition, record: DischargeRecord): boolean {
  const [[key, bounds] = []] = Object.entries(condition)
  if (key === undefined || !Object.hasOwn(numbers, key))
    throw new Error(`unknown condition ${JSON.stringify(condition)}`)
  const field = numbers[key as keyof typeof numbers]
  // Days of age belong to the first year.
  const value = field === 'ageDays' && record.ageYears !== 0 ? null : record[field]
  if (value === null) return false
  return Object.entries(bounds as Record<string, number>).every(([comparison, bound]) => {
    if (comparison === 'lt') return value < bound
    if (comparison === 'lte') return value <= bound
    if (comparison === 'gt') return value > bound
    if (comparison === 'gte') return value >= bound
    return value === bound
  })
}

function holds(plain: PlainScheme, condition: Condition, record: DischargeRecord): boolean {
  const isIn = (list: string, codes: readonly string[]) => codes.some((code) => plain.lists.get(list)?.has(code))
  const { diagnoses, operations } = record
  if ('all' in condition) return condition.all.every((part) => holds(plain, part, record))
  if ('any' in condition) return condition.any.some((part) => holds(plain, part, record))
  if ('not' in condition) return !holds(plain, condition.not, record)
  if ('const' in condition) return condition.const
  if ('dx1In' in condition) return isIn(condition.dx1In, diagnoses.slice(0, 1))
  if ('dx2In' in condition) return isIn(condition.dx2In, diagnoses.slice(1))
  if ('dxAnyIn' in condition) return isIn(condition.dxAnyIn, diagnoses)
  if ('op1In' in condition) return isIn(condition.op1In, operations.slice(0, 1))
  if ('op2In' in condition) return isIn(condition.op2In, operations.slice(1))
  if ('opAnyIn' in condition) return isIn(condition.opAnyIn, operations)
  if ('hasOp' in condition) return operations.length > 0
  if ('mcc' in condition) return counts(plain, 'mccTables', record)
  if ('cc' in condition) return counts(plain, 'ccTables', record)
  if ('gender' in condition) return record.gender === condition.gender
  if ('leavingType' in condition) return condition.leavingType.some((value) => value === record.leavingType)
  if ('dept' in condition) return condition.dept.some((value) => value === record.department)
  if ('traumaSites' in condition) {
    const { sites, min } = condition.traumaSites
    return sites.filter(({ dx }) => isIn(dx, diagnoses)).length >= min
  }
  return meetsBounds(condition, record)
}

function walk(plain: PlainScheme, record: DischargeRecord): Grouping {
  const { mdcOrder, mdcs, adrgs } = plain.scheme
  for (const mdc of mdcOrder) {
    const { when, steps } = mdcs[mdc] ?? { when: { const: false }, steps: [] }
    if (!holds(plain, when, record)) continue
    for (const step of steps) {
      if ('result' in step) {
        if (holds(plain, step.when, record)) return { status: 'ambiguous', mdc, adrg: 'QY', drg: step.result }
        continue
      }
      const adrg = adrgs[step.adrg]
      if (adrg === undefined || !holds(plain, adrg.when, record)) continue
      const drg = adrg.drgs.find((split) => holds(plain, split.when, record))?.drg ?? adrg.else
      if (drg !== '') return { status: 'grouped', mdc, adrg: adrg.code, drg }
    }
  }
  return { status: 'ungroupable', mdc: '0000', adrg: '00', drg: '0000' }
}

/** Whether a condition of a scheme holds for a record. */
export function plainConditions(scheme: Scheme): (condition: Condition, record: DischargeRecord) => boolean {
  const plain = plainScheme(scheme)
  return (condition, record) => holds(plain, condition, record)
}

/**
 * Groups by reading the condition tree of a scheme as it stands, for every case anew: the second model that the compiled grouper
 * is held against, and the yardstick of its benchmark.
 */
export function plainGrouper(scheme: Scheme): (record: DischargeRecord) => Grouping {
  const plain = plainScheme(scheme)
  return (record) => {
    if (invalidReason(record) !== null) return { status: 'invalid', mdc: '0000', adrg: '00', drg: '0000' }
    let grouping = walk(plain, record)
    for (const { whenResult } of scheme.fallbacks) {
      for (const operation of record.operations.slice(1)) {
        if (grouping.drg === whenResult) grouping = walk(plain, { ...record, operations: [operation] })
      }
    }
    return grouping
  }
}
