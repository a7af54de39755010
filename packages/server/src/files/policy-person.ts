import { type FactBook, type Scheme, visitFacts } from './policy-facts.ts'

const statusAndAge: readonly string[] = ['personStatus', 'age']

/** What law that looks at a person and at no visit may ask. */
export function personFacts(scheme: Scheme): FactBook {
  const ofVisits = visitFacts(scheme)
  return (name) => (statusAndAge.includes(name) || name.startsWith('trait.') ? ofVisits(name) : null)
}

export const personFactNames = [...statusAndAge, 'trait.<name>'].join(', ')
