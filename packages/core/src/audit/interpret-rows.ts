import type { CompiledCondition } from './compile-parts.ts'
import { codeOf, type GroundRow, withPoint } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditRelease, KnowledgePoint, Subject } from './types.ts'
import type { AuditWork } from './work.ts'

/** Every row of a subject, in the order of time; of a rule with a table once for each point that fits, which every point is asked. */
export function plainRows(
  work: AuditWork,
  each: Subject,
  { rule }: Pick<CompiledRule, 'rule'>,
  release: AuditRelease,
  by: 'key' | 'second' = 'key',
): readonly GroundRow[] {
  const rows = work.rows.of(each)
  if (rule.table === null) return rows
  const table = release.tables.get(rule.table)
  const points = table === undefined ? [] : [...table.points]
  const isAbout = (key: unknown, code: string) =>
    typeof key === 'string' && (table?.key === 'prefix' ? code.startsWith(key) : code === key)
  return rows.flatMap((row) => {
    const code = codeOf(row)
    if (code === null) return []
    const about: KnowledgePoint[] = []
    for (const [key, ofKey] of points) {
      for (const point of ofKey) if (isAbout(by === 'key' ? key : point.values.second, code)) about.push(point)
    }
    return about.map((point) => withPoint(row, point))
  })
}

/** All conditions in the scope: false as soon as one is, else the first fact that is missing. */
export function allHold({ scope }: AuditWork, conditions: readonly CompiledCondition[]): boolean | string {
  let missing: string | null = null
  for (const condition of conditions) {
    const holds = condition(scope)
    if (holds === false) return false
    if (holds === undefined) missing ??= scope.missing
  }
  return missing ?? true
}
