import type { LocalDateTime, Result } from '@yibao/core/kernel'
import type { CryptoProvider } from '../../crypto/provider.ts'
import type { Headers } from './headers.ts'
import type { GatewayKey, GatewayStyle, KeyRing } from './key.ts'
import type { GatewayRefusal } from './refusals.ts'

/** A message at the gate. */
export interface Knock {
  readonly headers: Headers
  readonly body: string
  /** What the gateway needs of the envelope; null when it cannot be read, and will be refused for that. */
  readonly envelope: { readonly infTime: LocalDateTime | null } | null
}

/** What the styles look things up in. */
export interface Gatehouse {
  readonly keys: KeyRing
  readonly crypto: CryptoProvider
  /** Unix time now, in seconds. */
  readonly seconds: () => number
  /** The centre's civil time; in a demonstration it is another one than the machine's. */
  readonly businessTime: () => LocalDateTime
}

/** Who knocks, once that is proved, and what the headers say besides. */
interface Claim {
  readonly key: GatewayKey
  /** Seconds between the stated time and the centre's; NaN when no time can be read, null when none is needed. */
  readonly secondsApart: number | null
  readonly nonce: string | null
  /** The transaction that a header names. */
  readonly names: string | null
}

export interface Style {
  readonly name: GatewayStyle
  /** Whether a header (lower case) belongs to this style. */
  readonly owns: (header: string) => boolean
  /** A stated time may lie this many seconds before or after the centre's. */
  readonly window: number
  readonly read: (knock: Knock, house: Gatehouse) => Result<Claim, GatewayRefusal>
}
