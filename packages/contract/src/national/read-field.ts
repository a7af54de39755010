import {
  type AmountRefusal,
  ok,
  parseIsoDate,
  parseLocalDateTime,
  parseQuantity,
  parseRate,
  parseUnitPrice,
  parseYuan,
  type RateRefusal,
  type Result,
  refuse,
} from '@yibao/core/kernel'
import { base64Of, plainBase64 } from './base64.ts'
import { type Dictionary, dictionaries } from './dictionaries.ts'
import type { CodeField, Field, FieldKind, FieldValues } from './field.ts'
import type { FieldFault } from './refusal.ts'

type Read<T> = Result<T, FieldFault>

/**
 * Reads what stands in a field as text; missing, null and '' are all empty.
 *
 * @returns the text, '' when empty, or `message.not-a-scalar`
 */
export function readScalar(value: unknown): Read<string> {
  if (value === undefined || value === null) return ok('')
  if (typeof value === 'string') return ok(value)
  // JSON numbers have passed through a float: an integer beyond 2^53 may already have lost its last digits.
  const exact = typeof value === 'number' && (Number.isInteger(value) ? Number.isSafeInteger(value) : true)
  return exact && Number.isFinite(value) ? ok(String(value)) : refuse({ code: 'message.not-a-scalar' })
}

/** Reads what stands in a field of bytes as Base64 text; an array of bytes becomes one. Refuses with `message.bad-bytes` too. */
export function readBytes(value: unknown): Read<string> {
  if (!Array.isArray(value)) return readScalar(value)
  const text = base64Of(value)
  return text === null ? refuse({ code: 'message.bad-bytes' }) : ok(text)
}

/**
 * Reads the text of one field that is not empty.
 *
 * @returns the value in memory units, or `message.too-long`, `message.bad-code`, `message.bad-number`, `message.bad-date`,
 *          `message.bad-bytes`
 */
export function readField(text: string, field: Field): Read<FieldValues[FieldKind]> {
  switch (field.kind) {
    case 'text':
      return readText(text, field.length)
    case 'code':
      return readCode(text, field)
    case 'bytes': {
      const plain = plainBase64(text)
      return plain === null ? refuse({ code: 'message.bad-bytes' }) : ok(plain)
    }
    case 'amount':
      return readNumber(text, field, parseYuan)
    case 'price':
      return readNumber(text, field, parseUnitPrice)
    case 'quantity':
      return readNumber(text, field, parseQuantity)
    case 'rate':
      return readNumber(text, field, parseRate)
    case 'decimal':
      return readNumber(text, field, ok)
    case 'integer':
      return readNumber(text, field, (digits) => ok(Number(digits)))
    case 'date':
      return readDate(text, 'yyyy-MM-dd', parseIsoDate)
    case 'dateTime':
      return readDate(text, 'yyyy-MM-dd HH:mm:ss', parseLocalDateTime)
  }
}

function readText(text: string, limit: number): Read<string> {
  // UTF-16 units are never fewer than characters, so only a suspect is counted.
  if (text.length <= limit) return ok(text)
  const length = [...text].length
  return length <= limit ? ok(text) : refuse({ code: 'message.too-long', value: text, length, limit })
}

function readCode(text: string, { length, dictionary, more = {} }: CodeField): Read<string> {
  const read = readText(text, length)
  if (!read.ok) return read
  if (Object.hasOwn(more, text)) return ok(text)
  const found = findCode(dictionaries[dictionary], text)
  return found === null ? refuse({ code: 'message.bad-code', value: text, dictionary }) : ok(found)
}

/** The code as the dictionary spells it, or null. A list that is not wholly known cannot refuse a code. */
function findCode(dictionary: Dictionary, text: string): string | null {
  const known = (code: string) =>
    Object.hasOwn(dictionary.codes, code) || Object.hasOwn(dictionary.extensions ?? {}, code)
  if (known(text)) return text
  if (/^\d$/.test(text) && known(`0${text}`)) return `0${text}`
  if (dictionary.openBelow && /^\d{3,}$/.test(text) && known(text.slice(0, 2))) return text
  return dictionary.status === 'partial' || dictionary.status === 'memory' ? text : null
}

// Zeros before and behind say nothing: 4.5200 is an amount too.
const decimalForm = /^([+-]?)0*(\d+?)(?:\.(?=\d)(\d*?)0*)?$/
// Wider than any number of the tables, and narrow enough for a pattern that backtracks.
const widestNumber = 40

function readNumber<T>(
  text: string,
  { total, decimals }: { readonly total: number; readonly decimals: number },
  parse: (plain: string) => Result<T, AmountRefusal | RateRefusal>,
): Read<T> {
  const bad = (reason: Extract<FieldFault, { code: 'message.bad-number' }>['reason']) =>
    refuse({ code: 'message.bad-number', value: text, reason, total, decimals } as const)

  const match = text.length > widestNumber ? null : decimalForm.exec(text)
  if (match === null) return bad('not-a-number')
  const [, sign = '', whole = '', fraction = ''] = match
  if (fraction.length > decimals) return bad('too-many-decimals')
  if (whole.length > total - decimals) return bad('too-many-digits')

  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`
  const parsed = parse(sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude)
  if (parsed.ok) return parsed
  return bad(parsed.error.reason === 'too-large' ? 'too-many-digits' : parsed.error.reason)
}

function readDate<T>(
  text: string,
  pattern: Extract<FieldFault, { code: 'message.bad-date' }>['pattern'],
  parse: (text: string) => Result<T, unknown>,
): Read<T> {
  const parsed = parse(text)
  return parsed.ok ? parsed : refuse({ code: 'message.bad-date', value: text, pattern })
}
