import { messages, readInfno } from '@yibao/contract/national'
import type { Booking, EpisodeRecord } from './conversation.ts'
import { type Figures, sumFigures } from './figures.ts'
import { chooseReceipts, type ReceiptChoice } from './receipt-choice.ts'
import type { Exchange, Outcome } from './till.ts'

/** What is kept of an exchange for the statistics; bodies of a long hour would fill memory. */
export interface Measure extends Pick<Exchange, 'infno' | 'attempts' | 'milliseconds'> {
  readonly outcome: Outcome['kind']
}

/** Milliseconds of messages; zero when there was none. */
interface Latency {
  readonly p50: number
  readonly p99: number
}

interface MessageCount extends Latency {
  readonly infno: string
  readonly name: string
  readonly english: string
  readonly success: number
  readonly refused: number
  readonly unknown: number
}

/** What one busy hour came to. Amounts are fen, as the answers gave them. */
export interface HourSummary {
  readonly seed: number
  readonly concurrency: number
  readonly seconds: number
  readonly episodes: number
  readonly episodesPerSecond: number
  readonly exchanges: number
  readonly exchangesPerSecond: number
  readonly settlementsPerSecond: number
  /** Settlements that a client sent twice on purpose; the answers are compared. */
  readonly repeats: number
  /** Sendings that a client made again because the first outcome was unclear. */
  readonly retries: number
  readonly messages: readonly MessageCount[]
  readonly all: Latency
  /** Of 2102 and 2207. */
  readonly settling: Latency
  readonly bookings: Readonly<Record<Booking['kind'], number>>
  readonly money: Readonly<Record<'settled' | 'undone' | 'standing', Figures>>
  /** Refusals that the plan provokes, to see them refused. */
  readonly refusalsPlanned: number
  /** Episodes that could not go on, with the words of the centre. */
  readonly stopped: readonly string[]
  /** Answers that contradict themselves, each other or the plan. */
  readonly findings: readonly string[]
  readonly receipts: readonly ReceiptChoice[]
}

const settling = new Set(['2102', '2207'])

/** The nearest rank: the smallest value that at least this share of the values does not exceed. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

function latencyOf(exchanges: readonly Measure[]): Latency {
  const times = exchanges.map((exchange) => exchange.milliseconds)
  return { p50: percentile(times, 50), p99: percentile(times, 99) }
}

function countsOf(exchanges: readonly Measure[]): readonly MessageCount[] {
  const numbers = [...new Set(exchanges.map((exchange) => exchange.infno))].sort()
  return numbers.map((infno) => {
    const own = exchanges.filter((exchange) => exchange.infno === infno)
    const count = (kind: Outcome['kind']): number => own.filter(({ outcome }) => outcome === kind).length
    const known = readInfno(infno)
    const { name, english } = known.ok ? messages[known.value] : { name: infno, english: infno }
    return {
      infno,
      name,
      english,
      success: count('success'),
      refused: count('refused'),
      unknown: count('unknown'),
      ...latencyOf(own),
    }
  })
}

function stopText({ episode, stoppedBy }: EpisodeRecord): readonly string[] {
  if (stoppedBy === null || stoppedBy.outcome.kind === 'success') return []
  const { infno, msgid, outcome } = stoppedBy
  const said = outcome.kind === 'refused' ? outcome.message : outcome.reason
  return [`#${episode.number} ${episode.case.english}: ${infno} ${msgid} ${outcome.kind}: ${said}`]
}

export interface HourRecord {
  readonly seed: number
  readonly concurrency: number
  readonly seconds: number
  readonly exchanges: readonly Measure[]
  /** By number of the episode. */
  readonly records: readonly EpisodeRecord[]
}

/** Sums up what an hour's clients sent, heard and booked. */
export function summaryOf({ seed, concurrency, seconds, exchanges, records }: HourRecord): HourSummary {
  const bookings = records.flatMap((record) => record.bookings)
  const ofKind = (kind: Booking['kind']): readonly Booking[] => bookings.filter((booking) => booking.kind === kind)
  const sum = (list: readonly Booking[]): Figures => sumFigures(list.map((booking) => booking.figures))
  const settlements = ofKind('settle')
  const perSecond = (count: number): number => (seconds > 0 ? count / seconds : 0)
  return {
    seed,
    concurrency,
    seconds,
    episodes: records.length,
    episodesPerSecond: perSecond(records.length),
    exchanges: exchanges.length,
    exchangesPerSecond: perSecond(exchanges.length),
    settlementsPerSecond: perSecond(settlements.length),
    repeats: records.filter(({ episode, bookings }) => episode.course === 'repeat' && bookings.length > 0).length,
    retries: exchanges.reduce((total, exchange) => total + exchange.attempts - 1, 0),
    messages: countsOf(exchanges),
    all: latencyOf(exchanges),
    settling: latencyOf(exchanges.filter((exchange) => settling.has(exchange.infno))),
    bookings: { settle: settlements.length, cancel: ofKind('cancel').length, reverse: ofKind('reverse').length },
    money: {
      settled: sum(settlements),
      undone: sum(bookings.filter((booking) => booking.kind !== 'settle')),
      standing: sum(bookings),
    },
    refusalsPlanned: records.reduce((total, record) => total + record.refusalsPlanned.length, 0),
    stopped: records.flatMap(stopText),
    findings: records.flatMap((record) => record.findings),
    receipts: chooseReceipts(records),
  }
}
