import { generations } from '../../flows/generations.ts'
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

/** Parts of the time for which nonces are held, each a generation of its own. */
const parts = 4

/** The first 48 bits of a digest: they tell one body from another, and millions of them fit into little memory. */
const markOf = (bodyDigest: string): number => Number.parseInt(bodyDigest.slice(0, 12), 16)

/**
 * Holds nonces for `kept` seconds, as long as a timestamp with one of them can be admitted, and a quarter longer at most;
 * tells the other processes.
 */
export function nonceMemory(kept: number, peers: Peers = nobodyElse): NonceMemory {
  const part = kept / parts
  const seen = generations<number>(parts + 1)
  let since = 0
  const keyOf = ({ providerCode, nonce }: Pick<SeenNonce, 'providerCode' | 'nonce'>): string =>
    `${providerCode} ${nonce}`
  const forgetBefore = (now: number): void => {
    const passed = Math.floor((now - since) / part)
    for (let left = Math.min(passed, parts + 1); left > 0; left -= 1) seen.age()
    if (passed > 0) since += passed * part
  }
  const remember = (nonce: SeenNonce): void => {
    forgetBefore(nonce.atSeconds)
    seen.set(keyOf(nonce), markOf(nonce.bodyDigest))
  }
  peers.heard(kind, ([providerCode, nonce, bodyDigest, atSeconds]) => {
    const heard = {
      providerCode: String(providerCode),
      nonce: String(nonce),
      bodyDigest: String(bodyDigest),
      atSeconds: Number(atSeconds),
    }
    // Used here and there within the same milliseconds: each keeps the body that it let in.
    if (seen.get(keyOf(heard)) === undefined) remember(heard)
  })
  return {
    remember,
    use(nonce) {
      forgetBefore(nonce.atSeconds)
      const before = seen.get(keyOf(nonce))
      if (before !== undefined) return before === markOf(nonce.bodyDigest)
      remember(nonce)
      peers.tell(kind, told(nonce))
      return true
    },
  }
}
