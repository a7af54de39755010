import { type AuditRule, checkExpressionCost } from '@yibao/core/audit'
import { expressionsOf } from './audit-expressions.ts'

/** What the expressions of a rule cost together for one row, in the engine's own steps. */
export function ruleCost(rule: Pick<AuditRule, 'does' | 'exceptions' | 'stake'>): number {
  return expressionsOf(rule).reduce((sum, tree) => sum + checkExpressionCost(tree), 0)
}
