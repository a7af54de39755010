import { createHash } from 'node:crypto'
import type { Scheme } from '@yibao/core/drg'

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Names the content of a scheme for good: sha256 of its JSON with sorted keys. A list is a set of codes and a table a
 * set of rows, so their order does not count; the order of MDCs, steps and splits does.
 */
export function schemeDigest(scheme: Scheme): string {
  const lists = Object.fromEntries(Object.entries(scheme.lists).map(([id, codes]) => [id, [...codes].sort(byText)]))
  const complications = scheme.complications.map(({ dx, level, table }) => `${dx}\t${level}\t${table}`).sort(byText)
  const exclusions = scheme.exclusions.map(({ principalDx, table }) => `${principalDx}\t${table}`).sort(byText)
  const content = sorted({ ...scheme, lists, complications, exclusions })
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
