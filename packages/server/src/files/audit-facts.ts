import type { AuditRule, Subject } from '@yibao/core/audit'
import { expressionsOf, fieldsRead } from './audit-expressions.ts'
import { fieldsBesideMessages } from './audit-fields.ts'
import type { SideTable } from './audit-tables-yaml.ts'

function subjectsOf({ does }: Pick<AuditRule, 'does'>): readonly Subject[] {
  if (does.kind === 'compare') return [does.left.each, does.right.each]
  return does.kind === 'partner' ? [does.each, does.needs] : [does.each]
}

/** Conditions alone: an exception that asks a side table is not evaluated without it, and the rule works all the same where it has none. */
function conditionsOf(rule: Pick<AuditRule, 'does' | 'stake'>) {
  return fieldsRead(expressionsOf({ does: rule.does, stake: rule.stake, exceptions: [] }))
}

/** The facts that a rule needs and no national message carries: side tables, and fields that only an import fills. */
export function factsBesideMessages(
  rule: Pick<AuditRule, 'does' | 'stake'>,
  sides: ReadonlyMap<string, SideTable>,
): readonly string[] {
  const isImported = (table: string | undefined) => table !== undefined && sides.get(table)?.message !== true
  const read = conditionsOf(rule)
  const tables = [
    ...subjectsOf(rule).flatMap((subject) => (subject.of === 'side' ? [subject.table] : [])),
    ...read.flatMap(({ root, path }) => (root === 'side' && path[0] !== undefined ? [path[0]] : [])),
  ]
  const fields = read
    .flatMap(({ root, path }) => (root === 'side' ? [] : path.slice(-1)))
    .filter((name) => fieldsBesideMessages.includes(name))
  return [...new Set([...tables.filter(isImported).map((table) => `side.${table}`), ...fields])]
}

/** Whether a rule is tested with imported facts only. */
export function needsSideFacts(
  rule: Pick<AuditRule, 'does' | 'stake'>,
  sides: ReadonlyMap<string, SideTable>,
): boolean {
  return factsBesideMessages(rule, sides).length > 0
}
