import { invariant } from '../kernel/index.ts'
import type { Membership } from './compile-codes.ts'
import { compileCondition, type Holds } from './compile-conditions.ts'
import type { OpenRecord, Tables } from './record-open.ts'
import type { Condition, Failed, Hit, ListId } from './types.ts'

/** What was hit. */
export type Collect = (open: OpenRecord) => readonly Hit[]
/** What to write down when a condition does not hold; null when it holds. */
export type Refuse<T> = (open: OpenRecord) => T | null

const noHits: readonly Hit[] = Object.freeze([])
const collectNothing: Collect = () => noHits

/** The place of the first code from `begin` on that is in a list; -1: none. */
function placeIn(
  { numbers, words, rows }: Membership,
  list: ListId,
): (ids: Int32Array, begin: number, end: number) => number {
  const number = numbers.get(list)
  invariant(number !== undefined, () => `the list ${list} was numbered when the scheme was compiled`)
  const [word, mask] = [number >>> 5, 1 << (number & 31)]
  return (ids, begin, end) => {
    for (let index = begin; index < end; index += 1) {
      if (((rows[(ids[index] ?? 0) * words + word] ?? 0) & mask) !== 0) return index
    }
    return -1
  }
}

function diagnosisHit(by: Hit['by'], list: ListId | null, open: OpenRecord, index: number): Hit {
  return { by, list, code: open.record.diagnoses[index] ?? '', index }
}

/** A fallback looks at one operation alone: its place is that in the record. */
function operationHit(by: Hit['by'], list: ListId, open: OpenRecord, index: number): Hit {
  const place = open.onlyOperation === -1 ? index : open.onlyOperation
  return { by, list, code: open.record.operations[place] ?? '', index: place }
}

function collectDiagnosis(tables: Tables, by: Hit['by'], list: ListId, begin: number): Collect {
  const placeOf = placeIn(tables.diagnoses.others, list)
  return (open) => {
    const index = placeOf(open.diagnoses, begin, open.diagnosisCount)
    return index === -1 ? noHits : [diagnosisHit(by, list, open, index)]
  }
}

function collectOperation(tables: Tables, by: Hit['by'], list: ListId, begin: number): Collect {
  const placeOf = placeIn(tables.operations.others, list)
  return (open) => {
    const index = placeOf(open.operations, begin, open.operationCount)
    return index === -1 ? noHits : [operationHit(by, list, open, index)]
  }
}

function collectComplication({ complications }: Tables, by: 'mcc' | 'cc'): Collect {
  const { principal, principalSets, meets } = complications
  const sets = complications[by]
  return (open) => {
    const excluding = principal[open.diagnoses[0] ?? 0] ?? 0
    for (let index = 1; index < open.diagnosisCount; index += 1) {
      const set = sets[open.diagnoses[index] ?? 0] ?? 0
      if (set !== 0 && meets[set * principalSets.length + excluding] === 0) {
        return [diagnosisHit(by, null, open, index)]
      }
    }
    return noHits
  }
}

/** What several collect, one after the other. */
function many(parts: readonly Collect[]): Collect {
  const collecting = parts.filter((part) => part !== collectNothing)
  const [only = collectNothing] = collecting
  return collecting.length <= 1 ? only : (open) => collecting.flatMap((part) => part(open))
}

/** Tells which codes a condition that holds was met by: of each list the first, of an `any` its first part that holds. */
export function compileHits(tables: Tables, condition: Condition): Collect {
  if ('all' in condition) return many(condition.all.map((part) => compileHits(tables, part)))
  if ('any' in condition) {
    const parts = condition.any.map((part) => ({
      holds: compileCondition(tables, part),
      collect: compileHits(tables, part),
    }))
    if (parts.every(({ collect }) => collect === collectNothing)) return collectNothing
    return (open) => parts.find(({ holds }) => holds(open))?.collect(open) ?? noHits
  }
  if ('dx1In' in condition) {
    const list = condition.dx1In
    return (open) => [diagnosisHit('dx1In', list, open, 0)]
  }
  if ('op1In' in condition) {
    const list = condition.op1In
    return (open) => [operationHit('op1In', list, open, 0)]
  }
  if ('dx2In' in condition) return collectDiagnosis(tables, 'dx2In', condition.dx2In, 1)
  if ('dxAnyIn' in condition) return collectDiagnosis(tables, 'dxAnyIn', condition.dxAnyIn, 0)
  if ('op2In' in condition) return collectOperation(tables, 'op2In', condition.op2In, 1)
  if ('opAnyIn' in condition) return collectOperation(tables, 'opAnyIn', condition.opAnyIn, 0)
  if ('mcc' in condition) return collectComplication(tables, 'mcc')
  if ('cc' in condition) return collectComplication(tables, 'cc')
  if ('traumaSites' in condition) {
    return many(condition.traumaSites.sites.map(({ dx }) => collectDiagnosis(tables, 'traumaSites', dx, 0)))
  }
  return collectNothing
}

/** Tells what was hit by a condition that does not hold: what breaks a `not`, sites below the minimum. */
function compileMisses(tables: Tables, condition: Condition): Collect {
  if ('not' in condition) return compileHits(tables, condition.not)
  if ('traumaSites' in condition) return compileHits(tables, condition)
  if ('any' in condition) return many(condition.any.map((part) => compileMisses(tables, part)))
  if ('all' in condition) {
    const parts = condition.all.map((part) => ({
      holds: compileCondition(tables, part),
      misses: compileMisses(tables, part),
    }))
    if (parts.every(({ misses }) => misses === collectNothing)) return collectNothing
    return (open) => parts.find(({ holds }) => !holds(open))?.misses(open) ?? noHits
  }
  return collectNothing
}

/**
 * Tells the first condition that does not hold. What is written down about a condition that hits nothing is made beforehand,
 * once: most of a trace is references.
 *
 * @param write makes the entry of a trace
 */
export function compileRefusal<T>(tables: Tables, condition: Condition, write: (failed: Failed) => T): Refuse<T> {
  if ('all' in condition) {
    const parts = condition.all.map((part) => compileRefusal(tables, part, write))
    const [only] = parts
    if (parts.length === 1 && only !== undefined) return only
    return (open) => {
      for (const part of parts) {
        const refused = part(open)
        if (refused !== null) return refused
      }
      return null
    }
  }
  const holds: Holds = compileCondition(tables, condition)
  const misses = compileMisses(tables, condition)
  if (misses === collectNothing) {
    const refused = write({ condition, hits: noHits })
    return (open) => (holds(open) ? null : refused)
  }
  return (open) => (holds(open) ? null : write({ condition, hits: misses(open) }))
}
