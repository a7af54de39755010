import type { Branded } from './branded.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok, refuse } from './result.ts'

/** An administrative division of six digits (GB/T 2260): two for the province, two for the prefecture, two for the county. */
export type DivisionCode = Branded<string, 'division-code'>

export interface DivisionRefusal {
  readonly code: 'kernel.bad-division'
  readonly text: string
}

/** Checks the form only; whether a division exists is a matter of the tables of its time. Refuses with `kernel.bad-division`. */
export function parseDivisionCode(text: string): Result<DivisionCode, DivisionRefusal> {
  return /^\d{6}$/.test(text) ? ok(text as DivisionCode) : refuse({ code: 'kernel.bad-division', text })
}

/** For codes we write ourselves. @throws InvariantError when the text is not six digits */
export function divisionCode(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  invariant(parsed.ok, () => `not a division code: ${text}`)
  return parsed.value
}

/**
 * Whether `code` is `parent` or lies in it: a parent that ends in 0000 covers its province, one that ends in 00 its
 * prefecture, any other itself. 000000 is the code of no province and covers no real one.
 */
export function isWithin(code: DivisionCode, parent: DivisionCode): boolean {
  const shared = parent.endsWith('0000') ? 2 : parent.endsWith('00') ? 4 : 6
  return code.slice(0, shared) === parent.slice(0, shared)
}
