import { InvariantError, invariant } from '../kernel/index.ts'
import type { Membership } from './compile-codes.ts'
import { complicationsOf, countsCc, countsMcc, type OpenRecord, type Tables } from './record-open.ts'
import type { Bounds, Condition, ListId, NumericField, TraumaSites } from './types.ts'

export type Holds = (open: OpenRecord) => boolean

const always: Holds = () => true
const never: Holds = () => false

const numericFields: readonly NumericField[] = ['ageYears', 'ageDays', 'weightG', 'stayDays', 'icuHours']

/** The number a condition bounds, if it is of that kind. */
function boundedField(condition: Condition): { readonly field: NumericField; readonly bounds: Bounds } | null {
  for (const field of numericFields) {
    const bounds = (condition as Partial<Record<NumericField, Bounds>>)[field]
    if (bounds !== undefined) return { field, bounds }
  }
  return null
}

/** Word and mask of a list in a row. */
function bitOf({ numbers }: Membership, list: ListId): readonly [word: number, mask: number] {
  const number = numbers.get(list)
  invariant(number !== undefined, () => `the list ${list} was numbered when the scheme was compiled`)
  return [number >>> 5, 1 << (number & 31)]
}

function firstDiagnosisIn({ diagnoses }: Tables, list: ListId): Holds {
  const { words, rows } = diagnoses.first
  const [word, mask] = bitOf(diagnoses.first, list)
  return (open) => ((rows[open.diagnosisClass * words + word] ?? 0) & mask) !== 0
}

function firstOperationIn({ operations }: Tables, list: ListId): Holds {
  const { words, rows } = operations.first
  const [word, mask] = bitOf(operations.first, list)
  return (open) => open.operationClass !== 0 && ((rows[(open.operationClass - 1) * words + word] ?? 0) & mask) !== 0
}

/** NaN, which stands for "no value", meets no bound, an empty one included. */
function within(field: NumericField, { lt, lte, gt, gte, eq }: Bounds): Holds {
  const [below, most] = [lt ?? Number.POSITIVE_INFINITY, lte ?? Number.POSITIVE_INFINITY]
  const [above, least] = [gt ?? Number.NEGATIVE_INFINITY, gte ?? Number.NEGATIVE_INFINITY]
  if (eq !== undefined) return (open) => open[field] === eq && eq < below && eq <= most && eq > above && eq >= least
  return (open) => {
    const value = open[field]
    return value < below && value <= most && value > above && value >= least
  }
}

function hitsSites({ diagnoses }: Tables, { sites, min }: TraumaSites): Holds {
  const bits = sites.map(({ dx }) => bitOf(diagnoses.others, dx))
  return (open) => {
    let hit = 0
    for (const [word, mask] of bits) if (((open.diagnosisLists[word] ?? 0) & mask) !== 0) hit += 1
    return hit >= min
  }
}

function every(parts: readonly Holds[]): Holds {
  const [first = always, second = always, ...more] = parts
  if (parts.length <= 1) return first
  if (more.length === 0) return (open) => first(open) && second(open)
  return (open) => {
    for (const part of parts) if (!part(open)) return false
    return true
  }
}

function some(parts: readonly Holds[]): Holds {
  const [first = never, second = never, ...more] = parts
  if (parts.length <= 1) return first
  if (more.length === 0) return (open) => first(open) || second(open)
  return (open) => {
    for (const part of parts) if (part(open)) return true
    return false
  }
}

/**
 * Makes a closure over integers of a condition.
 *
 * @throws InvariantError when a condition has no known key, or names a list that was not numbered
 */
export function compileCondition(tables: Tables, condition: Condition): Holds {
  const { diagnoses, operations } = tables
  if ('all' in condition) return every(condition.all.map((part) => compileCondition(tables, part)))
  if ('any' in condition) return some(condition.any.map((part) => compileCondition(tables, part)))
  if ('not' in condition) {
    const holds = compileCondition(tables, condition.not)
    return (open) => !holds(open)
  }
  if ('const' in condition) return condition.const ? always : never
  if ('dx1In' in condition) return firstDiagnosisIn(tables, condition.dx1In)
  if ('op1In' in condition) return firstOperationIn(tables, condition.op1In)
  if ('dx2In' in condition) {
    const [word, mask] = bitOf(diagnoses.others, condition.dx2In)
    return (open) => ((open.secondaryLists[word] ?? 0) & mask) !== 0
  }
  if ('dxAnyIn' in condition) {
    const [word, mask] = bitOf(diagnoses.others, condition.dxAnyIn)
    return (open) => ((open.diagnosisLists[word] ?? 0) & mask) !== 0
  }
  if ('op2In' in condition) {
    const [word, mask] = bitOf(operations.others, condition.op2In)
    return (open) => ((open.otherOperationLists[word] ?? 0) & mask) !== 0
  }
  if ('opAnyIn' in condition) {
    const [word, mask] = bitOf(operations.others, condition.opAnyIn)
    return (open) => ((open.operationLists[word] ?? 0) & mask) !== 0
  }
  if ('hasOp' in condition) return (open) => open.operationCount > 0
  if ('mcc' in condition) return (open) => (complicationsOf(tables, open) & countsMcc) !== 0
  if ('cc' in condition) return (open) => (complicationsOf(tables, open) & countsCc) !== 0
  if ('gender' in condition) {
    const gender = condition.gender === '1' ? 1 : 2
    return (open) => open.gender === gender
  }
  if ('leavingType' in condition) {
    const allowed = new Set<string | null>(condition.leavingType)
    return (open) => allowed.has(open.record.leavingType)
  }
  if ('dept' in condition) {
    const allowed = new Set<string | null>(condition.dept)
    return (open) => allowed.has(open.record.department)
  }
  if ('traumaSites' in condition) return hitsSites(tables, condition.traumaSites)
  const bounded = boundedField(condition)
  if (bounded !== null) return within(bounded.field, bounded.bounds)
  throw new InvariantError(`a condition with the key ${Object.keys(condition).join(', ')} is none of the language`)
}
