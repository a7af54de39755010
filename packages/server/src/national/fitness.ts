import type { GatewayRefusal } from './gateway.ts'

/** The deepest message of the interface has six levels; what lies deeper would exhaust the stack of whoever walks it. */
const deepest = 32

/** JSON may carry these, PostgreSQL may not: NUL, and half of a surrogate pair. */
const isUnfit = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

/**
 * Whether a parsed message can be kept at all.
 *
 * @returns null, or `gateway.too-deep`, `gateway.unfit-text` with the name of the field
 */
export function unfitnessOf(message: unknown): GatewayRefusal | null {
  return unfitnessAt('', message, 0)
}

function unfitnessAt(field: string, value: unknown, depth: number): GatewayRefusal | null {
  if (depth > deepest) return { code: 'gateway.too-deep', limit: deepest }
  if (typeof value === 'string') return isUnfit(value) ? { code: 'gateway.unfit-text', field } : null
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = unfitnessAt(field, item, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const nodes = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(nodes)) {
    const found = unfitnessAt(name, nodes[name], depth + 1)
    if (found !== null) return found
  }
  return null
}
