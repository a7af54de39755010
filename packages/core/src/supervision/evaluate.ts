import { drawsFrom } from './evaluate-random.ts'
import { groupBy } from './pattern-group-by.ts'
import type { PatternCode, PatternFinding } from './pattern-types.ts'

/** What was planted: a row in question of a pattern. `natural` ones meet the same definition and were there before. */
export interface TruthRow {
  readonly id: string
  readonly pattern: PatternCode
  readonly group: string
  readonly natural: boolean
}

export type Interval = readonly [low: number, high: number]

export interface PatternMeasure {
  readonly pattern: PatternCode
  readonly findings: number
  /** Rows in question over all findings. */
  readonly flagged: number
  readonly planted: number
  readonly found: number
  /** Flagged rows that are natural hits: neither right nor wrong. */
  readonly natural: number
  readonly wrong: number
  /** Null when nothing was planted. */
  readonly recall: number | null
  /** Right ÷ (right + wrong), natural ones left out; null when nothing is left. */
  readonly precision: number | null
  /** The same with natural ones as right. */
  readonly precisionNaturalRight: number | null
  /** 95 % of resamples of whole groups; without a fault anywhere the exact bound for that many groups. */
  readonly spread: { readonly recall: Interval | null; readonly precision: Interval | null }
  readonly missed: readonly string[]
  readonly wrongIds: readonly string[]
}

/** What is drawn together: a planted group, or the wrong rows of one finding. */
interface Unit {
  readonly planted: number
  readonly found: number
  readonly wrong: number
}

const share = (part: number, rest: number): number | null => (part + rest === 0 ? null : part / (part + rest))

/** Where nothing went wrong, resampling sees no spread: then the exact lower bound for so many groups without a fault. */
const lowestOf = (groups: number): number => 0.025 ** (1 / Math.max(1, groups))

function intervalOf(values: readonly (number | null)[], groups: number): Interval | null {
  const known = values.flatMap((value) => (value === null ? [] : [value])).sort((a, b) => a - b)
  const at = (part: number): number => known[Math.min(known.length - 1, Math.floor(part * known.length))] ?? 0
  if (known.length === 0) return null
  return at(0) === 1 ? [lowestOf(groups), 1] : [at(0.025), at(0.975)]
}

/** Resamples whole groups, since the members of a ring are found or missed together. */
function spreadOf(units: readonly Unit[], seed: number, resamples: number): PatternMeasure['spread'] {
  const draws = drawsFrom(seed)
  const recalls: (number | null)[] = []
  const precisions: (number | null)[] = []
  for (let sample = 0; sample < resamples; sample += 1) {
    let [planted, found, wrong] = [0, 0, 0]
    for (let draw = 0; draw < units.length; draw += 1) {
      const unit = units[draws.below(units.length)]
      planted += unit?.planted ?? 0
      found += unit?.found ?? 0
      wrong += unit?.wrong ?? 0
    }
    recalls.push(planted === 0 ? null : found / planted)
    precisions.push(share(found, wrong))
  }
  const planted = units.filter((unit) => unit.planted > 0).length
  const flagged = units.filter(({ found, wrong }) => found + wrong > 0).length
  return { recall: intervalOf(recalls, planted), precision: intervalOf(precisions, flagged) }
}

/**
 * Holds findings of one pattern against what was planted, row by row.
 *
 * @param findings of this pattern only
 * @param truth    of all patterns; a row of another pattern that is flagged is wrong, though it may meet the definition too
 */
export function measurePattern(
  pattern: PatternCode,
  findings: readonly PatternFinding[],
  truth: readonly TruthRow[],
  { seed = 1, resamples = 1000 }: { readonly seed?: number; readonly resamples?: number } = {},
): PatternMeasure {
  const own = truth.filter((row) => row.pattern === pattern)
  const planted = new Map(own.filter(({ natural }) => !natural).map((row) => [row.id, row]))
  const natural = new Set(own.filter((row) => row.natural).map(({ id }) => id))
  const wrongOf = new Map<string, string>()
  const flagged = new Set<string>()
  for (const { group, members } of findings) {
    for (const { id, inQuestion } of members) {
      if (!inQuestion) continue
      flagged.add(id)
      if (!planted.has(id) && !natural.has(id)) wrongOf.set(id, group)
    }
  }
  const units: Unit[] = [...groupBy(planted.values(), ({ group }) => group).values()].map((rows) => ({
    planted: rows.length,
    found: rows.filter(({ id }) => flagged.has(id)).length,
    wrong: 0,
  }))
  const wrongGroups = groupBy(wrongOf, ([, group]) => group)
  for (const rows of wrongGroups.values()) units.push({ planted: 0, found: 0, wrong: rows.length })
  const found = [...planted.keys()].filter((id) => flagged.has(id)).length
  const naturals = [...natural].filter((id) => flagged.has(id) && !planted.has(id)).length
  return {
    pattern,
    findings: findings.length,
    flagged: flagged.size,
    planted: planted.size,
    found,
    natural: naturals,
    wrong: wrongOf.size,
    recall: planted.size === 0 ? null : found / planted.size,
    precision: share(found, wrongOf.size),
    precisionNaturalRight: share(found + naturals, wrongOf.size),
    spread: spreadOf(units, seed, resamples),
    missed: [...planted.keys()].filter((id) => !flagged.has(id)),
    wrongIds: [...wrongOf.keys()],
  }
}

export interface RankMeasure {
  readonly planted: number
  /** Of the planted ones, how many are within the first so many as were planted. */
  readonly inFirst: number
  /** The lowest place of a planted one; null when one of them is not ranked at all. */
  readonly lastPlace: number | null
  readonly unranked: readonly string[]
  /** Reported as findings, and how many of these were planted. */
  readonly reported: number
  readonly right: number
  readonly places: readonly (readonly [code: string, place: number])[]
}

/** Holds a ranking of institutions, the most suspicious first, against the planted ones. */
export function measureRanking(
  ranking: readonly string[],
  reported: ReadonlySet<string>,
  planted: ReadonlySet<string>,
): RankMeasure {
  const places = ranking.flatMap((code, index) => (planted.has(code) ? [[code, index + 1] as const] : []))
  const ranked = new Set(ranking)
  const unranked = [...planted].filter((code) => !ranked.has(code))
  return {
    planted: planted.size,
    inFirst: places.filter(([, place]) => place <= planted.size).length,
    lastPlace: unranked.length > 0 ? null : (places.at(-1)?.[1] ?? null),
    unranked,
    reported: reported.size,
    right: [...reported].filter((code) => planted.has(code)).length,
    places,
  }
}
