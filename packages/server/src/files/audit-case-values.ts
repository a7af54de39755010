import {
  type LocalDateTime,
  localDateTime,
  parseLocalDateTime,
  parseQuantity,
  parseUnitPrice,
  quantity,
  unitPrice,
} from '@yibao/core/kernel'
import { yuanOf } from './audit-values.ts'
import { complain, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, wordOf } from './policy-values.ts'

/** What a reader of one field is told besides the field: the time that `'08:00'` belongs to. */
export type FieldReader = (spot: Spot, at: LocalDateTime) => unknown
export type FieldReaders = Readonly<Record<string, FieldReader>>

export const textField: FieldReader = (spot) => textOf(spot) ?? ''
export const flagField: FieldReader = (spot) => flagOf(spot)
export const dayField: FieldReader = (spot) => dateOfSpot(spot)
export const moneyField: FieldReader = (spot) => yuanOf(spot)
export const textsField: FieldReader = (spot) => itemsOf(spot).map((item) => textOf(item) ?? '')

export const numberField: FieldReader = (spot) => {
  const written = textOf(spot) ?? ''
  const value = Number(written)
  if (written === '' || !Number.isFinite(value))
    complain(spot, `\`${spot.name}\` is not a number`, 'write it as 3 or 2.5', written)
  return Number.isFinite(value) ? value : 0
}

export function wordField(words: readonly [string, ...string[]]): FieldReader {
  return (spot) => wordOf(spot, words)
}

const clockForm = /^\d{2}:\d{2}(:\d{2})?$/

/** `'08:00'` of the day of `at`, `2025-06-11` (at 09:00), `2025-06-11 08:00` or with seconds. */
export function timeOf(spot: Spot, at: LocalDateTime): LocalDateTime {
  const written = (textOf(spot) ?? '').replace('T', ' ')
  const whole = clockForm.test(written)
    ? `${at.slice(0, 10)} ${written}`
    : written.length === 10
      ? `${written} 09:00`
      : written
  const parsed = parseLocalDateTime(whole.length === 16 ? `${whole}:00` : whole)
  if (parsed.ok) return parsed.value
  complain(spot, `\`${spot.name}\` is no time`, "write it as '08:00', 2025-06-11 or 2025-06-11 08:00", written)
  return at
}

export const quantityField: FieldReader = (spot) => {
  const written = textOf(spot) ?? ''
  const parsed = parseQuantity(written)
  if (parsed.ok) return parsed.value
  complain(spot, `\`${spot.name}\` is no quantity`, 'write it as 1 or 2.5, at most four decimals', written)
  return quantity(10_000)
}

export const priceField: FieldReader = (spot) => {
  const written = (textOf(spot) ?? '').replace(/ yuan$/, '')
  const parsed = parseUnitPrice(written)
  if (parsed.ok) return parsed.value
  complain(spot, `\`${spot.name}\` is no price`, 'write it as 12.50 yuan or 12.50, at most six decimals', written)
  return unitPrice(10_000_000)
}

/** Whether an author says that something is not known; `none` says that there is none. */
function isWord(spot: Spot, word: string): boolean {
  return isText(spot) && textOf(spot) === word
}

/**
 * The fields of a mapping over those that hold anyhow: `unknown` takes one away, `none` makes it null.
 *
 * @param others keys that are read elsewhere
 */
export function fieldsOver(
  spot: Spot,
  base: Readonly<Record<string, unknown>>,
  readers: FieldReaders,
  { at, others = [] }: { readonly at: LocalDateTime; readonly others?: readonly string[] },
): Record<string, unknown> {
  const written = fieldsOf(spot, [], Object.keys(readers), others)
  const fields: Record<string, unknown> = { ...base }
  for (const [name, field] of Object.entries(written)) {
    if (field === null) continue
    if (isWord(field, 'unknown')) delete fields[name]
    else fields[name] = isWord(field, 'none') ? null : readers[name]?.(field, at)
  }
  return fields
}

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** `10m`, `30s`, `2h`, `1d` in seconds. */
function spanOf(spot: Spot): number {
  const written = textOf(spot) ?? ''
  const [, digits, unit] = /^(\d{1,4}) ?([smhd])$/.exec(written) ?? []
  if (digits !== undefined && unit !== undefined) return Number(digits) * unitSeconds[unit as keyof typeof unitSeconds]
  complain(spot, 'no span of time', 'write it as 30s, 10m, 2h or 1d', written)
  return 0
}

/** So many seconds later. Beijing civil time has no leap of an hour, so it is counted as if at Greenwich. */
export function later(at: LocalDateTime, seconds: number): LocalDateTime {
  const moment = Date.parse(`${at.replace(' ', 'T')}Z`) + seconds * 1000
  return localDateTime(new Date(moment).toISOString().slice(0, 19).replace('T', ' '))
}

/** How many of one, and how far apart. */
export function repetitionOf(
  repeat: Spot | null,
  every: Spot | null,
): { readonly times: number; readonly apart: number } {
  if (repeat === null) {
    if (every !== null) complain(every, '`every` without `repeat`', 'add `repeat: 3`')
    return { times: 1, apart: 0 }
  }
  const times = Number(textOf(repeat))
  if (!Number.isInteger(times) || times < 1 || times > 1000)
    complain(repeat, '`repeat` is no number from 1 to 1000', 'write it as 30', String(textOf(repeat)))
  return {
    times: Number.isInteger(times) && times <= 1000 ? Math.max(1, times) : 1,
    apart: every === null ? 0 : spanOf(every),
  }
}
