import type { IsoDate } from './dates.ts'
import { isoDate, parseIsoDate } from './dates.ts'
import { invariant } from './invariant.ts'

const form = /^[1-9]\d{16}[\dX]$/
const checkDigits = '10X98765432'

/**
 * The last character of a citizen identity number.
 *
 * @param first17 the seventeen digits before it
 * @returns `0` to `9` or `X`
 * @throws InvariantError when the argument is not seventeen digits
 * @source GB 11643-1999, ISO 7064 MOD 11-2
 */
export function identityCheckDigit(first17: string): string {
  invariant(/^\d{17}$/.test(first17), 'a check digit is computed from seventeen digits')
  let sum = 0
  for (const digit of first17) sum = ((sum + Number(digit)) * 2) % 11
  return checkDigits.charAt(sum)
}

/**
 * Whether a text is a well-formed citizen identity number of eighteen characters with a capital X: real birth date,
 * right check digit. The division part is checked for form only, since divisions are renamed and numbers stay.
 *
 * @source GB 11643-1999
 */
export function isIdentityNumber(text: string): boolean {
  return form.test(text) && parseIsoDate(birthText(text)).ok && identityCheckDigit(text.slice(0, 17)) === text[17]
}

/** @throws InvariantError when `id` is not an identity number */
export function birthOf(id: string): IsoDate {
  invariant(isIdentityNumber(id), 'a birth date is read from a valid identity number')
  return isoDate(birthText(id))
}

/** Odd sequence numbers are given to men, even ones to women. @throws InvariantError when `id` is not an identity number */
export function genderOf(id: string): 'male' | 'female' {
  invariant(isIdentityNumber(id), 'a gender is read from a valid identity number')
  return Number(id[16]) % 2 === 1 ? 'male' : 'female'
}

function birthText(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
}
