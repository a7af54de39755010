import type { Offered } from './offered.ts'

/** Milliseconds from the moment a message was due to its answer; zero when there was none. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
}

/** How one stretch of the load went. */
export interface Stretch {
  readonly seconds: number
  readonly offered: number
  readonly accepted: number
  /** Told to come back, by the code of the refusal. */
  readonly busy: Readonly<Record<string, number>>
  /** Refused for good, answered with a fault, not answered: none of them is to be. */
  readonly refused: number
  readonly faults: number
  readonly unanswered: number
  readonly acceptedPerSecond: number
  readonly latency: Latency
  /** Of the answers that told to come back. */
  readonly busyLatency: Latency
  /** How late the client itself was, p99: what it could not send in time the centre is not to blame for. */
  readonly lateP99: number
}

/** The nearest rank of sorted values; zero when there are none. */
function rank(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

export function latencyOf(offered: readonly Offered[]): Latency {
  const sorted = offered.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return { p50: rank(sorted, 50), p95: rank(sorted, 95), p99: rank(sorted, 99), longest: sorted.at(-1) ?? 0 }
}

export function stretchOf(offered: readonly Offered[], seconds: number): Stretch {
  const ended = (ending: Offered['ending']): readonly Offered[] => offered.filter((one) => one.ending === ending)
  const [accepted, busy] = [ended('accepted'), ended('busy')]
  const codes = [...new Set(busy.map(({ code }) => code))].sort()
  const late = offered.map(({ lateMs }) => lateMs).sort((a, b) => a - b)
  return {
    seconds,
    offered: offered.length,
    accepted: accepted.length,
    busy: Object.fromEntries(codes.map((code) => [code, busy.filter((one) => one.code === code).length])),
    refused: ended('refused').length,
    faults: ended('fault').length,
    unanswered: ended('unanswered').length,
    acceptedPerSecond: accepted.length / seconds,
    latency: latencyOf(accepted),
    busyLatency: latencyOf(busy),
    lateP99: rank(late, 99),
  }
}

const windowMs = 250

/**
 * How long after a moment the latency was as before again: the end of the first quarter of a second, from which on
 * every one has a median of at most twice the usual.
 *
 * @returns seconds; null when it never was
 */
export function recoverySeconds(offered: readonly Offered[], from: number, usualP50: number): number | null {
  const windows = new Map<number, Offered[]>()
  for (const one of offered) {
    if (one.dueAt < from || one.ending !== 'accepted') continue
    const index = Math.floor((one.dueAt - from) / windowMs)
    windows.set(index, [...(windows.get(index) ?? []), one])
  }
  const slow = [...windows].filter(([, list]) => latencyOf(list).p50 > 2 * usualP50).map(([index]) => index)
  const last = Math.max(-1, ...slow)
  return last === Math.max(-1, ...windows.keys()) ? null : ((last + 1) * windowMs) / 1000
}
