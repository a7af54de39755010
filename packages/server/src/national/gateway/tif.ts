import { ok, refuse } from '@yibao/core/kernel'
import type { CryptoProvider } from '../../crypto/provider.ts'
import { readHeaders } from './headers.ts'
import type { Style } from './style.ts'

const names = ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature'] as const

const longestNonce = 64

/**
 * The signature of the tif style, lower-case hex.
 *
 * @source national interface, gateway headers seen in clients: SHA-256 of timestamp + token + nonce + timestamp
 */
export function tifSignature(
  crypto: CryptoProvider,
  parts: { readonly timestamp: string; readonly secret: string; readonly nonce: string },
): string {
  const { timestamp, secret, nonce } = parts
  return crypto.sha256(timestamp + secret + nonce + timestamp)
}

/** Guangdong and others: account, Unix seconds, a number used once, and a digest of them with the secret. */
export const tif: Style = {
  name: 'tif',
  owns: (header) => header.startsWith('x-tif-'),
  window: 600,
  read({ headers }, { keys, crypto, seconds }) {
    const read = readHeaders(headers, names)
    if (!read.ok) return read
    const {
      'x-tif-paasid': account,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': nonce,
      'x-tif-signature': signature,
    } = read.value
    if (nonce.length > longestNonce) {
      return refuse({ code: 'gateway.bad-header', header: 'x-tif-nonce', reason: 'too-long' })
    }
    const key = keys.byAccount(account)
    if (key === null) return refuse({ code: 'gateway.unknown-account', account })
    const expected = tifSignature(crypto, { timestamp, secret: key.secret, nonce })
    if (!crypto.same(expected, signature.toLowerCase()))
      return refuse({ code: 'gateway.wrong-signature', style: 'tif' })
    const sent = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
    return ok({ key, secondsApart: Math.abs(seconds() - sent), nonce, names: null })
  },
}
