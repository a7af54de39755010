import { checkContradictions } from './check-contradictions.ts'
import type { SchemeFinding } from './check-finding.ts'
import { checkForm } from './check-form.ts'
import type { Scheme } from './types.ts'

/**
 * What keeps a scheme from being grouped by: names that nothing answers to, conditions that are none or contradict themselves.
 * The part of `checkScheme` that is quick enough to ask whenever a scheme is opened.
 */
export function schemeRefusals(scheme: Scheme): readonly SchemeFinding[] {
  const form = checkForm(scheme)
  return form.length > 0 ? form : checkContradictions(scheme)
}
