import { measurePattern, measureRanking, type PatternMeasure, type RankMeasure, type TruthRow } from './evaluate.ts'
import { plantPatterns, usualPlanting } from './evaluate-plant.ts'
import { type Screened, stayPatterns } from './pattern-all.ts'
import type { PatternParameters } from './pattern-parameters.ts'
import type { PatternFinding } from './pattern-types.ts'
import { rankUpcoding, type UpcodingRank } from './pattern-upcoding.ts'
import { upcodingModel } from './pattern-upcoding-model.ts'
import type { StayFact } from './types.ts'

/** Claims to be looked at, and what is known of them. */
export interface Evaluated {
  readonly stays: readonly StayFact[]
  /** Null without a file of truth: then nothing is measured. */
  readonly truth: readonly TruthRow[] | null
  readonly upcoders: readonly string[] | null
}

export interface PatternEvaluation {
  readonly screened: readonly Screened[]
  /** Institutions with enough stays, the most suspicious first. */
  readonly ranks: readonly UpcodingRank[]
  readonly measures: readonly PatternMeasure[] | null
  readonly ranking: RankMeasure | null
}

/** One planting with another seed. */
export interface Replanted {
  readonly seed: number
  readonly measures: readonly PatternMeasure[]
  readonly ranking: RankMeasure
}

/** Runs all patterns of stays and holds them against the truth, if there is one. */
export function evaluatePatterns(
  { stays, truth, upcoders }: Evaluated,
  parameters: PatternParameters,
  seed: number,
): PatternEvaluation {
  const screened = stayPatterns(stays, parameters)
  const inRings = new Set(rowsOf(screened.find(({ pattern }) => pattern === 'card-ring')?.findings ?? []))
  const model = upcodingModel(
    stays.filter(({ stayId }) => !inRings.has(stayId)),
    parameters.upcoding,
  )
  const { ranks } = rankUpcoding(model, parameters.upcoding)
  const reported = new Set(
    screened
      .filter(({ pattern }) => pattern === 'up-coding')
      .flatMap(({ findings }) => findings.map((one) => one.group)),
  )
  return {
    screened,
    ranks,
    measures: truth?.length
      ? screened.map(({ pattern, findings }) => measurePattern(pattern, findings, truth, { seed }))
      : null,
    ranking: upcoders?.length
      ? measureRanking(
          ranks.map(({ providerCode }) => providerCode),
          reported,
          new Set(upcoders),
        )
      : null,
  }
}

const rowsOf = (findings: readonly PatternFinding[]): readonly string[] =>
  findings.flatMap(({ members }) => members.flatMap(({ id, inQuestion }) => (inQuestion ? [id] : [])))

/**
 * Takes out what is known to be planted, plants anew with each of the seeds and measures again. What the detectors of exact patterns
 * find before anything is planted meets the definition by nature: neither right nor wrong; a ring or an up-coding institution
 * found there is wrong.
 */
export function* replantings(
  { stays, truth }: Evaluated,
  parameters: PatternParameters,
  seeds: readonly number[],
): Generator<Replanted> {
  const planted = new Set((truth ?? []).filter(({ natural }) => !natural).map(({ id }) => id))
  const base = stays.filter(({ stayId }) => !planted.has(stayId))
  const natural: TruthRow[] = stayPatterns(base, parameters)
    .filter(({ pattern }) => pattern !== 'card-ring' && pattern !== 'up-coding')
    .flatMap(({ pattern, findings }) => rowsOf(findings).map((id) => ({ id, pattern, group: id, natural: true })))
  for (const seed of seeds) {
    const anew = plantPatterns(base, usualPlanting, seed)
    const known = new Set(anew.truth.map(({ id, pattern }) => `${pattern} ${id}`))
    const withNatural = [...anew.truth, ...natural.filter(({ id, pattern }) => !known.has(`${pattern} ${id}`))]
    const { measures, ranking } = evaluatePatterns(
      { stays: anew.stays, truth: withNatural, upcoders: anew.upcoders },
      parameters,
      seed,
    )
    if (measures !== null && ranking !== null) yield { seed, measures, ranking }
  }
}
