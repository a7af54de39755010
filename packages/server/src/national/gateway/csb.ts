import { ok, refuse } from '@yibao/core/kernel'
import type { CryptoProvider } from '../../crypto/provider.ts'
import { readHeaders } from './headers.ts'
import type { Style } from './style.ts'

const signed = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const

/** The headers that the signature covers. */
export type CsbHeaders = Readonly<Record<(typeof signed)[number], string>>

/**
 * The value of `_api_signature`: Base64 of HMAC-SHA1 with the secret over the four headers, sorted by name, `k=v`
 * joined with `&`.
 *
 * @source national interface, gateway headers seen in clients of a CSB gateway
 */
export function csbSignature(crypto: CryptoProvider, headers: CsbHeaders, secret: string): string {
  const text = signed.map((name) => `${name}=${headers[name]}`).join('&')
  return crypto.hmacSha1(secret, text).toString('base64')
}

/** The transaction that an `_api_name` names: `1101` and `api_1101` do, the name of a service does not. */
function infnoIn(apiName: string): string | null {
  return /^(?:api_)?(\d{4}[A-Z]?)$/i.exec(apiName)?.[1]?.toUpperCase() ?? null
}

/** A CSB gateway. It has no number used once: within the window only the msgid tells a repetition. */
export const csb: Style = {
  name: 'csb',
  owns: (header) => header.startsWith('_api_'),
  window: 1_800,
  read({ headers }, { keys, crypto, seconds }) {
    const read = readHeaders(headers, [...signed, '_api_signature'])
    if (!read.ok) return read
    const { _api_access_key: account, _api_timestamp: timestamp, _api_signature: signature } = read.value
    const key = keys.byAccount(account)
    if (key === null) return refuse({ code: 'gateway.unknown-account', account })
    if (!crypto.same(csbSignature(crypto, read.value, key.secret), signature)) {
      return refuse({ code: 'gateway.wrong-signature', style: 'csb' })
    }
    const sent = /^\d{13}$/.test(timestamp) ? Number(timestamp) / 1000 : Number.NaN
    return ok({ key, secondsApart: Math.abs(seconds() - sent), nonce: null, names: infnoIn(read.value._api_name) })
  },
}
