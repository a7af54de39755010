import type { ScoreOptions } from './score-types.ts'

/**
 * The one set of options that is used. Shrinkage and leaf weight are the usual ones of gradient boosting (1 and 1); slow
 * small trees, each on a part of rows and features, averaged over five forests.
 *
 * @param seed any safe integer; the same rows and seed give the same model
 */
export function usualScore(seed: number): ScoreOptions {
  return {
    bags: 5,
    trees: 300,
    depth: 2,
    rate: 0.05,
    rowShare: 0.7,
    featureShare: 0.5,
    shrinkage: 1,
    leafWeight: 1,
    bins: 200,
    seed,
  }
}
