import { candidates, noteMissingRows, pointsFor } from './candidates.ts'
import { conclude } from './conclude.ts'
import type { MadeMatch } from './kinds.ts'
import type { CompiledRule } from './rule.ts'
import { type AuditWork, isInForce, note } from './work.ts'

/** Holds the row in hand against a condition. */
export function matchHand(work: AuditWork, rule: CompiledRule, does: MadeMatch): void {
  const { scope } = work
  const inScope = rule.inScope(scope)
  if (inScope === false) return
  const { missing } = scope
  const holds = does.when(scope)
  if (holds === false) return
  if (inScope === undefined || holds === undefined) note(work, rule, inScope === undefined ? missing : scope.missing)
  else conclude(work, rule, {})
}

/** Each row in question that is no line; lines are held against all their rules at once. */
export function runMatch(work: AuditWork, rule: CompiledRule, does: MadeMatch): void {
  noteMissingRows(work, rule, does.each)
  for (const row of candidates(work, does.each, does.items, pointsFor(rule))) {
    if (!row.current || !isInForce(rule, row)) continue
    work.scope.hand = row
    matchHand(work, rule, does)
  }
}
