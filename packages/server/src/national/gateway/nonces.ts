import { nobodyElse, type Peers, type Told } from '../../flows/peer-ports.ts'

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

const kind = 'nonce'

const told = ({ providerCode, nonce, bodyDigest, atSeconds }: SeenNonce): Told => [
  providerCode,
  nonce,
  bodyDigest,
  atSeconds,
]

/** Keeps nonces for `kept` seconds: as long as a timestamp with one of them can be admitted; tells the other processes. */
export function nonceMemory(kept: number, peers: Peers = nobodyElse): NonceMemory {
  const seen = new Map<string, SeenNonce>()
  const keyOf = ({ providerCode, nonce }: Pick<SeenNonce, 'providerCode' | 'nonce'>): string =>
    `${providerCode} ${nonce}`
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
  peers.heard(kind, ([providerCode, nonce, bodyDigest, atSeconds]) => {
    const heard = {
      providerCode: String(providerCode),
      nonce: String(nonce),
      bodyDigest: String(bodyDigest),
      atSeconds: Number(atSeconds),
    }
    // Used here and there within the same milliseconds: each keeps the body that it let in.
    if (!seen.has(keyOf(heard))) remember(heard)
  })
  return {
    remember,
    use(nonce) {
      const before = seen.get(keyOf(nonce))
      if (before !== undefined) return before.bodyDigest === nonce.bodyDigest
      forget(nonce.atSeconds)
      remember(nonce)
      peers.tell(kind, told(nonce))
      return true
    },
  }
}
