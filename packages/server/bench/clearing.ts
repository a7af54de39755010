import { availableParallelism, cpus, totalmem } from 'node:os'
import { invariant } from '@yibao/core/kernel'
import type pg from 'pg'
import { runMonth } from '../src/flows/payment-month.ts'
import { type MonthOptions, plantMonth } from './clearing-month.ts'
import { runYardstick } from './clearing-yardstick.ts'
import { openOwnDatabase } from './stage.ts'

export interface ClearingBenchOptions extends MonthOptions {
  readonly note: (line: string) => void
  readonly progress: (label: string) => (done: number, all: number) => void
}

/** One part of the work: how long it took, and how much memory the process had had at most by its end. */
export interface ClearingStage {
  readonly stage: 'fill' | 'collect' | 'group' | 'price' | 'close' | 'yardstick'
  readonly seconds: number
  readonly peakRssBytes: number
  readonly databaseBytes: number
}

export interface ClearingBenchResult {
  readonly bench: 'clearing'
  readonly surroundings: {
    readonly processor: string
    readonly cores: number
    readonly memoryGiB: number
    readonly node: string
    readonly platform: string
    readonly postgres: string
  }
  readonly stays: number
  readonly institutions: number
  readonly scheme: string
  readonly seed: number
  readonly stages: readonly ClearingStage[]
  /** Stays a second of the month-end: collecting, grouping, pricing and closing together. */
  readonly staysPerSecond: number
  /** Time of the yardstick over that of pricing: above one means faster than reading and writing the rows anew. */
  readonly yardstickRatio: number
  readonly statements: number
  /** Stays that waited, because the cases of the year before gave their group no weight. */
  readonly held: number
  readonly bytesPerStay: number
  /** Every stay was priced once or waits, and the statements say what the cases say. */
  readonly ok: boolean
  readonly said: readonly string[]
}

async function sizeOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  return Number(rows[0]?.bytes ?? 0)
}

/** Makes the planner know the tables; it waits for the server's own cleaning, which may hold them for a while. */
async function analyze(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set lock_timeout = 0')
    await client.query('analyze')
    await client.query('reset lock_timeout')
  } finally {
    client.release()
  }
}

interface Clock {
  /** Ends a stage that began where the one before ended. */
  end(stage: ClearingStage['stage']): Promise<void>
  readonly stages: readonly ClearingStage[]
}

function stageClock(pool: pg.Pool): Clock {
  const stages: ClearingStage[] = []
  let begun = performance.now()
  return {
    stages,
    async end(stage) {
      const seconds = (performance.now() - begun) / 1000
      const peakRssBytes = process.resourceUsage().maxRSS * 1024
      stages.push({ stage, seconds, peakRssBytes, databaseBytes: await sizeOf(pool) })
      begun = performance.now()
    },
  }
}

/** What the books of the run say against its cases. */
async function findings(pool: pg.Pool, runId: string, stays: number): Promise<Pick<Outcome, 'held' | 'said'>> {
  const { rows } = await pool.query<{ cases: number; held: number; priced: string; stated: string; open: number }>(
    `select (select count(*)::integer from payment_case where run_id = $1 and role = 'case') as cases,
       (select count(*)::integer from payment_case where run_id = $1 and role = 'held') as held,
       (select coalesce(sum(fund_payable), 0) from payment_case where run_id = $1 and role = 'case') as priced,
       (select coalesce(sum(fund_payable), 0) from payment_statement where run_id = $1) as stated,
       (select count(*)::integer from (select entry_id from payment_posting group by provider_code, entry_id
         having sum(amount) <> 0) unbalanced) as open`,
    [runId],
  )
  const [found] = rows
  invariant(found !== undefined, 'sums are always there')
  const { cases, held } = found
  const said = [
    ...(cases + held === stays ? [] : [`${stays} 例 stays, 定价 priced ${cases}, 待定 held ${held}`]),
    ...(found.priced === found.stated ? [] : [`病例 cases ${found.priced} ≠ 结算单 statements ${found.stated}`]),
    ...(found.open === 0 ? [] : [`${found.open} 笔分录不平 entries do not balance`]),
  ]
  return { held, said }
}

/** Month-end of generated stays through the real flow, on a database of its own that is gone afterwards. */
export async function benchClearing(options: ClearingBenchOptions): Promise<ClearingBenchResult> {
  const { stays, note, progress } = options
  const { database, close } = await openOwnDatabase()
  try {
    const { pool } = database
    note('测定权重 measuring weights on cases of the year before')
    const planted = await plantMonth(pool, options)
    const clock = stageClock(pool)
    const filling = progress('填入 filling')
    await planted.fill((done) => filling(done, stays))
    await analyze(pool)
    await clock.end('fill')

    let stage: 'collect' | 'group' | 'price' = 'collect'
    const ended: Promise<void>[] = []
    const bars = {
      collect: progress('收集 collecting'),
      group: progress('分组 grouping'),
      price: progress('定价 pricing'),
    }
    const made = await runMonth(planted.desk, planted.order, (at, done, all) => {
      if (at === 'close') return
      if (at !== stage) ended.push(clock.end(stage))
      stage = at
      bars[at](done, all)
      if (at === 'price' && done === all) ended.push(clock.end('price'))
    })
    await Promise.all(ended)
    await clock.end('close')
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    const { run, institutions: statements } = made.value
    note('对照：把同样的行再读一遍、写一遍 yardstick: the same rows read and written once more')
    await runYardstick(pool, run.runId)
    await clock.end('yardstick')
    return await resultOf(options, {
      stages: clock.stages,
      statements,
      scheme: planted.scheme,
      ...(await findings(pool, run.runId, stays)),
      pool,
    })
  } finally {
    await close()
  }
}

interface Outcome {
  readonly stages: readonly ClearingStage[]
  readonly statements: number
  readonly scheme: string
  readonly held: number
  readonly said: readonly string[]
  readonly pool: pg.Pool
}

async function resultOf(
  { stays, institutions, seed }: ClearingBenchOptions,
  { stages, statements, scheme, held, said, pool }: Outcome,
): Promise<ClearingBenchResult> {
  const secondsOf = (...wanted: readonly ClearingStage['stage'][]): number =>
    stages.filter(({ stage }) => wanted.includes(stage)).reduce((sum, { seconds }) => sum + seconds, 0)
  const bytesAfter = (wanted: ClearingStage['stage']): number =>
    stages.find(({ stage }) => stage === wanted)?.databaseBytes ?? 0
  const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version")
  return {
    bench: 'clearing',
    surroundings: {
      processor: cpus()[0]?.model.trim() ?? 'unknown processor',
      cores: availableParallelism(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      postgres: rows[0]?.version ?? '?',
    },
    stays,
    institutions,
    scheme,
    seed,
    stages,
    staysPerSecond: stays / secondsOf('collect', 'group', 'price', 'close'),
    yardstickRatio: secondsOf('yardstick') / secondsOf('price'),
    statements,
    held,
    bytesPerStay: (bytesAfter('close') - bytesAfter('fill')) / stays,
    ok: said.length === 0,
    said,
  }
}
