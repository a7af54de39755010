import { type FactBook, type Scheme, textShape } from './policy-facts.ts'
import { personFactNames, personFacts } from './policy-person.ts'

const counters: readonly string[] = ['consecutiveYear', 'missedYears', 'missedMonths', 'repaidYears']

const wordFacts: Readonly<Record<string, readonly string[]>> = {
  everInsured: ['yes', 'no'],
  household: ['alone', 'patient-insured', 'members-insured', 'none-insured'],
}

/** What enrolment may ask: the person, the counters, the household, the day of birth. */
export function enrolmentFacts(scheme: Scheme): FactBook {
  const ofPerson = personFacts(scheme)
  return (name) => {
    if (counters.includes(name)) return { kind: 'number', words: [], each: [] }
    if (name === 'bornOn') return { kind: 'date', words: [], each: [] }
    const words = Object.hasOwn(wordFacts, name) ? wordFacts[name] : undefined
    return words === undefined ? ofPerson(name) : textShape(words)
  }
}

export const enrolmentFactNames = [personFactNames, ...counters, ...Object.keys(wordFacts), 'bornOn'].join(', ')
