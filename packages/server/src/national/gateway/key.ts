import type { CryptoProvider, Sm4Mode } from '../../crypto/provider.ts'

/** How a client may show who it is; each has its own headers. */
export const gatewayStyles = ['tif', 'csb', 'apikey'] as const
export type GatewayStyle = (typeof gatewayStyles)[number]

/** The weakest envelope signature that is taken, weakest first. */
export const signatureDemands = ['none', 'SM3', 'SM2'] as const
export type SignatureDemand = (typeof signatureDemands)[number]

/** One key of an institution: how it may come in, and what protects its envelopes. */
export interface GatewayKey {
  readonly account: string
  readonly providerCode: string
  readonly secret: string
  readonly styles: readonly GatewayStyle[]
  readonly requires: SignatureDemand
  /** Unix seconds from which the key is in force, and from which it no longer is; null without such a bound. */
  readonly validFrom: number | null
  readonly validUntil: number | null
  /** The uncompressed point in hexadecimal digits. */
  readonly sm2PublicKey: string | null
  readonly sm4: { readonly key: string; readonly mode: Sm4Mode } | null
}

/** The keys that are not revoked. */
export interface KeyRing {
  byAccount(account: string): GatewayKey | null
  bySecret(secret: string): GatewayKey | null
}

/** Secrets are looked up by their digest, so that the time of a look-up tells nothing about a secret. */
export function keyRing(keys: readonly GatewayKey[], crypto: CryptoProvider): KeyRing {
  const accounts = new Map(keys.map((key) => [key.account, key]))
  const secrets = new Map(keys.map((key) => [crypto.sha256(key.secret), key]))
  return {
    byAccount: (account) => accounts.get(account) ?? null,
    bySecret(secret) {
      const key = secrets.get(crypto.sha256(secret))
      return key !== undefined && crypto.same(key.secret, secret) ? key : null
    },
  }
}
