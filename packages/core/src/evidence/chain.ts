import { canonicalText } from '../kernel/index.ts'
import type { ChainFault, CustodyEvent, Digest } from './types.ts'

/** What stands in the place of an earlier hash in the first event. */
export const chainStart = '0'.repeat(64)

/** The hash of an event: over the hash of the one before it, a line end, and the event in canonical text without its hash. */
export function eventHash(event: Omit<CustodyEvent, 'hash'>, digest: Digest): string {
  const { code, number, act, actor, at, reason, details, previous } = event
  return digest(`${previous}\n${canonicalText({ code, number, act, actor, at, reason, details, previous })}`)
}

/** Seals an event to the one before it. */
export function sealed(event: Omit<CustodyEvent, 'hash'>, digest: Digest): CustodyEvent {
  return { ...event, hash: eventHash(event, digest) }
}

/**
 * Walks a chain from its first event.
 *
 * @returns the first event that does not fit with what is wrong with it; null when the chain holds
 */
export function chainFault(
  events: readonly CustodyEvent[],
  digest: Digest,
): { readonly number: number; readonly what: ChainFault } | null {
  let previous = chainStart
  for (const [index, event] of events.entries()) {
    const number = index + 1
    if (event.number !== number) return { number, what: 'number' }
    if (event.code !== events[0]?.code) return { number, what: 'code' }
    if (event.previous !== previous) return { number, what: 'previous' }
    if (event.at < (events[index - 1]?.at ?? event.at)) return { number, what: 'time' }
    if (eventHash(event, digest) !== event.hash) return { number, what: 'hash' }
    previous = event.hash
  }
  return null
}
