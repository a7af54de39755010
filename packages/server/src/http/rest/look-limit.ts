import { networkOf } from '@yibao/core/office'

interface LookLimitOptions {
  /** Looks of one network in a window. */
  readonly mostOfOne: number
  /** Looks of everybody together. */
  readonly mostOfAll: number
  readonly windowMs: number
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
}

/** What becomes of one look. */
export type Look =
  | { readonly admitted: true; readonly firstAt: (what: string) => boolean }
  | { readonly admitted: false; readonly retryAfterSeconds: number }

/**
 * Bounds what anybody may look at without a session: in each window so many looks of one network, and of all together. It
 * forgets everything with the window, so it never grows beyond what a window holds.
 */
export function lookLimit({ mostOfOne, mostOfAll, windowMs, clock }: LookLimitOptions): (address: string) => Look {
  let began = clock()
  let all = 0
  const byNetwork = new Map<string, number>()
  const seen = new Set<string>()
  return (address) => {
    const now = clock()
    if (now - began >= windowMs) {
      began = now
      all = 0
      byNetwork.clear()
      seen.clear()
    }
    const network = networkOf(address)
    const count = byNetwork.get(network) ?? 0
    if (count >= mostOfOne || all >= mostOfAll) {
      return { admitted: false, retryAfterSeconds: Math.max(1, Math.ceil((began + windowMs - now) / 1000)) }
    }
    byNetwork.set(network, count + 1)
    all += 1
    const firstAt = (what: string): boolean => {
      const key = `${network} ${what}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    }
    return { admitted: true, firstAt }
  }
}
