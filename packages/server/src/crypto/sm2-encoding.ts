import type { Sm2KeyPair } from './provider.ts'

/** What stands before the point in the DER of an SM2 public key (SubjectPublicKeyInfo: id-ecPublicKey, sm2p256v1). */
const spkiHead = '3059301306072a8648ce3d020106082a811ccf5501822d034200'

/** The order of the group of sm2p256v1. @source GB/T 32918.5-2017 */
const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'

const isHex = (text: string): boolean => /^(?:[0-9a-f]{2})+$/i.test(text)

/**
 * An SM2 public key in the forms in which software writes it: PEM, its DER or the point in hexadecimal digits, the
 * point with or without its leading 04.
 *
 * @returns the uncompressed point in 130 lower-case digits, or null when the text has none of these forms; whether the
 *          point lies on the curve is for the provider to say
 */
export function readSm2PublicKey(text: string): string | null {
  const pem = /-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----/.exec(text)?.[1]
  const written = (pem === undefined ? text.trim() : Buffer.from(pem, 'base64').toString('hex')).toLowerCase()
  if (!isHex(written)) return null
  const point = written.startsWith(spkiHead) ? written.slice(spkiHead.length) : written
  if (point.length === 128) return `04${point}`
  return point.length === 130 && point.startsWith('04') ? point : null
}

/** DER as PEM. */
function pemOf(label: string, der: string): string {
  const lines = Buffer.from(der, 'hex')
    .toString('base64')
    .match(/.{1,64}/g)
  return [`-----BEGIN ${label}-----`, ...(lines ?? []), `-----END ${label}-----`, ''].join('\n')
}

/** A public key as PEM, the form that openssl reads. */
export function writeSm2PublicKey(publicKey: string): string {
  return pemOf('PUBLIC KEY', spkiHead + publicKey)
}

/** A key pair as PEM (ECPrivateKey of RFC 5915), the form that openssl signs with. */
export function writeSm2PrivateKey({ privateKey, publicKey }: Sm2KeyPair): string {
  return pemOf('EC PRIVATE KEY', `30770201010420${privateKey}a00a06082a811ccf5501822da144034200${publicKey}`)
}

const inOrder = (number: string): boolean => !/^0+$/.test(number) && number < order

/**
 * The two numbers of a signature as 128 lower-case digits.
 *
 * @param signature r and s in 128 hexadecimal digits, or DER (an ASN.1 sequence of two integers) in hexadecimal digits
 * @returns null when it is neither, or a number lies outside the group
 */
export function readSm2Signature(signature: string): string | null {
  if (!isHex(signature)) return null
  const written = signature.toLowerCase()
  const numbers = written.length === 128 ? written : numbersOfDer(Buffer.from(written, 'hex'))
  if (numbers === null) return null
  return inOrder(numbers.slice(0, 64)) && inOrder(numbers.slice(64)) ? numbers : null
}

/** Strict DER: one sequence, nothing behind it, both integers positive and as short as they can be. */
function numbersOfDer(der: Buffer): string | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  const first = integerAt(der, 2)
  const second = first === null ? null : integerAt(der, first.end)
  if (first === null || second === null || second.end !== der.length) return null
  return first.number + second.number
}

function integerAt(der: Buffer, at: number): { readonly number: string; readonly end: number } | null {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  const digits = der.subarray(at + 2, end)
  const [lead = 0x80, next = 0x80] = digits
  const shortest = lead !== 0 || length === 1 || next >= 0x80
  if (der[at] !== 0x02 || digits.length !== length || length > 33 || lead >= 0x80 || !shortest) return null
  const number = digits.toString('hex').padStart(64, '0').slice(-64)
  return length === 33 && lead !== 0 ? null : { number, end }
}
