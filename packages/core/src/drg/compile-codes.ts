import { invariant } from '../kernel/index.ts'
import type { Condition, ListId, Scheme } from './types.ts'

/** Lists numbered for one use, and for each row (a code or a class of codes) a bit set of the lists it is in. */
export interface Membership {
  readonly numbers: ReadonlyMap<ListId, number>
  /** 32-bit words of one row. */
  readonly words: number
  readonly rows: Int32Array
}

/** The codes of one kind (diagnoses or operations) as integers. Id 0 is every code that the scheme does not name. */
export interface Codes {
  readonly ids: ReadonlyMap<string, number>
  /** Codes that stand in the same lists where the first code is asked have one class; 0: in none of them. */
  readonly classOf: Uint16Array
  readonly classes: number
  /** By class: the lists in which the first (principal) code is looked for. */
  readonly first: Membership
  /** By id: the lists in which other codes, or any code, are looked for. */
  readonly others: Membership
}

/** Calls `see` for a condition and everything within it. */
export function eachCondition(condition: Condition, see: (condition: Condition) => void): void {
  see(condition)
  if ('all' in condition) for (const part of condition.all) eachCondition(part, see)
  else if ('any' in condition) for (const part of condition.any) eachCondition(part, see)
  else if ('not' in condition) eachCondition(condition.not, see)
}

/** Every condition that stands in a scheme at the top: gates of MDCs, of steps, splits. */
export function conditionsOf({ mdcs, adrgs }: Scheme): readonly Condition[] {
  return [
    ...Object.values(mdcs).flatMap(({ when, steps }) => [
      when,
      ...steps.flatMap((step) => ('when' in step ? [step.when] : [])),
    ]),
    ...Object.values(adrgs).flatMap(({ when, drgs }) => [when, ...drgs.map((split) => split.when)]),
  ]
}

/** The lists that conditions name, by what they are held against. */
export interface ListUse {
  readonly firstDiagnosis: Set<ListId>
  readonly otherDiagnoses: Set<ListId>
  readonly firstOperation: Set<ListId>
  readonly otherOperations: Set<ListId>
}

export function listUse(conditions: readonly Condition[]): ListUse {
  const use: ListUse = {
    firstDiagnosis: new Set(),
    otherDiagnoses: new Set(),
    firstOperation: new Set(),
    otherOperations: new Set(),
  }
  for (const top of conditions) {
    eachCondition(top, (condition) => {
      if ('dx1In' in condition) use.firstDiagnosis.add(condition.dx1In)
      else if ('dx2In' in condition) use.otherDiagnoses.add(condition.dx2In)
      else if ('dxAnyIn' in condition) use.otherDiagnoses.add(condition.dxAnyIn)
      else if ('op1In' in condition) use.firstOperation.add(condition.op1In)
      else if ('op2In' in condition) use.otherOperations.add(condition.op2In)
      else if ('opAnyIn' in condition) use.otherOperations.add(condition.opAnyIn)
      else if ('traumaSites' in condition) for (const { dx } of condition.traumaSites.sites) use.otherDiagnoses.add(dx)
    })
  }
  return use
}

function numbered(lists: ReadonlySet<ListId>): Map<ListId, number> {
  return new Map([...lists].map((list, number) => [list, number]))
}

function codesOf(scheme: Scheme, list: ListId): readonly string[] {
  const codes = scheme.lists[list]
  invariant(
    codes !== undefined,
    () => `a condition of ${scheme.scheme} names the list ${list}, which the scheme does not hold`,
  )
  return codes
}

function setBit(rows: Int32Array, words: number, row: number, bit: number): void {
  const at = row * words + (bit >>> 5)
  rows[at] = (rows[at] ?? 0) | (1 << (bit & 31))
}

/** By code: the numbers of the lists it is in, ascending. */
function listsByCode(scheme: Scheme, numbers: ReadonlyMap<ListId, number>): Map<string, number[]> {
  const byCode = new Map<string, number[]>()
  for (const [list, number] of numbers) {
    for (const code of new Set(codesOf(scheme, list))) {
      const lists = byCode.get(code)
      if (lists === undefined) byCode.set(code, [number])
      else lists.push(number)
    }
  }
  return byCode
}

/**
 * Numbers the codes of one kind and says in which lists each of them is.
 *
 * @param firstLists lists in which the first code is looked for
 * @param otherLists lists in which other codes are looked for, and any code
 * @param further    codes that no such list need hold (complications, exclusions)
 * @throws InvariantError when a list is missing, or when a scheme has more than 65,535 classes of codes
 */
export function compileCodes(
  scheme: Scheme,
  firstLists: ReadonlySet<ListId>,
  otherLists: ReadonlySet<ListId>,
  further: Iterable<string>,
): Codes {
  const [firstNumbers, otherNumbers] = [numbered(firstLists), numbered(otherLists)]
  const [inFirst, inOthers] = [listsByCode(scheme, firstNumbers), listsByCode(scheme, otherNumbers)]
  const ids = new Map<string, number>()
  for (const codes of [inFirst.keys(), inOthers.keys(), further]) {
    for (const code of codes) if (!ids.has(code)) ids.set(code, ids.size + 1)
  }

  const classes = new Map<string, readonly number[]>([['', []]])
  const classNumbers = new Map<string, number>([['', 0]])
  const classOf = new Uint16Array(ids.size + 1)
  for (const [code, lists] of inFirst) {
    const signature = lists.join(',')
    if (!classNumbers.has(signature)) {
      classNumbers.set(signature, classes.size)
      classes.set(signature, lists)
    }
    classOf[ids.get(code) ?? 0] = classNumbers.get(signature) ?? 0
  }
  invariant(classes.size <= 0xffff, 'the principal codes of a scheme fall into a few hundred classes')

  const firstWords = (firstNumbers.size + 31) >>> 5
  const firstRows = new Int32Array(classes.size * firstWords)
  for (const [signature, lists] of classes) {
    for (const list of lists) setBit(firstRows, firstWords, classNumbers.get(signature) ?? 0, list)
  }
  const otherWords = (otherNumbers.size + 31) >>> 5
  const otherRows = new Int32Array((ids.size + 1) * otherWords)
  for (const [code, lists] of inOthers) {
    for (const list of lists) setBit(otherRows, otherWords, ids.get(code) ?? 0, list)
  }
  return {
    ids,
    classOf,
    classes: classes.size,
    first: { numbers: firstNumbers, words: firstWords, rows: firstRows },
    others: { numbers: otherNumbers, words: otherWords, rows: otherRows },
  }
}

/** Whether a row of a membership holds a list. */
export function isIn({ words, rows, numbers }: Membership, row: number, list: ListId): boolean {
  const number = numbers.get(list)
  invariant(number !== undefined, () => `the list ${list} was numbered when the scheme was compiled`)
  return ((rows[row * words + (number >>> 5)] ?? 0) & (1 << (number & 31))) !== 0
}
