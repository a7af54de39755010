import { createHash, timingSafeEqual } from 'node:crypto'

/** Why the gateway does not let a message in. */
export type GatewayRefusal =
  | { readonly code: 'gateway.missing-header'; readonly header: string }
  | { readonly code: 'gateway.unknown-account'; readonly account: string }
  | { readonly code: 'gateway.wrong-signature' }
  | { readonly code: 'gateway.stale-timestamp'; readonly seconds: number; readonly window: number }
  | { readonly code: 'gateway.replayed-nonce' }
  | { readonly code: 'gateway.other-institution'; readonly stated: string }
  | { readonly code: 'gateway.unknown-institution'; readonly stated: string }
  | { readonly code: 'gateway.body-too-large'; readonly limit: number }
  | { readonly code: 'gateway.encryption-not-served'; readonly encType: string }
  | { readonly code: 'gateway.too-deep'; readonly limit: number }
  | { readonly code: 'gateway.unfit-text'; readonly field: string }
  | { readonly code: 'gateway.mixed-rows'; readonly row: number }
  | { readonly code: 'gateway.internal'; readonly reference: string }

export interface GatewayKey {
  readonly account: string
  readonly providerCode: string
  readonly secret: string
}

export interface Headers {
  readonly [name: string]: string | readonly string[] | undefined
}

export interface Gateway {
  /**
   * Lets a message in, or says why not. The same signed request may come again byte for byte: an automatic retry
   * repeats its headers.
   */
  admit(headers: Headers, body: string): GatewayRefusal | { readonly key: GatewayKey; readonly nonce: string }
  /** What was admitted before a restart, so that its nonces stay used. */
  remember(nonce: SeenNonce): void
}

interface SeenNonce {
  readonly providerCode: string
  readonly nonce: string
  readonly bodyDigest: string
  readonly atSeconds: number
}

export interface GatewayOptions {
  readonly keyOf: (account: string) => GatewayKey | null
  /** Unix time now, in seconds. */
  readonly seconds: () => number
  /** A timestamp may lie this many seconds before or after now. */
  readonly window: number
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * The signature of the tif style, lower-case hex.
 *
 * @source national interface, gateway headers seen in clients: SHA-256 of timestamp + token + nonce + timestamp
 */
export function tifSignature(timestamp: string, secret: string, nonce: string): string {
  return sha256(timestamp + secret + nonce + timestamp)
}

/** A digest that names one body in the memory of nonces. */
export const bodyDigestOf = sha256

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function header(headers: Headers, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Checks the `x-tif-*` headers of every message and keeps the nonces of the window. */
export function openGateway({ keyOf, seconds, window }: GatewayOptions): Gateway {
  const seen = new Map<string, SeenNonce>()

  /** Nonces are kept in the order they came, so the old ones stand first. */
  const forget = (now: number): void => {
    for (const [key, nonce] of seen) {
      if (nonce.atSeconds >= now - 2 * window) break
      seen.delete(key)
    }
  }
  const remember = (nonce: SeenNonce): void => {
    seen.set(`${nonce.providerCode} ${nonce.nonce}`, nonce)
  }

  const admit: Gateway['admit'] = (headers, body) => {
    const account = header(headers, 'x-tif-paasid')
    const timestamp = header(headers, 'x-tif-timestamp')
    const nonce = header(headers, 'x-tif-nonce')
    const signature = header(headers, 'x-tif-signature')
    if (account === null) return { code: 'gateway.missing-header', header: 'x-tif-paasid' }
    if (timestamp === null) return { code: 'gateway.missing-header', header: 'x-tif-timestamp' }
    if (nonce === null || nonce.length > 64) return { code: 'gateway.missing-header', header: 'x-tif-nonce' }
    if (signature === null) return { code: 'gateway.missing-header', header: 'x-tif-signature' }
    const key = keyOf(account)
    if (key === null) return { code: 'gateway.unknown-account', account }
    if (!sameText(tifSignature(timestamp, key.secret, nonce), signature.toLowerCase())) {
      return { code: 'gateway.wrong-signature' }
    }
    const now = seconds()
    const apart = Math.abs(now - Number(timestamp))
    if (!/^\d{1,12}$/.test(timestamp) || apart > window) {
      return { code: 'gateway.stale-timestamp', seconds: Number.isFinite(apart) ? Math.round(apart) : -1, window }
    }
    const bodyDigest = bodyDigestOf(body)
    const before = seen.get(`${key.providerCode} ${nonce}`)
    if (before !== undefined && before.bodyDigest !== bodyDigest) return { code: 'gateway.replayed-nonce' }
    if (before === undefined) {
      forget(now)
      remember({ providerCode: key.providerCode, nonce, bodyDigest, atSeconds: now })
    }
    return { key, nonce }
  }
  return { admit, remember }
}
