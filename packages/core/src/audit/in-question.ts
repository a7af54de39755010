import type { CompiledCondition } from './compile-parts.ts'
import type { CompiledRule } from './rule.ts'
import type { Subject } from './types.ts'
import type { AuditWork } from './work.ts'

/**
 * Whether a row in question may be one that a rule looks at. Where none is, nothing will be told, and the past need not be gone through:
 * a bill has few rows, its past may have thousands.
 *
 * @param conditions one of them must hold, or may
 * @returns true also of a rule with a table, whose conditions ask for the point of a row; it is woken by the items of its table
 */
export function mayConcern(
  work: AuditWork,
  rule: CompiledRule,
  each: Subject,
  conditions: readonly CompiledCondition[],
): boolean {
  if (rule.points !== null) return true
  const { scope } = work
  for (const row of work.rows.of(each)) {
    if (!row.current) continue
    scope.hand = row
    scope.a = row
    scope.b = row
    if (rule.inScope(scope) === false) continue
    if (conditions.some((condition) => condition(scope) !== false)) return true
  }
  return false
}
