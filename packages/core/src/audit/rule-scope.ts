import type { CompiledCondition } from './compile-parts.ts'
import type { AuditVisit } from './ground.ts'
import type { RuleScope } from './types.ts'

interface Demand {
  readonly fact: string
  readonly allowed: readonly string[]
  readonly of: (visit: AuditVisit) => string | undefined
}

/** Whether a rule is for the visit of the row in hand; a row of no visit is in every scope. */
export function inScope(scope: RuleScope): CompiledCondition {
  const all: readonly (Omit<Demand, 'allowed'> & { allowed: readonly string[] | undefined })[] = [
    { fact: 'visit.care', allowed: scope.care, of: (visit) => visit.care },
    { fact: 'visit.scheme', allowed: scope.schemes, of: (visit) => visit.scheme },
    { fact: 'provider.level', allowed: scope.levels, of: (visit) => visit.provider.level },
    { fact: 'provider.kind', allowed: scope.kinds, of: (visit) => visit.provider.kind },
    { fact: 'visit.medType', allowed: scope.medTypes, of: (visit) => visit.medType },
  ]
  const demands: Demand[] = all.flatMap(({ fact, allowed, of }) => (allowed === undefined ? [] : { fact, allowed, of }))
  if (demands.length === 0) return () => true
  return (scope) => {
    const { visit } = scope.hand
    if (visit === null) return true
    let missing: string | null = null
    for (const { fact, allowed, of } of demands) {
      const value = of(visit)
      if (value === undefined) missing ??= fact
      else if (!allowed.includes(value)) return false
    }
    if (missing === null) return true
    scope.missing = missing
    return undefined
  }
}
