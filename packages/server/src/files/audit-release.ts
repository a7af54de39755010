import { createHash } from 'node:crypto'
import type { AuditRelease, AuditRule, KnowledgePoint, KnowledgeTable } from '@yibao/core/audit'

/** A knowledge table as JSON: its points by code, in the order of the codes. */
interface TableJson {
  readonly table: string
  readonly key: KnowledgeTable['key']
  readonly pairs: boolean
  readonly points: readonly (readonly [key: string, points: readonly KnowledgePoint[]])[]
}

interface ReleaseJson {
  readonly rules: readonly AuditRule[]
  readonly tables: readonly TableJson[]
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** JSON with sorted keys: one content has one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => byText(a, b))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

function jsonOf(rules: readonly AuditRule[], tables: ReadonlyMap<string, KnowledgeTable>): string {
  const content: ReleaseJson = {
    rules: [...rules].sort((a, b) => byText(a.code, b.code) || byText(a.range.from, b.range.from)),
    tables: [...tables.values()]
      .sort((a, b) => byText(a.table, b.table))
      .map(({ table, key, pairs, points }) => ({
        table,
        key,
        pairs,
        points: [...points]
          .sort(([a], [b]) => byText(a, b))
          .map(([code, known]) => [code, [...known].sort((a, b) => byText(a.point, b.point))]),
      })),
  }
  return JSON.stringify(sorted(content))
}

function digestOf(json: string): string {
  return createHash('sha256').update(json).digest('hex')
}

/** Rules and tables that are in force together, with the digest that names them for good. The order of what is given does not count. */
export function makeRelease(rules: readonly AuditRule[], tables: ReadonlyMap<string, KnowledgeTable>): AuditRelease {
  return releaseFromJson(jsonOf(rules, tables))
}

/** A release as canonical JSON: sorted keys, rules by code and date, points by code. */
export function releaseToJson({ rules, tables }: AuditRelease): string {
  return jsonOf(rules, tables)
}

/**
 * The release that a JSON text of `releaseToJson` holds.
 *
 * @returns its digest is made anew of the text: whoever knows the digest that it should have compares
 * @throws SyntaxError when the text is no JSON
 */
export function releaseFromJson(json: string): AuditRelease {
  const { rules, tables } = JSON.parse(json) as ReleaseJson
  const byName = tables.map(({ table, key, pairs, points }): [string, KnowledgeTable] => [
    table,
    { table, key, pairs, points: new Map(points) },
  ])
  return { digest: digestOf(json), rules, tables: new Map(byName) }
}
