import { drawsFrom, featuresOf, type LabelledRow, type ProviderFacts } from '../../src/supervision/index.ts'

const usual: ProviderFacts = {
  reimbursed: 20_000,
  highestClaim: 4_000,
  claims: 80,
  persons: 60,
  attendingDoctors: 10,
  inpatientShare: 0.1,
  regions: 2,
  longestStayDays: 8,
  daysPerClaim: 0.4,
}

/** A provider that is usual but for what is said of it. */
export function labelledProvider(key: string, flagged: boolean, facts: Partial<ProviderFacts> = {}): LabelledRow {
  return { key, flagged, values: featuresOf({ ...usual, ...facts }) }
}

/**
 * Made-up providers of all sizes. Every tenth is flagged; those are likelier to be large, and keep some patients very
 * long, which the amount alone does not tell.
 */
export function madeUpProviders(count: number, seed: number): readonly LabelledRow[] {
  const draws = drawsFrom(seed)
  return Array.from({ length: count }, (_, index) => {
    const flagged = index % 10 === 0
    const claims = draws.between(20, flagged ? 400 : 250)
    return labelledProvider(`P${String(index).padStart(5, '0')}`, flagged, {
      claims,
      persons: draws.between(Math.ceil(claims / 2), claims),
      reimbursed: claims * draws.between(100, 500),
      highestClaim: draws.between(1_000, 9_000),
      attendingDoctors: draws.between(1, 30),
      inpatientShare: draws.between(0, 40) / 100,
      longestStayDays: flagged && draws.chance(0.7) ? draws.between(25, 36) : draws.between(0, 28),
      regions: draws.between(1, 6),
      daysPerClaim: draws.between(0, 100) / 100,
    })
  })
}
