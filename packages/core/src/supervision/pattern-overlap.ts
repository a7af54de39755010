import { daysBetween } from '../kernel/index.ts'
import { compareText, groupBy } from './pattern-group-by.ts'
import type { OverlapParameters } from './pattern-parameters.ts'
import type { PatternFinding, PatternOutcome } from './pattern-types.ts'
import type { StayFact } from './types.ts'

/** Days by which the inner stay keeps away from either end of the outer one; negative when it is not inside. */
function marginOf(outer: StayFact, inner: StayFact): number {
  return Math.min(daysBetween(outer.from, inner.from), daysBetween(inner.until, outer.until))
}

function scoreOf(outer: StayFact, inner: StayFact, { insideDays }: OverlapParameters): number {
  const elsewhere = outer.place !== null && inner.place !== null && outer.place !== inner.place
  const inside = marginOf(outer, inner) >= insideDays
  return inside ? (elsewhere ? 1 : 0.8) : elsewhere ? 0.6 : 0.5
}

function overlapOf(one: StayFact, other: StayFact, parameters: OverlapParameters): PatternFinding {
  // The one that lies inside is in question; of two that only touch, the later.
  const [outer, inner] = marginOf(other, one) >= 0 && marginOf(one, other) < 0 ? [other, one] : [one, other]
  const days = Math.min(daysBetween(inner.from, outer.until), daysBetween(inner.from, inner.until))
  return {
    pattern: 'overlapping-stay',
    group: `${inner.stayId} in ${outer.stayId}`,
    providerCode: inner.providerCode,
    doctor: inner.doctor,
    personId: inner.personId,
    score: scoreOf(outer, inner, parameters),
    stake: inner.paid,
    members: [
      { id: inner.stayId, personId: inner.personId, inQuestion: true },
      { id: outer.stayId, personId: outer.personId, inQuestion: false },
    ],
    reasons: [
      { name: 'days-overlapping', value: Math.max(1, days), about: outer.providerCode },
      { name: 'days-inside', value: marginOf(outer, inner), expected: parameters.insideDays },
      { name: 'place', value: inner.place ?? '', expected: outer.place ?? '' },
    ],
  }
}

/**
 * A person in two institutions at once 住院时间交叉. Score 1: a stay wholly inside another one at another place, days away from both
 * ends, which no transfer explains; 0.8 inside one at the same place; 0.6 and 0.5 for stays that only cross. The day of a
 * transfer belongs to both and is no overlap.
 */
export function overlappingStays(stays: readonly StayFact[], parameters: OverlapParameters): PatternOutcome {
  const findings: PatternFinding[] = []
  for (const own of groupBy(stays, ({ personId }) => personId).values()) {
    const ordered = own.toSorted((a, b) => compareText(a.from, b.from) || compareText(a.stayId, b.stayId))
    for (const [index, earlier] of ordered.entries()) {
      for (const later of ordered.slice(index + 1)) {
        if (later.from >= earlier.until) break
        if (later.providerCode === earlier.providerCode || later.until <= earlier.from) continue
        findings.push(overlapOf(earlier, later, parameters))
      }
    }
  }
  return { findings, notLooked: {} }
}
