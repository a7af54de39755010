import type { IsoDate } from './dates.ts'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

/** A value of the law from a date on; `none` says that the law repealed it on that date. */
export interface Dated<T> {
  readonly from: IsoDate
  readonly value: T | 'none'
  readonly source: string
  /** The source does not settle this value; we supposed it. */
  readonly assumed: boolean
}

export type DatedValue<T> = Dated<T> & { readonly value: T }

export interface NoValueRefusal {
  readonly code: 'kernel.no-value'
  readonly reason: 'before-first' | 'repealed'
  readonly on: IsoDate
  /** The first date with an entry; `null` when the list is empty. */
  readonly firstFrom: IsoDate | null
}

export interface DatedProblem {
  readonly reason: 'unsorted' | 'duplicate-from'
  readonly index: number
  readonly from: IsoDate
}

/**
 * The value in force on a date: the last entry that began on or before it. Never falls back to a neighbour.
 *
 * @param list sorted by `from`, each `from` once (see `checkDated`)
 * @returns the entry with its source, or `kernel.no-value` when the date lies before the first entry or the value is repealed
 */
export function valueOn<T>(list: readonly Dated<T>[], on: IsoDate): Result<DatedValue<T>, NoValueRefusal> {
  const firstFrom = list[0]?.from ?? null
  const found = list.findLast((entry) => entry.from <= on)
  if (found === undefined) return refuse({ code: 'kernel.no-value', reason: 'before-first', on, firstFrom })
  const { value } = found
  if (value === 'none') return refuse({ code: 'kernel.no-value', reason: 'repealed', on, firstFrom })
  return ok({ ...found, value })
}

/** Finds entries out of order and dates that occur twice; an empty answer is a list that `valueOn` may read. */
export function checkDated(list: readonly Dated<unknown>[]): readonly DatedProblem[] {
  const seen = new Set<IsoDate>()
  const problems: DatedProblem[] = []
  for (const [index, { from }] of list.entries()) {
    const previous = list[index - 1]
    if (seen.has(from)) problems.push({ reason: 'duplicate-from', index, from })
    else if (previous !== undefined && from < previous.from) problems.push({ reason: 'unsorted', index, from })
    seen.add(from)
  }
  return problems
}
