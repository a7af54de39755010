import { type IsoDate, inRange, rangesOverlap } from '../kernel/index.ts'
import type { FilingRefusal } from './refusals.ts'
import type { Filing } from './types.ts'

/** Whether a filing has its effect on a day: nobody withdrew it, and the day lies in its range. */
export function isValidOn({ state, range }: Filing, on: IsoDate): boolean {
  return state === 'valid' && inRange(range, on)
}

/** Refuses with `filing.overlap` a filing about what another valid one is about on some of its days. */
export function overlapOf<F extends Filing>(
  filing: F,
  others: readonly Filing[],
  aboutOf: (filing: F) => string,
): FilingRefusal | null {
  const ofItsKind = (other: Filing): other is F => other.kind === filing.kind
  const about = aboutOf(filing)
  const found = others
    .filter(ofItsKind)
    .find(
      (other) =>
        other.state === 'valid' &&
        other.scheme === filing.scheme &&
        aboutOf(other) === about &&
        rangesOverlap(other.range, filing.range),
    )
  if (found === undefined) return null
  const { kind, filingId, range } = found
  return { code: 'filing.overlap', kind, about, filingId, from: range.from, until: range.until }
}
