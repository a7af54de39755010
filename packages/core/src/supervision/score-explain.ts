import type { ScoreFeature } from './score-features.ts'
import { sharedTree } from './score-share.ts'
import type { ScoreModel } from './score-types.ts'

/** Scores and their parts are whole ten-thousandths of log-odds, so that they add up to the last digit. */
export const scoreUnits = 10_000

export interface ScorePart {
  readonly feature: ScoreFeature
  readonly value: number
  /** Ten-thousandths of log-odds, above zero when it raises the score. */
  readonly part: number
  /** Of a hundred providers that the model was learned from, so many surely have less, so many surely more. */
  readonly aboveOf100: number
  readonly belowOf100: number
  /** The middle one of them. */
  readonly median: number
}

export interface ProviderScore {
  /** `start` and all parts together. */
  readonly score: number
  /** What a provider scores of whom nothing is known. */
  readonly start: number
  /** One for every feature, what raises the score most first. */
  readonly parts: readonly ScorePart[]
}

type Values = Readonly<Record<ScoreFeature, number>>

function placeOf(value: number, percentiles: readonly number[]) {
  const less = percentiles.filter((one) => one < value).length
  const more = percentiles.filter((one) => one > value).length
  return { aboveOf100: Math.max(0, less - 1), belowOf100: Math.max(0, more - 1), median: percentiles[50] ?? value }
}

/** Makes a model ready to score and to say why: every score is exactly the sum of its start and one part for each feature. */
export function scorer(model: ScoreModel): (values: Values) => ProviderScore {
  const { features, options, population, prior } = model
  const trees = model.trees.map(sharedTree)
  const units = (odds: number) => Math.round((odds / options.bags) * scoreUnits)
  const start = units(prior * options.bags + trees.reduce((sum, { expected }) => sum + expected, 0))
  return (values) => {
    const parts = new Float64Array(features.length)
    const all = features.map((feature) => values[feature])
    for (const tree of trees) tree.addParts((feature) => all[feature] ?? 0, parts)
    const told = features.map((feature, index) => ({
      feature,
      value: values[feature],
      part: units(parts[index] ?? 0),
      ...placeOf(values[feature], population[index] ?? []),
    }))
    const score = told.reduce((sum, { part }) => sum + part, start)
    return { score, start, parts: told.sort((a, b) => b.part - a.part) }
  }
}
