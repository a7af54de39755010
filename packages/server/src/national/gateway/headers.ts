import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { GatewayRefusal } from './refusals.ts'

export interface Headers {
  readonly [name: string]: string | readonly string[] | undefined
}

/** Longer than anything that is signed, shorter than what would fill a log. */
const longest = 256

/**
 * The headers as they came over the wire, names in lower case: one that came twice has both its values, where Node
 * would join them into one.
 *
 * @param raw names and values in turn, as in `IncomingMessage.rawHeaders`
 */
export function headersOf(raw: readonly string[]): Headers {
  // Without a prototype no header can be taken for something that every object has.
  const headers: Record<string, string | readonly string[]> = Object.create(null)
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase()
    const value = raw[at + 1] ?? ''
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

/** The value of a header that must be there once, in printable ASCII, at most `limit` characters long. */
export function readHeader(headers: Headers, header: string, limit = longest): Result<string, GatewayRefusal> {
  const value: unknown = headers[header]
  if (value === undefined || value === '') return refuse({ code: 'gateway.missing-header', header })
  if (Array.isArray(value)) return refuse({ code: 'gateway.bad-header', header, reason: 'repeated' })
  if (typeof value !== 'string' || /[^\x20-\x7e]/.test(value)) {
    return refuse({ code: 'gateway.bad-header', header, reason: 'unfit' })
  }
  return value.length > limit ? refuse({ code: 'gateway.bad-header', header, reason: 'too-long' }) : ok(value)
}

/** The values of headers that must all be there, in the order asked; the first fault is told. */
export function readHeaders<const Names extends readonly string[]>(
  headers: Headers,
  names: Names,
): Result<{ readonly [Name in Names[number]]: string }, GatewayRefusal> {
  const values: Record<string, string> = {}
  for (const name of names) {
    const read = readHeader(headers, name)
    if (!read.ok) return read
    values[name] = read.value
  }
  return ok(values as { readonly [Name in Names[number]]: string })
}
