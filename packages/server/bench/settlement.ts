import { availableParallelism, cpus, totalmem } from 'node:os'
import type pg from 'pg'
import type { VerifyReport } from '../src/flows/verify.ts'
import { startCentre } from './centre.ts'
import { type GrowthStep, measureGrowth } from './growth.ts'
import { type Bench, type PairsResult, processorClock, runHalf, runPairs } from './measure.ts'
import { type RawCommits, rawCommits } from './raw-commit.ts'
import { recordVisits } from './recording.ts'
import { openStage, type Side, type Stage, sides } from './stage.ts'
import { settlementsOnFile, verifyOurs } from './verify-ours.ts'

export interface SettlementBenchOptions {
  readonly insured: number
  readonly tills: readonly number[]
  /** Of each half of a pair. */
  readonly seconds: number
  readonly pairs: number
  /** Processes of each centre. */
  readonly workers: number
  /** Fee lines of history, ascending; without any the bench settles on an empty file and verifies what it settled. */
  readonly rows: readonly number[]
  readonly note: (line: string) => void
  readonly progress: (label: string) => (done: number, all: number) => void
}

interface Surroundings {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  readonly platform: string
  readonly postgres: string
  readonly workers: number
}

export interface SettlementBenchResult {
  readonly bench: 'settlement'
  readonly surroundings: Surroundings
  readonly insured: number
  readonly secondsPerHalf: number
  /** Before anything is measured, each side. */
  readonly secondsOfWarmingUp: number
  readonly levels: readonly PairsResult[]
  /** By fee lines on file, when history was filled in. */
  readonly growth: readonly GrowthStep[]
  readonly rawCommits: readonly RawCommits[]
  /** Bytes on disk that one whole visit adds, indexes included; null when history was filled in. */
  readonly bytesPerVisit: number | null
  readonly databaseBytes: number
  readonly acknowledged: Readonly<Record<Side, number>>
  readonly onFile: Readonly<Record<Side, number>>
  /** Null when history was filled in, which nobody decided. */
  readonly verify: VerifyReport | null
  readonly seconds: number
  readonly ok: boolean
}

/** A centre works all day: what it costs in its first seconds, while its code is still being compiled, says little. */
const warmUpSeconds = 15
const warmUpOf = (seconds: number): number => Math.min(warmUpSeconds, 2 * seconds)
const rawSeconds = 4

async function sizeOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
  return rows[0]?.bytes ?? 0
}

async function surroundingsOf({ database }: Stage, workers: number): Promise<Surroundings> {
  const { rows } = await database.pool.query<{ version: string }>("select current_setting('server_version') as version")
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    postgres: rows[0]?.version ?? '?',
    workers,
  }
}

/** Two centres on one database, of which the second repeats recorded decisions. */
async function withCentres<T>(stage: Stage, workers: number, work: (bench: Bench) => Promise<T>): Promise<T> {
  const { database, dataDir, from } = stage
  const recorded = await recordVisits(stage)
  const settings = { databaseUrl: database.url, dataDir, from, workers }
  const ours = await startCentre({ ...settings, recorded: null })
  try {
    const yardstick = await startCentre({ ...settings, recorded })
    try {
      const acknowledged: Record<Side, number> = { ours: 0, yardstick: recorded.length }
      const processorTime = await processorClock(stage)
      return await work({ stage, centres: { ours, yardstick }, processorTime, acknowledged })
    } finally {
      await yardstick.stop()
    }
  } finally {
    await ours.stop()
  }
}

/** What was measured with both centres up. */
interface Measured {
  readonly levels: readonly PairsResult[]
  readonly growth: readonly GrowthStep[]
  readonly bytesPerVisit: number | null
  readonly acknowledged: Readonly<Record<Side, number>>
}

async function measure(bench: Bench, options: SettlementBenchOptions): Promise<Measured> {
  const { tills, seconds, pairs, rows, note, progress } = options
  const { stage, acknowledged } = bench
  const { pool } = stage.database
  for (const side of sides) await runHalf(bench, side, Math.max(...tills), warmUpOf(seconds))
  if (rows.length > 0) {
    const growth = await measureGrowth(bench, { rows, tills: Math.min(...tills), pairs, seconds, note, progress })
    return { levels: [], growth, bytesPerVisit: null, acknowledged }
  }
  const counted = (): number => acknowledged.ours + acknowledged.yardstick
  const before = { bytes: await sizeOf(pool), visits: counted() }
  const levels: PairsResult[] = []
  for (const count of tills) {
    levels.push(await runPairs(bench, { tills: count, pairs, seconds }, progress(`${count} 个窗口 tills`)))
  }
  const bytesPerVisit = ((await sizeOf(pool)) - before.bytes) / (counted() - before.visits)
  return { levels, growth: [], bytesPerVisit, acknowledged }
}

/** Messages of a visit, each of which ends in one row or more and one commit. */
const commitsPerVisit = 4

async function commitsAlone(
  { database }: Stage,
  { tills, seconds }: SettlementBenchOptions,
  bytesPerVisit: number | null,
): Promise<readonly RawCommits[]> {
  const found: RawCommits[] = []
  if (bytesPerVisit === null) return found
  const bytes = Math.round(bytesPerVisit / commitsPerVisit)
  for (const wanted of tills) {
    found.push(await rawCommits(database, { wanted, bytes, seconds: Math.min(rawSeconds, seconds) }))
  }
  return found
}

/** Measures whole visits through HTTP against centres in processes of their own, and the same with a constant decision. */
export async function benchSettlement(options: SettlementBenchOptions): Promise<SettlementBenchResult> {
  const { insured, seconds, workers, rows, note, progress } = options
  const begin = performance.now()
  const stage = await openStage(insured, note)
  const { pool } = stage.database
  try {
    note(`正在启动 starting two centres of ${workers} 进程 processes …`)
    const measured = await withCentres(stage, workers, (bench) => measure(bench, options))
    const raw = await commitsAlone(stage, options, measured.bytesPerVisit)
    const onFile = await settlementsOnFile(pool)
    const verify = rows.length > 0 ? null : await verifyOurs(pool, progress('核对 verify'))
    const { acknowledged } = measured
    return {
      bench: 'settlement',
      surroundings: await surroundingsOf(stage, workers),
      insured,
      secondsPerHalf: seconds,
      secondsOfWarmingUp: warmUpOf(seconds),
      ...measured,
      rawCommits: raw,
      databaseBytes: await sizeOf(pool),
      onFile,
      verify,
      seconds: (performance.now() - begin) / 1000,
      ok: verify?.ok !== false && sides.every((side) => acknowledged[side] === onFile[side]),
    }
  } finally {
    await stage.close()
  }
}
