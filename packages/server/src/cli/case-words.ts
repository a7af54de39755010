import type { PolicyCase } from '../files/policy-case-yaml.ts'
import type { CaseDifference } from '../files/policy-cases.ts'

/** The id of the rules that a case is about; `coverage` for a single line. */
export function rulesOfCase(example: PolicyCase): string {
  switch (example.kind) {
    case 'bill':
      return example.plan
    case 'item':
      return 'coverage'
    case 'contribution':
      return example.contribution
    case 'enrolment':
      return example.enrolment
  }
}

/** The other reading that a case takes; null for the rules themselves. */
export function readingOfCase(example: PolicyCase): string | null {
  return 'reading' in example ? example.reading : null
}

/** `C07-1: name  (file:line)`. */
export function caseTitle({ id, name, place }: Pick<PolicyCase, 'id' | 'name' | 'place'>): string {
  return `${id === null ? '' : `${id}: `}${name}  (${place.file}:${place.line})`
}

/** One expectation that was not met. */
export function differenceText({ field, expected, actual }: CaseDifference): string {
  return `${field}: 期望 expected ${expected}，实际 actual ${actual}`
}
