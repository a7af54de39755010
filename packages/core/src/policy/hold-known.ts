import { holdIn, refuseIn, type Scope } from './scope.ts'
import type { Condition } from './types.ts'

/**
 * Whether all conditions hold, where nothing may be left unsaid: they are asked in their order, and a fact that is
 * needed and missing is a refusal in the scope. For law whose silence would pass for "nothing is owed".
 */
export function holdKnownIn<Bill>(scope: Scope<Bill>, conditions: readonly Condition[]): boolean {
  for (const condition of conditions) {
    const { fact } = condition
    if (!scope.law.classes.has(fact) && scope.facts[fact] === undefined) {
      const { id, place } = scope.law.rules
      refuseIn(scope, { code: 'policy.no-fact', plan: id, fact, place })
      return false
    }
    if (!holdIn(scope, [condition])) return false
  }
  return true
}
