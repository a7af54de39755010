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
  let level: readonly (readonly [string, unknown])[] = [['', message]]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return { code: 'gateway.too-deep', limit: deepest }
    const below: (readonly [string, unknown])[] = []
    for (const [field, value] of level) {
      if (typeof value === 'string' && isUnfit(value)) return { code: 'gateway.unfit-text', field }
      if (typeof value !== 'object' || value === null) continue
      if (Array.isArray(value)) for (const item of value) below.push([field, item])
      else for (const entry of Object.entries(value)) below.push(entry)
    }
    level = below
  }
  return null
}
