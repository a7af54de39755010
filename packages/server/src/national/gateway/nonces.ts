export interface SeenNonce {
  readonly providerCode: string
  readonly nonce: string
  readonly bodyDigest: string
  readonly atSeconds: number
}

/** The nonces that were used lately. */
export interface NonceMemory {
  /** Whether this nonce may be used for this body: it is new, or came with the very same body. */
  use(nonce: SeenNonce): boolean
  remember(nonce: SeenNonce): void
}

/** Keeps nonces for `kept` seconds: as long as a timestamp with one of them can be admitted. */
export function nonceMemory(kept: number): NonceMemory {
  const seen = new Map<string, SeenNonce>()
  const keyOf = ({ providerCode, nonce }: SeenNonce): string => `${providerCode} ${nonce}`
  const remember = (nonce: SeenNonce): void => {
    seen.set(keyOf(nonce), nonce)
  }
  /** Nonces are kept in the order they came, so the old ones stand first. */
  const forget = (now: number): void => {
    for (const [key, { atSeconds }] of seen) {
      if (atSeconds >= now - kept) break
      seen.delete(key)
    }
  }
  return {
    remember,
    use(nonce) {
      const before = seen.get(keyOf(nonce))
      if (before !== undefined) return before.bodyDigest === nonce.bodyDigest
      forget(nonce.atSeconds)
      remember(nonce)
      return true
    },
  }
}
