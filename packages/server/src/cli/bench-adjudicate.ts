import { type BillTotals, compileCoverage, compilePlan, planBook, splitLine } from '@yibao/core/benefit'
import { type Fen, fen, InvariantError, invariant, type Result, zeroFen } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { type BenchBill, billMaker } from './bench-bills.ts'

/** What came out of some bills, so that no work can be left out and ways can be compared. */
interface Outcome {
  bills: number
  fund: number
  cash: number
  traceSteps: number
}

type Adjudicate = (bill: BenchBill, outcome: Outcome) => void

/** The ways in which the same bills are adjudicated. */
export const ways = ['plain', 'traced', 'naive'] as const
export type Way = (typeof ways)[number]

/** Whether a plan has a value for the person and place of a bill, whatever the amount. */
function isPayable(packs: readonly RegionPack[]): (bill: BenchBill) => boolean {
  const book = planBook(packs)
  const hundredYuan = fen(100_00)
  const totals = {
    total: hundredYuan,
    nonCovered: zeroFen,
    overPriceLimit: zeroFen,
    preCoinsurance: zeroFen,
    eligible: hundredYuan,
  }
  return ({ pack, plan, care, on, facts, used }) => {
    const open = plan.scheme === null ? null : book.open(pack.division, plan.scheme, care, on)
    const account = { accountBalance: zeroFen, accountUsed: false, accountAsked: null }
    return (
      open?.ok === true && open.value.compiled.apportion({ totals, streams: {}, facts, used, ...account }, false).ok
    )
  }
}

function taken<T>(result: Result<T, { readonly code: string }>, bill: BenchBill): T {
  if (result.ok) return result.value
  throw new InvariantError(`a bill made for ${bill.plan.id} is paid by it: ${result.error.code}`)
}

function adjudicate(
  bill: BenchBill,
  coverage: ReturnType<typeof compileCoverage>,
  plan: ReturnType<typeof compilePlan>,
  why: boolean,
  outcome: Outcome,
): void {
  let [total, nonCovered, overPriceLimit, preCoinsurance, eligible] = [0, 0, 0, 0, 0]
  const streams: Record<string, Fen> = {}
  for (const line of bill.lines) {
    const split = splitLine(line, taken(coverage.termsOf(line.item, bill.facts), bill), why)
    total += split.total
    nonCovered += split.nonCovered
    overPriceLimit += split.overPriceLimit
    preCoinsurance += split.preCoinsurance
    eligible += split.eligible
    if (split.stream !== 'ordinary') streams[split.stream] = fen((streams[split.stream] ?? 0) + split.eligible)
    outcome.traceSteps += split.trace.length
  }
  const totals: BillTotals = {
    total: fen(total),
    nonCovered: fen(nonCovered),
    overPriceLimit: fen(overPriceLimit),
    preCoinsurance: fen(preCoinsurance),
    eligible: fen(eligible),
  }
  const { facts, used, accountBalance, accountUsed } = bill
  const input = { totals, streams, facts, used, accountBalance, accountUsed, accountAsked: null }
  const result = taken(plan.apportion(input, why), bill)
  outcome.bills += 1
  outcome.fund += result.fund
  outcome.cash += result.cash
  outcome.traceSteps += result.trace.length
}

/** As the centre works: plans and coverage are compiled once per day and serve every bill of that day. */
function compiled(packs: readonly RegionPack[], why: boolean): Adjudicate {
  const book = planBook(packs)
  return (bill, outcome) => {
    const { pack, plan, care, on } = bill
    invariant(plan.scheme !== null, 'bills are made for plans that a settlement chooses')
    const open = taken(book.open(pack.division, plan.scheme, care, on), bill)
    const coverage = book.coverage(pack.division, on)
    invariant(coverage !== null, 'a pack in the book has its coverage')
    adjudicate(bill, coverage, open.compiled, why, outcome)
  }
}

/** The yardstick: the same packs without any memory, interpreted anew for every bill. */
const interpreted: Adjudicate = (bill, outcome) =>
  adjudicate(bill, compileCoverage(bill.pack, bill.on), compilePlan(bill.plan, bill.on), false, outcome)

function adjudicatorOf(way: Way, packs: readonly RegionPack[]): Adjudicate {
  return way === 'naive' ? interpreted : compiled(packs, way === 'traced')
}

/** What one thread measured of one way: how long each batch took, and what came out. */
export interface Measured {
  readonly way: Way
  readonly outcome: Outcome
  /** Milliseconds of adjudication alone, by batch. */
  readonly batches: readonly { readonly bills: number; readonly ms: number }[]
  /** Heap bytes allocated per bill, the median over slices in which no collection ran. */
  readonly bytesPerBill: number
}

const batchSize = 1_000
const sliceSize = 250
/** The yardstick is slow: it takes every so manieth batch. */
const naiveEvery = 20

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

interface Meter {
  readonly way: Way
  readonly adjudicate: Adjudicate
  readonly outcome: Outcome
  readonly batches: { bills: number; ms: number }[]
  readonly bytes: number[]
}

function meterOf(way: Way, packs: readonly RegionPack[]): Meter {
  const outcome = { bills: 0, fund: 0, cash: 0, traceSteps: 0 }
  return { way, adjudicate: adjudicatorOf(way, packs), outcome, batches: [], bytes: [] }
}

function runBatch(meter: Meter, batch: readonly BenchBill[]): void {
  const begin = performance.now()
  for (const bill of batch) meter.adjudicate(bill, meter.outcome)
  meter.batches.push({ bills: batch.length, ms: performance.now() - begin })
}

/** Heap growth over small slices; a collection in between makes a slice shrink, and it is left out. */
function weigh(meter: Meter, batch: readonly BenchBill[]): void {
  const nowhere = { ...meter.outcome }
  for (let at = 0; at + sliceSize <= batch.length; at += sliceSize) {
    const slice = batch.slice(at, at + sliceSize)
    const before = process.memoryUsage().heapUsed
    for (const bill of slice) meter.adjudicate(bill, nowhere)
    const grown = process.memoryUsage().heapUsed - before
    if (grown > 0) meter.bytes.push(grown / slice.length)
  }
}

/**
 * Adjudicates generated bills in every way, batch by batch in turn, so that a slow moment of the machine falls on all.
 *
 * @param count    bills of each way but the yardstick, which takes a twentieth
 * @param progress is told how many bills were done
 * @throws InvariantError when two ways come to different money
 */
export function measure(
  packs: readonly RegionPack[],
  count: number,
  seed: number,
  which: readonly Way[],
  progress: (done: number) => void,
): readonly Measured[] {
  const make = billMaker(packs, seed, isPayable(packs))
  const warm = make(Math.min(count, 20 * batchSize))
  for (const way of which) {
    const meter = meterOf(way, packs)
    for (const bill of way === 'naive' ? warm.slice(0, 500) : warm) meter.adjudicate(bill, meter.outcome)
  }
  const meters = which.map((way) => meterOf(way, packs))
  for (let done = 0, number = 0; done < count; done += batchSize, number += 1) {
    const batch = make(Math.min(batchSize, count - done))
    const turns = number % 2 === 0 ? meters : meters.toReversed()
    for (const meter of turns) if (meter.way !== 'naive' || number % naiveEvery === 0) runBatch(meter, batch)
    progress(Math.min(count, done + batchSize))
  }
  for (const meter of meters) weigh(meter, warm.slice(0, meter.way === 'naive' ? 1_000 : warm.length))
  const [first, ...others] = meters.filter(({ way }) => way !== 'naive')
  for (const other of others) {
    invariant(
      first?.outcome.fund === other.outcome.fund && first.outcome.cash === other.outcome.cash,
      'with and without trace the same money is paid',
    )
  }
  return meters.map(({ way, outcome, batches, bytes }) => ({ way, outcome, batches, bytesPerBill: medianOf(bytes) }))
}
