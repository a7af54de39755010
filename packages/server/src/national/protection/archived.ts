import { readEnvelope } from '@yibao/contract/national'
import type { CryptoProvider, Sm4Mode } from '../../crypto/provider.ts'
import { bytesOf, jsonOf } from './encryption.ts'

/**
 * An archived request with its data in plain text, for people who look at it later. It was kept as it came, so it takes
 * a key that its institution had then.
 *
 * @returns the request as it is, when it hides nothing or none of the keys opens it
 */
export function readableRequest(
  crypto: CryptoProvider,
  keys: readonly { readonly key: string; readonly mode: Sm4Mode }[],
  request: string,
): string {
  const read = readEnvelope(request)
  const hidden = read.ok && read.value.enc_type === 'SM4' ? read.value.input : null
  const bytes = typeof hidden === 'string' ? bytesOf(hidden)?.bytes : undefined
  if (bytes === undefined) return request
  for (const { key, mode } of keys) {
    const plain = crypto.sm4(key, mode).decrypt(bytes)
    const input = plain === null ? undefined : jsonOf(plain)
    if (input !== undefined) return JSON.stringify({ ...JSON.parse(request), input })
  }
  return request
}
