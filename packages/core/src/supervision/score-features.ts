/** What a table of providers tells of one of them, over the time that it covers. */
export interface ProviderFacts {
  /** What was reimbursed in all, in the units of the table. */
  readonly reimbursed: number
  readonly highestClaim: number
  /** One or more. */
  readonly claims: number
  /** One or more. */
  readonly persons: number
  readonly attendingDoctors: number
  /** Share of claims that are stays, 0 to 1. */
  readonly inpatientShare: number
  /** Home regions (states, provinces) of its patients. */
  readonly regions: number
  readonly longestStayDays: number
  /** Days in hospital over all claims, those without a stay included. */
  readonly daysPerClaim: number
}

/**
 * What a score looks at: what an institution billed. Who its patients are (age, sex, illness, death) is left out,
 * so that nobody scores high for the patients that come to them.
 */
export const scoreFeatures = [
  'reimbursed',
  'highestClaim',
  'claims',
  'persons',
  'claimsPerPerson',
  'attendingDoctors',
  'stays',
  'outpatientClaims',
  'regions',
  'longestStay',
  'hospitalDays',
  'daysPerStay',
  'reimbursedPerPerson',
] as const

export type ScoreFeature = (typeof scoreFeatures)[number]

/** The values of a provider's features. Stays and hospital days are counts again, out of the shares that the table gives. */
export function featuresOf(facts: ProviderFacts): Readonly<Record<ScoreFeature, number>> {
  const stays = Math.round(facts.inpatientShare * facts.claims)
  const days = Math.round(facts.daysPerClaim * facts.claims)
  return {
    reimbursed: facts.reimbursed,
    highestClaim: facts.highestClaim,
    claims: facts.claims,
    persons: facts.persons,
    claimsPerPerson: facts.claims / facts.persons,
    attendingDoctors: facts.attendingDoctors,
    stays,
    outpatientClaims: facts.claims - stays,
    regions: facts.regions,
    longestStay: facts.longestStayDays,
    hospitalDays: days,
    daysPerStay: stays === 0 ? 0 : days / stays,
    reimbursedPerPerson: facts.reimbursed / facts.persons,
  }
}
