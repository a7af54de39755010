import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Peers } from '../flows/peer-ports.ts'
import { apiKey } from './gateway/api-key.ts'
import { csb } from './gateway/csb.ts'
import type { GatewayKey, GatewayStyle } from './gateway/key.ts'
import { nonceMemory, type SeenNonce } from './gateway/nonces.ts'
import type { GatewayRefusal } from './gateway/refusals.ts'
import type { Gatehouse, Knock, Style } from './gateway/style.ts'
import { tif } from './gateway/tif.ts'

export type { Headers } from './gateway/headers.ts'
export type { GatewayRefusal } from './gateway/refusals.ts'

/** Who was let in. */
export interface Admission {
  readonly key: GatewayKey
  readonly nonce: string | null
  /** The transaction that a header names; it must not be another one than the envelope's. */
  readonly names: string | null
}

/** Who was not; the style tells how its clients want to hear it, null when the headers are of none. */
export interface Rejection {
  readonly style: GatewayStyle | null
  readonly refusal: GatewayRefusal
}

export interface Gateway {
  /**
   * Lets a message in, or says why not. The same signed request may come again byte for byte: an automatic retry
   * repeats its headers.
   */
  admit(knock: Knock): Result<Admission, Rejection>
  /** What was admitted before a restart, so that its nonces stay used. */
  remember(nonce: SeenNonce): void
}

const styles: readonly Style[] = [tif, csb, apiKey]

/** How long a nonce must be remembered, in seconds: it may be signed a window ahead, and replayed a window after. */
export const nonceSeconds = 2 * tif.window

/** The rules for every style, once it is proved who knocks; the first that is broken is told. */
function fault(style: Style, key: GatewayKey, secondsApart: number | null, now: number): GatewayRefusal | null {
  const { account, validFrom, validUntil } = key
  if (!key.styles.includes(style.name)) return { code: 'gateway.style-not-allowed', style: style.name, account }
  if (validFrom !== null && now < validFrom) return { code: 'gateway.key-not-in-force', account, since: 'not-yet' }
  if (validUntil !== null && now >= validUntil) return { code: 'gateway.key-not-in-force', account, since: 'no-longer' }
  if (secondsApart === null || secondsApart <= style.window) return null
  const seconds = Number.isFinite(secondsApart) ? Math.round(secondsApart) : -1
  return { code: 'gateway.stale-timestamp', seconds, window: style.window }
}

/** Checks the headers of every message in the style that they have, and keeps the nonces of the window, with the peers. */
export function openGateway(house: Gatehouse, peers?: Peers): Gateway {
  const { crypto } = house
  const nonces = nonceMemory(nonceSeconds, peers)

  const admitIn = (style: Style, knock: Knock): Result<Admission, GatewayRefusal> => {
    const claim = style.read(knock, house)
    if (!claim.ok) return claim
    const { key, secondsApart, nonce, names } = claim.value
    const now = house.seconds()
    const broken = fault(style, key, secondsApart, now)
    if (broken !== null) return refuse(broken)
    const { providerCode } = key
    const unused = nonce === null || { providerCode, nonce, bodyDigest: crypto.sha256(knock.body), atSeconds: now }
    if (unused !== true && !nonces.use(unused)) return refuse({ code: 'gateway.replayed-nonce' })
    return ok({ key, nonce, names })
  }

  return {
    remember: nonces.remember,
    admit(knock) {
      const names = Object.keys(knock.headers)
      const shown = styles.filter((style) => names.some(style.owns))
      // Two styles in one message could name two senders: none of them is believed.
      if (shown.length > 1) {
        return refuse({ style: null, refusal: { code: 'gateway.mixed-styles', styles: shown.map(({ name }) => name) } })
      }
      const [style] = shown
      const outcome = admitIn(style ?? tif, knock)
      return outcome.ok ? outcome : refuse({ style: style?.name ?? null, refusal: outcome.error })
    },
  }
}
