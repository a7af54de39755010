import type { PolicyCase } from '../files/policy-case-yaml.ts'
import type { CaseDifference } from '../files/policy-cases.ts'

/** `C07-1: name  (file:line)`. */
export function caseTitle({ id, name, place }: Pick<PolicyCase, 'id' | 'name' | 'place'>): string {
  return `${id === null ? '' : `${id}: `}${name}  (${place.file}:${place.line})`
}

/** One expectation that was not met. */
export function differenceText({ field, expected, actual }: CaseDifference): string {
  return `${field}: 期望 expected ${expected}，实际 actual ${actual}`
}
