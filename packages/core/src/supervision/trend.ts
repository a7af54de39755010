import { changePointsOf, type LevelChange } from './change-points.ts'
import { drawsFrom } from './evaluate-random.ts'
import { badness, isBad, judgement, offScale, onScale, refusedJudgement, rowsNeeded } from './judge.ts'
import type {
  ChangePoint,
  JudgedIndicator,
  Judgement,
  MeansRules,
  SupervisionRefusal,
  TrendWhy,
} from './judge-types.ts'
import { medianOf } from './robust.ts'
import { monthAfter, monthsThrough, seasonalAt, seasonOf } from './season.ts'
import type { IndicatorValue } from './types.ts'

/** One indicator of one subject over time; the last value is the one that is judged. */
export interface TrendSeries {
  /** Months of which the archive has data, in order. */
  readonly archive: readonly string[]
  /** By month; months without a value are absent. */
  readonly values: ReadonlyMap<string, { readonly value: number | null; readonly rows: number }>
  readonly judged: IndicatorValue
}

/** Months between the first and the last that are not there. */
export function missingMonths(months: readonly string[]): readonly string[] {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const known = new Set(months)
  return monthsThrough(first, last).filter((month) => !known.has(month))
}

/** From the subject's first month with a value on: growth has none in its first year. */
function monthsOf({ values, judged }: TrendSeries): readonly string[] {
  const months = [...values.keys()].filter((month) => month <= judged.period).toSorted()
  const begin = months.findIndex((month) => (values.get(month)?.value ?? null) !== null)
  return begin < 0 ? [] : months.slice(begin)
}

function refusalsOf(series: TrendSeries, indicator: JudgedIndicator, rules: MeansRules): readonly SupervisionRefusal[] {
  const { archive, values, judged } = series
  const own = monthsOf(series)
  const [first] = own
  // Only months that the comparison would run over.
  const gaps = missingMonths([...archive.filter((month) => month <= judged.period)])
  const archiveGaps = gaps.filter((month) => first === undefined || month >= first)
  const holes = missingMonths([...own, ...(own.at(-1) === judged.period ? [] : [judged.period])])
  const ownHoles = holes.filter((month) => !archiveGaps.includes(month))
  const told = own.flatMap((month) => {
    const value = values.get(month)?.value ?? null
    return value === null ? [] : [value]
  })
  const notPositive = told.find((value) => indicator.scale === 'log' && value <= 0)
  const rows = medianOf([...(own.length > 0 ? own : [''])].map((month) => values.get(month)?.rows ?? 0))
  const { monthsAtLeast: months } = rules.trend
  const needed = rowsNeeded(judged.subject, indicator, rules.outlier.rowsAtLeast)
  return [
    ...(archiveGaps.length > 0 ? [{ code: 'supervision.archive-gap', months: archiveGaps } as const] : []),
    ...(judged.value === null || told.length < own.length ? [{ code: 'supervision.no-value' } as const] : []),
    ...(ownHoles.length > 0 ? [{ code: 'supervision.series-gap', months: ownHoles } as const] : []),
    ...(own.length < months ? [{ code: 'supervision.short-series', months: own.length, needed: months } as const] : []),
    ...(notPositive === undefined ? [] : [{ code: 'supervision.not-positive', value: notPositive } as const]),
    ...(judged.denominator !== null && rows < needed
      ? [{ code: 'supervision.too-few-rows', rows, needed } as const]
      : []),
  ]
}

/** Theil–Sen: the median of the slopes between all pairs. */
function slopeOf(levels: readonly number[]): number {
  const slopes: number[] = []
  for (const [one, low] of levels.entries()) {
    for (let other = one + 1; other < levels.length; other += 1) {
      slopes.push(((levels[other] ?? low) - low) / (other - one))
    }
  }
  return slopes.length === 0 ? 0 : medianOf(slopes)
}

/** Month-to-month noise: 1.4826 × the median of the absolute differences, by √2. A step of the level is one difference only. */
function noiseOf(levels: readonly number[]): number {
  const steps = levels.slice(1).map((level, index) => Math.abs(level - (levels[index] ?? level)))
  return steps.length === 0 ? 0 : (1.4826 * medianOf(steps)) / Math.SQRT2
}

const squares = (values: readonly number[]): number => values.reduce((sum, one) => sum + one * one, 0)

/** What a description leaves unexplained, and what its numbers cost (Schwarz): less is better. */
const costOf = (left: number, count: number, numbers: number): number =>
  count * Math.log(Math.max(left / count, Number.MIN_VALUE)) + numbers * Math.log(count)

/** Whether a straight line describes the series better than the steps do: each step has a place and a level of its own. */
function isDrift(straight: readonly number[], levels: readonly number[], changes: readonly LevelChange[]): boolean {
  if (changes.length === 0) return false
  const slope = slopeOf(straight)
  const start = medianOf(straight.map((level, index) => level - slope * index))
  const line = squares(straight.map((level, index) => level - start - slope * index))
  const levelAt = (index: number) => changes.findLast(({ at }) => at <= index)?.after ?? changes[0]?.before ?? 0
  const steps = squares(levels.map((level, index) => level - levelAt(index)))
  return costOf(line, levels.length, 2) < costOf(steps, levels.length, 2 * changes.length + 1)
}

/** Exponentially weighted mean up to the month before the last `recent`, and its limits at the last. */
function ewmaOf(levels: readonly number[], { trend: { ewmaWeight, ewmaLimit, recentMonths } }: MeansRules) {
  const base = levels.slice(0, Math.max(1, levels.length - recentMonths))
  const centre = medianOf(base)
  const sigma = noiseOf(base)
  const value = levels.reduce((mean, level) => mean + ewmaWeight * (level - mean), centre)
  const reach = ewmaLimit * sigma * Math.sqrt(ewmaWeight / (2 - ewmaWeight))
  return { value, low: centre - reach, high: centre + reach, sigma }
}

const growth = (now: number, before: number | null | undefined): number | null =>
  before === null || before === undefined || before === 0 ? null : (now - before) / Math.abs(before)

/** How often season and steps are looked for in turn; they hide each other at first. */
const rounds = 3

interface Levels {
  readonly season: readonly number[] | null
  /** Without the season that there is if nothing ever stepped. */
  readonly straight: readonly number[]
  /** Without the season. */
  readonly levels: readonly number[]
  readonly found: readonly LevelChange[]
}

/** The season of what is left without steps, and the steps of what is left without season. */
function decompose(first: string, on: readonly number[], rules: MeansRules['trend'], seed: number): Levels {
  const levelsWithout = (season: readonly number[] | null) =>
    on.map((value, index) => value - seasonalAt(season, first, index))
  const search = (levels: readonly number[]) => changePointsOf(levels, { ...rules, draws: drawsFrom(seed) })
  if (on.length < rules.seasonFrom) return { season: null, straight: on, levels: on, found: search(on) }
  let found: readonly LevelChange[] = []
  let season: readonly number[] | null = null
  let levels = on
  for (let round = 0; round < rounds; round += 1) {
    const steps = found
    season = seasonOf({ first, values: on.map((value, index) => value - stepAt(steps, index)) })
    levels = levelsWithout(season)
    found = search(levels)
    if (found.map(({ at }) => at).join() === steps.map(({ at }) => at).join()) break
  }
  return { season, straight: levelsWithout(seasonOf({ first, values: on })), levels, found }
}

/** What the steps so far have added to the first level. */
const stepAt = (changes: readonly LevelChange[], index: number): number => {
  const [first] = changes
  const current = changes.findLast(({ at }) => at <= index)
  return first === undefined || current === undefined ? 0 : current.after - first.before
}

/** A number for a series, so that one series is shuffled alike whatever else is judged. */
function seedOf(text: string, seed: number): number {
  let mixed = seed >>> 0
  for (const sign of text) mixed = Math.imul(mixed ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return mixed
}

/**
 * 趋势: one series of months against itself. The season is taken out where there are years enough; change points, the drift and an
 * exponentially weighted mean with limits are told. Bad is a change of level in the bad direction within the last months, large
 * enough to matter, that is no steady drift.
 *
 * @returns refused: the archive lacks months; a month without value; the subject lacks months; too few months; no logarithm; too few rows
 * @source  reference/audit indicators, `means_of_analysis.trend`; pattern F12
 */
export function judgeTrend(series: TrendSeries, indicator: JudgedIndicator, rules: MeansRules): Judgement {
  const { judged } = series
  const refused = refusalsOf(series, indicator, rules)
  const own = monthsOf(series)
  const [first] = own
  if (refused.length > 0 || judged.value === null || first === undefined) {
    return refusedJudgement(judged, 'trend', refused)
  }
  const { scale, badWhen } = indicator
  const { trend } = rules
  const told = (month: string) => series.values.get(month)?.value ?? null
  const on = own.map((month) => onScale(scale, told(month) ?? 0))
  const seed = seedOf([judged.indicator, judged.subject.grain, ...judged.subject.key].join('|'), trend.seed)
  const { season, straight, levels, found } = decompose(first, on, trend, seed)
  const usual = Math.abs(medianOf(levels)) || 1
  const part = (distance: number) => (scale === 'log' ? Math.expm1(distance) : distance / usual)
  const changes: readonly ChangePoint[] = found.map(({ at, before, after, p }) => ({
    month: monthAfter(first, at),
    before: offScale(scale, before),
    after: offScale(scale, after),
    shift: part(after - before),
    p,
  }))
  const slope = slopeOf(levels)
  const ewma = ewmaOf(levels, rules)
  const why: TrendWhy = {
    means: 'trend',
    months: own.length,
    season: season !== null,
    seasonal: offScale(scale, seasonalAt(season, first, own.length - 1)),
    monthOnMonth: growth(judged.value, told(monthAfter(judged.period, -1))),
    yearOnYear: growth(judged.value, told(monthAfter(judged.period, -12))),
    drift: part(slope * 12),
    ewma: {
      value: offScale(scale, ewma.value),
      low: offScale(scale, ewma.low),
      high: offScale(scale, ewma.high),
      sigma: ewma.sigma,
    },
    changes,
    isDrift: isDrift(straight, levels, found),
    seed,
  }
  const news = freshChange(why, judged.period, trend.recentMonths)
  const bad =
    news !== null && isBad(badWhen, news.shift, trend.shiftAtLeast) && badness(badWhen, news.shift) > 0 && !why.isDrift
  return judgement(judged, why, bad)
}

/** The last change, when it is news in a month. */
export function freshChange({ changes }: TrendWhy, period: string, recentMonths: number): ChangePoint | null {
  const last = changes.at(-1)
  return last !== undefined && last.month > monthAfter(period, -recentMonths) ? last : null
}
