import type { Bounds, Condition, ListId, NumericField } from '@yibao/core/drg'
import type { Pool } from './discharges-pool.ts'
import type { Random } from './random.ts'

/** What a record must have to meet the conditions it is aimed at; what is left open is drawn afterwards. */
export interface Draft {
  readonly principalLists: ListId[]
  readonly secondary: string[]
  readonly firstOperationLists: ListId[]
  readonly operations: string[]
  readonly otherOperations: string[]
  readonly numbers: Partial<Record<NumericField, number>>
  gender: string | null
  department: string | null
  leavingType: string | null
  wantsMcc: boolean
  wantsCc: boolean
  wantsNoComplication: boolean
  wantsNoOperation: boolean
}

export function emptyDraft(): Draft {
  return {
    principalLists: [],
    secondary: [],
    firstOperationLists: [],
    operations: [],
    otherOperations: [],
    numbers: {},
    gender: null,
    department: null,
    leavingType: null,
    wantsMcc: false,
    wantsCc: false,
    wantsNoComplication: false,
    wantsNoOperation: false,
  }
}

/** What the numbers of a record usually lie between, and never leave. */
export const usualRange: Readonly<Record<NumericField, readonly [low: number, high: number]>> = {
  ageYears: [0, 95],
  ageDays: [0, 365],
  weightG: [500, 4_500],
  stayDays: [1, 40],
  icuHours: [0, 300],
}

/** A number within bounds; a third of them on a limit. */
function numberWithin({ lt, lte, gt, gte, eq }: Bounds, field: NumericField, random: Random): number {
  if (eq !== undefined) return eq
  const [low, high] = usualRange[field]
  const lowest = Math.max(gte ?? 0, gt === undefined ? 0 : gt + 1)
  const highest = Math.min(lte ?? Number.POSITIVE_INFINITY, lt === undefined ? Number.POSITIVE_INFINITY : lt - 1)
  const [from, to] = [Math.max(lowest, Math.min(low, highest)), Math.min(highest, Math.max(high, lowest))]
  if (from > to) return lowest
  if (random.chance(1 / 3)) return random.chance(0.5) ? from : to
  return random.between(from, to)
}

/** A number that breaks bounds, next to one of them. */
function numberBeyond({ lt, lte, gt, gte, eq }: Bounds, random: Random): number {
  const beyond = [
    ...(lt === undefined ? [] : [lt]),
    ...(lte === undefined ? [] : [lte + 1]),
    ...(gt === undefined ? [] : [gt]),
    ...(gte === undefined ? [] : [gte - 1]),
    ...(eq === undefined ? [] : [eq + 1]),
  ].filter((value) => value >= 0)
  return beyond.length === 0 ? 0 : random.pick(beyond)
}

const numericFields = Object.keys(usualRange) as readonly NumericField[]

function boundsOf(condition: Condition): readonly [NumericField, Bounds] | null {
  for (const field of numericFields) {
    const bounds = (condition as Partial<Record<NumericField, Bounds>>)[field]
    if (bounds !== undefined) return [field, bounds]
  }
  return null
}

/** Adds a code of a list, when the list has any. */
function addFrom(pool: Pool, list: ListId, codes: string[], random: Random): void {
  const choice = pool.scheme.lists[list] ?? []
  if (choice.length > 0) codes.push(random.pick(choice))
}

/** Aims a draft against a condition, as far as that is simple. */
function aimAgainst(condition: Condition, draft: Draft, random: Random): void {
  if ('any' in condition) {
    for (const part of condition.any) aimAgainst(part, draft, random)
    return
  }
  if ('mcc' in condition || 'cc' in condition) draft.wantsNoComplication = true
  else if ('hasOp' in condition || 'op1In' in condition || 'opAnyIn' in condition) draft.wantsNoOperation = true
  else if ('gender' in condition) draft.gender = condition.gender === '1' ? '2' : '1'
  const bounded = boundsOf(condition)
  if (bounded !== null) draft.numbers[bounded[0]] = numberBeyond(bounded[1], random)
}

/**
 * Aims a draft at a condition: of an `any` at one part. It may miss, for conditions may contradict each other and earlier steps of
 * a scheme may take the record.
 */
export function aimAt(pool: Pool, condition: Condition, draft: Draft, random: Random): void {
  if ('all' in condition) for (const part of condition.all) aimAt(pool, part, draft, random)
  else if ('any' in condition) {
    if (condition.any.length > 0) aimAt(pool, random.pick(condition.any), draft, random)
  } else if ('not' in condition) aimAgainst(condition.not, draft, random)
  else if ('dx1In' in condition) draft.principalLists.push(condition.dx1In)
  else if ('dx2In' in condition) addFrom(pool, condition.dx2In, draft.secondary, random)
  else if ('dxAnyIn' in condition) {
    if (random.chance(0.3)) draft.principalLists.push(condition.dxAnyIn)
    else addFrom(pool, condition.dxAnyIn, draft.secondary, random)
  } else if ('op1In' in condition) draft.firstOperationLists.push(condition.op1In)
  else if ('op2In' in condition) addFrom(pool, condition.op2In, draft.otherOperations, random)
  else if ('opAnyIn' in condition) addFrom(pool, condition.opAnyIn, draft.operations, random)
  else if ('mcc' in condition) draft.wantsMcc = true
  else if ('cc' in condition) draft.wantsCc = true
  else if ('gender' in condition) draft.gender = condition.gender
  else if ('leavingType' in condition)
    draft.leavingType = condition.leavingType.length === 0 ? null : random.pick(condition.leavingType)
  else if ('dept' in condition) draft.department = condition.dept.length === 0 ? null : random.pick(condition.dept)
  else if ('hasOp' in condition) addSome(pool.operations, draft.otherOperations, random)
  else if ('traumaSites' in condition) {
    const { sites, min } = condition.traumaSites
    for (const { dx } of random.shuffled(sites).slice(0, min)) addFrom(pool, dx, draft.secondary, random)
  }
  const bounded = boundsOf(condition)
  if (bounded !== null) draft.numbers[bounded[0]] = numberWithin(bounded[1], bounded[0], random)
}

function addSome(choice: readonly string[], codes: string[], random: Random): void {
  if (choice.length > 0) codes.push(random.pick(choice))
}
