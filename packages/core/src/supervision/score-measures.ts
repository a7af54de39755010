import { invariant } from '../kernel/index.ts'

/** One provider as it came out, and what the label says. */
export interface Ranked {
  readonly score: number
  readonly flagged: boolean
}

interface Step {
  readonly rows: number
  readonly flagged: number
}

/** Providers of equal score together, the highest score first. */
function steps(ranked: readonly Ranked[]): readonly Step[] {
  const found = new Map<number, Step>()
  for (const { score, flagged } of ranked) {
    const { rows, flagged: before } = found.get(score) ?? { rows: 0, flagged: 0 }
    found.set(score, { rows: rows + 1, flagged: before + (flagged ? 1 : 0) })
  }
  return [...found].sort(([a], [b]) => b - a).map(([, step]) => step)
}

function flaggedOf(ranked: readonly Ranked[]): number {
  const flagged = ranked.filter((row) => row.flagged).length
  invariant(flagged > 0, 'a ranking without anybody flagged cannot be measured')
  return flagged
}

/**
 * Average precision: the mean, over the flagged, of the precision down to each of them. Equal scores count as one step,
 * so that no order among them flatters.
 *
 * @returns 0 to 1
 */
export function averagePrecision(ranked: readonly Ranked[]): number {
  const all = flaggedOf(ranked)
  let [seen, hits, sum] = [0, 0, 0]
  for (const { rows, flagged } of steps(ranked)) {
    seen += rows
    hits += flagged
    sum += (flagged * hits) / seen
  }
  return sum / all
}

/** Share of flagged among the first `count`; where equal scores straddle the end, their share counts. @returns 0 to 1 */
export function precisionAt(ranked: readonly Ranked[], count: number): number {
  invariant(count > 0 && count <= ranked.length, 'so many are ranked')
  let [left, hits] = [count, 0]
  for (const { rows, flagged } of steps(ranked)) {
    const taken = Math.min(rows, left)
    hits += (flagged * taken) / rows
    left -= taken
    if (left === 0) break
  }
  return hits / count
}

/** The chance that a flagged provider scores above another; equal scores count half. @returns 0 to 1 */
export function areaUnderRoc(ranked: readonly Ranked[]): number {
  const all = flaggedOf(ranked)
  const others = ranked.length - all
  invariant(others > 0, 'a ranking in which everybody is flagged cannot be measured')
  let [below, pairs] = [others, 0]
  for (const { rows, flagged } of steps(ranked)) {
    const unflagged = rows - flagged
    below -= unflagged
    pairs += flagged * (below + unflagged / 2)
  }
  return pairs / (all * others)
}

export interface Scatter {
  readonly mean: number
  /** Of a sample; 0 for a single value. */
  readonly deviation: number
  readonly least: number
  readonly most: number
}

export function scatterOf(values: readonly number[]): Scatter {
  invariant(values.length > 0, 'nothing has no mean')
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = values.length === 1 ? 0 : Math.sqrt(squares / (values.length - 1))
  return { mean, deviation, least: Math.min(...values), most: Math.max(...values) }
}
