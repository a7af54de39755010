import { compileScheme, groupCase, type Scheme, traceCase } from '@yibao/core/drg'
import type { DischargeRecord } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import { plainGrouper } from '../../core/tests/support/plain-grouper.ts'
import { dischargeRecords } from '../sim/discharges.ts'
import { medianOf } from './statistics.ts'

/** The ways in which the same cases are grouped; `plain` is the yardstick. */
export const groupWays = ['compiled', 'traced', 'plain'] as const
export type GroupWay = (typeof groupWays)[number]

/** One pass of one way. */
interface GroupPass {
  readonly cases: number
  readonly ms: number
  /** Processor time of this thread, in milliseconds. */
  readonly processorMs: number
}

interface WayMeasured {
  readonly way: GroupWay
  readonly passes: readonly GroupPass[]
  /** Heap bytes allocated per case, the median over slices in which no collection ran. */
  readonly bytesPerCase: number
}

export interface GroupMeasured {
  readonly ways: readonly WayMeasured[]
  readonly cases: number
  /** Codes of all records together. */
  readonly codes: number
  readonly compileMs: number
  readonly distinctGroups: number
  /** Cases by the status they got. */
  readonly statuses: Readonly<Record<string, number>>
}

export interface GroupBench {
  readonly scheme: Scheme
  readonly cases: number
  readonly passes: number
  readonly seed: number
  readonly ways: readonly GroupWay[]
}

const blockSize = 10_000
/** The yardstick is slow: it takes the first tenth of every block. */
const plainShare = 10
const sliceSize = 250

/** Groups one case in one way; answers something of the result, so that no work can be left out. */
type GroupOne = (record: DischargeRecord) => number

interface Meter {
  readonly way: GroupWay
  readonly one: GroupOne
  readonly passes: GroupPass[]
}

function groupOne(way: GroupWay, scheme: Scheme): GroupOne {
  if (way === 'plain') {
    const plain = plainGrouper(scheme)
    return (record) => plain(record).drg.length
  }
  const grouper = compileScheme(scheme)
  if (way === 'compiled') return (record) => groupCase(grouper, record).drg.length
  return (record) => {
    const { grouping, trace } = traceCase(grouper, record)
    return grouping.drg.length + trace.walks.length
  }
}

/**
 * Groups every case once in all ways, untimed: they must agree.
 *
 * @throws InvariantError when two ways come to different groups
 */
function agree(
  scheme: Scheme,
  records: readonly DischargeRecord[],
): Pick<GroupMeasured, 'distinctGroups' | 'statuses'> {
  const grouper = compileScheme(scheme)
  const plain = plainGrouper(scheme)
  const groups = new Set<string>()
  const statuses: Record<string, number> = {}
  for (const [index, record] of records.entries()) {
    const grouping = groupCase(grouper, record)
    invariant(traceCase(grouper, record).grouping === grouping, 'with and without trace the same group comes out')
    if (index % blockSize < blockSize / plainShare) {
      const { status, mdc, adrg, drg } = plain(record)
      const same = status === grouping.status && mdc === grouping.mdc && adrg === grouping.adrg && drg === grouping.drg
      invariant(same, () => `read plainly the same group comes out: ${JSON.stringify(record)}`)
    }
    if (grouping.status === 'grouped' || grouping.status === 'ambiguous') groups.add(grouping.drg)
    statuses[grouping.status] = (statuses[grouping.status] ?? 0) + 1
  }
  return { distinctGroups: groups.size, statuses }
}

/** One pass over all cases, block by block, the ways taking turns, so that a slow moment of the machine falls on all. */
function runPass(
  meters: readonly Meter[],
  records: readonly DischargeRecord[],
  progress: (done: number) => void,
): void {
  const sums = meters.map(() => ({ cases: 0, ms: 0, processorMs: 0 }))
  let sink = 0
  for (let at = 0, block = 0; at < records.length; at += blockSize, block += 1) {
    for (let turn = 0; turn < meters.length; turn += 1) {
      const index = (turn + block) % meters.length
      const [meter, sum] = [meters[index], sums[index]]
      if (meter === undefined || sum === undefined) continue
      const length = meter.way === 'plain' ? blockSize / plainShare : blockSize
      const part = records.slice(at, at + length)
      const [processor, begin] = [process.threadCpuUsage(), performance.now()]
      for (const record of part) sink += meter.one(record)
      sum.ms += performance.now() - begin
      const { user, system } = process.threadCpuUsage(processor)
      sum.processorMs += (user + system) / 1_000
      sum.cases += part.length
    }
    progress(Math.min(records.length, at + blockSize))
  }
  invariant(sink > 0, 'every case has a group')
  for (const [index, meter] of meters.entries()) meter.passes.push(sums[index] ?? { cases: 0, ms: 0, processorMs: 0 })
}

/** Heap growth over small slices; a collection in between makes a slice shrink, and it is left out. */
function bytesPerCase({ one }: Meter, records: readonly DischargeRecord[]): number {
  const grown: number[] = []
  for (let at = 0; at + sliceSize <= records.length; at += sliceSize) {
    const before = process.memoryUsage().heapUsed
    for (let index = at; index < at + sliceSize; index += 1) {
      const record = records[index]
      if (record !== undefined) one(record)
    }
    const more = process.memoryUsage().heapUsed - before
    if (more >= 0) grown.push(more / sliceSize)
  }
  return medianOf(grown)
}

/**
 * Groups generated cases in several ways, pass by pass.
 *
 * @param progress is told how many cases of how many were done, over all passes
 * @throws InvariantError when two ways come to different groups
 */
export function measureGrouping(
  { scheme, cases, passes, seed, ways }: GroupBench,
  progress: (done: number, all: number) => void,
): GroupMeasured {
  // As they come out of a file: no text is the very one that stands in the scheme.
  const records = dischargeRecords(scheme, seed, cases).map(
    ({ record }) => JSON.parse(JSON.stringify(record)) as DischargeRecord,
  )
  const begin = performance.now()
  compileScheme(scheme)
  const compileMs = performance.now() - begin
  const outcome = agree(scheme, records)
  const meters = ways.map((way): Meter => ({ way, one: groupOne(way, scheme), passes: [] }))
  // The first pass warms the code and is not counted.
  for (let pass = 0; pass <= passes; pass += 1) {
    runPass(meters, records, (done) => progress(pass * cases + done, (passes + 1) * cases))
    if (pass === 0) for (const meter of meters) meter.passes.length = 0
  }
  const weighed = records.slice(0, 2 * blockSize)
  return {
    ways: meters.map((meter) => ({
      way: meter.way,
      passes: meter.passes,
      bytesPerCase: bytesPerCase(meter, meter.way === 'plain' ? weighed.slice(0, 1_000) : weighed),
    })),
    cases,
    codes: records.reduce((sum, { diagnoses, operations }) => sum + diagnoses.length + operations.length, 0),
    compileMs,
    ...outcome,
  }
}
