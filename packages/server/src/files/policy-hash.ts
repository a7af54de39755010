import { createHash } from 'node:crypto'
import type { RegionPack } from '@yibao/core/policy'

function isPlace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'file' in value && 'line' in value
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name, inner]) => !(name === 'place' && isPlace(inner)))
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, canonical(inner)]),
  )
}

/** Names a content for good: sha256 of its JSON with sorted keys and without file places. */
export function contentHash(content: object): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(content)))
    .digest('hex')
}

/** Names a pack's content for good; without the hash itself. */
export function packHash(pack: Omit<RegionPack, 'hash'>): string {
  return contentHash(pack)
}
