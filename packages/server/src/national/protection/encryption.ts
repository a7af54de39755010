import type { Envelope } from '@yibao/contract/national'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { CryptoProvider, Sm4Cipher } from '../../crypto/provider.ts'
import { unfitnessOf } from '../fitness.ts'
import type { GatewayKey } from '../gateway/key.ts'
import type { GatewayRefusal } from '../gateway/refusals.ts'

/** How the data of one exchange is hidden; the answer uses what the request used. */
export interface Hiding {
  readonly cipher: Sm4Cipher
  readonly encoding: 'hex' | 'base64'
}

export interface PlainInput {
  readonly input: unknown
  /** Null when the request came in plain text. */
  readonly hiding: Hiding | null
}

/** Text that could be both is read as hexadecimal digits: Base64 of whole blocks hardly ever lacks other letters. */
export function bytesOf(hidden: string): { readonly bytes: Buffer; readonly encoding: Hiding['encoding'] } | null {
  const text = hidden.replace(/[\r\n]/g, '')
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return { bytes: Buffer.from(text, 'hex'), encoding: 'hex' }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  return { bytes: Buffer.from(text, 'base64'), encoding: 'base64' }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The data inside; undefined when these bytes are no JSON text, as after a wrong key. */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    return undefined
  }
}

/**
 * The input in plain text. Whatever is wrong with hidden data, padding, key or content, the refusal is one and the same:
 * it must not help anybody to guess.
 *
 * @returns the input, or `gateway.encryption-not-served`, `gateway.undecipherable`, or what `unfitnessOf` finds inside
 */
export function plainInputOf(
  crypto: CryptoProvider,
  { sm4 }: GatewayKey,
  { input, enc_type: encType }: Envelope,
): Result<PlainInput, GatewayRefusal> {
  if (encType === null) return ok({ input, hiding: null })
  if (encType !== 'SM4' || sm4 === null) return refuse({ code: 'gateway.encryption-not-served', encType })
  const read = typeof input === 'string' ? bytesOf(input) : null
  const cipher = crypto.sm4(sm4.key, sm4.mode)
  const plain = read === null ? null : cipher.decrypt(read.bytes)
  const data = plain === null ? undefined : jsonOf(plain)
  if (read === null || data === undefined) return refuse({ code: 'gateway.undecipherable' })
  const unfit = unfitnessOf(data)
  return unfit === null ? ok({ input: data, hiding: { cipher, encoding: read.encoding } }) : refuse(unfit)
}

/** Hides the data of an answer as that of its request was hidden. */
export function hiddenOutput({ cipher, encoding }: Hiding, output: unknown): string {
  return cipher.encrypt(Buffer.from(JSON.stringify(output), 'utf8')).toString(encoding)
}
