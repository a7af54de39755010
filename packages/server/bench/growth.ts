import { type ExplainedStatement, explainVisits } from './explain.ts'
import { type Filling, openHistory } from './history.ts'
import { type Bench, type PairsResult, runHalf, runPairs } from './measure.ts'
import { type VisitMessage, visitMessages } from './messages.ts'
import { type Stage, sideOf } from './stage.ts'
import { medianOf } from './statistics.ts'
import type { Patient } from './till.ts'

/** Pages touched by one message: of the person in the middle, and of the one with the most history. */
interface Touched {
  readonly median: number
  readonly most: number
}

/** How settling goes with so much history. */
export interface GrowthStep {
  readonly filling: Filling
  /** Visits on file of the person with the most. */
  readonly mostVisits: number
  readonly buffers: Readonly<Record<VisitMessage, Touched>>
  /** The plans of each statement, by message and name. */
  readonly shapes: Readonly<Record<string, readonly string[]>>
  /** Statements whose plan is another one than with the least history. */
  readonly changedPlans: readonly string[]
  readonly pairs: PairsResult
  /** Pages per settlement (2207) and p50 of it, against the least history. */
  readonly buffersRatio: number
  readonly p50Ratio: number
}

/** From the person with the most visits to one with few. */
const quantiles = [1, 0.99, 0.9, 0.75, 0.5, 0.25, 0.1]

/** Our people at the quantiles of how often they came. */
async function sample({ database }: Stage): Promise<{ people: readonly Patient[]; mostVisits: number }> {
  const { rows } = await database.pool.query<{ insured_id: string; scheme: string; visits: number }>(
    'select insured_id, max(scheme) as scheme, count(*)::int as visits from visit group by insured_id order by count(*), insured_id',
  )
  const ours = rows.filter(({ insured_id }) => sideOf(insured_id) === 'ours')
  const people = quantiles.flatMap((share) => {
    const row = ours[Math.min(ours.length - 1, Math.floor(share * ours.length))]
    return row === undefined ? [] : [{ person: row.insured_id, scheme: row.scheme, voucher: `EC${row.insured_id}` }]
  })
  return { people, mostVisits: ours.at(-1)?.visits ?? 0 }
}

function touchedBy(visits: readonly (readonly ExplainedStatement[])[], infno: VisitMessage): Touched {
  const sums = visits.map((statements) =>
    statements.filter((one) => one.infno === infno).reduce((sum, { buffers }) => sum + buffers, 0),
  )
  return { median: medianOf(sums), most: sums[0] ?? Number.NaN }
}

function shapesOf(visits: readonly (readonly ExplainedStatement[])[]): Readonly<Record<string, readonly string[]>> {
  const shapes = new Map<string, Set<string>>()
  for (const { infno, name, shape } of visits.flat()) {
    const key = `${infno} ${name}`
    shapes.set(key, (shapes.get(key) ?? new Set()).add(shape))
  }
  return Object.fromEntries([...shapes].map(([key, set]) => [key, [...set].sort()]))
}

interface GrowthOptions {
  readonly rows: readonly number[]
  readonly tills: number
  readonly pairs: number
  readonly seconds: number
  readonly note: (line: string) => void
  readonly progress: (label: string) => (done: number, all: number) => void
}

/** Some visits of people who came once, for the history to copy. */
const seedSeconds = 2

/** Fills history step by step and looks at every step how one settles. */
export async function measureGrowth(bench: Bench, options: GrowthOptions): Promise<readonly GrowthStep[]> {
  const { rows, tills, pairs, seconds, note, progress } = options
  const { stage, acknowledged } = bench
  await runHalf(bench, 'ours', 16, seedSeconds)
  const history = await openHistory(stage, progress('历史 history'))
  const steps: GrowthStep[] = []
  try {
    for (const lines of rows) {
      note(`正在填入历史 filling history to ${lines} 费用明细 fee lines …`)
      const filling = await history.fillTo(lines)
      const { people, mostVisits } = await sample(stage)
      const visits = await explainVisits(stage, people)
      acknowledged.ours += visits.length
      const shapes = shapesOf(visits)
      const buffers = Object.fromEntries(visitMessages.map((infno) => [infno, touchedBy(visits, infno)])) as Record<
        VisitMessage,
        Touched
      >
      const first = steps[0]
      const before = first?.shapes ?? shapes
      const changedPlans = Object.keys({ ...before, ...shapes }).filter(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(shapes[key]),
      )
      for (const side of ['ours', 'yardstick'] as const) await runHalf(bench, side, tills, Math.min(2, seconds))
      const result = await runPairs(
        bench,
        { tills, pairs, seconds },
        progress(`${tills} 个窗口 tills, ${lines} 行 lines`),
      )
      const p50 = result.ours.latencyMs['2207'].p50.median
      steps.push({
        filling,
        mostVisits,
        buffers,
        shapes,
        changedPlans,
        pairs: result,
        buffersRatio: buffers['2207'].median / (first?.buffers['2207'].median ?? buffers['2207'].median),
        p50Ratio: p50 / (first?.pairs.ours.latencyMs['2207'].p50.median ?? p50),
      })
    }
    return steps
  } finally {
    await history.close()
  }
}
