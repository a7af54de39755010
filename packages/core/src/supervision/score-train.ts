import { ok, type Result, refuse } from '../kernel/index.ts'
import { drawsFrom } from './evaluate-random.ts'
import { binned } from './score-bins.ts'
import { type ScoreFeature, scoreFeatures } from './score-features.ts'
import { growTree, treeValue } from './score-tree.ts'
import type { LabelledRow, ScoreModel, ScoreOptions, ScoreRefusal, ScoreTree } from './score-types.ts'

/** Fewer of a kind teach nothing that would hold elsewhere. */
const fewestOfAKind = 20

const byKey = (a: LabelledRow, b: LabelledRow) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Of ascending values those at 0, 1, … 100 per cent. */
function percentiles(sorted: readonly number[]): readonly number[] {
  return Array.from({ length: 101 }, (_, percent) => sorted[Math.floor((percent * (sorted.length - 1)) / 100)] ?? 0)
}

function tooFew(rows: readonly LabelledRow[]): ScoreRefusal | null {
  const flagged = rows.filter((row) => row.flagged).length
  const found = { flagged, unflagged: rows.length - flagged }
  for (const what of ['flagged', 'unflagged'] as const) {
    if (found[what] < fewestOfAKind) {
      return { code: 'supervision.score-too-few', what, found: found[what], needed: fewestOfAKind }
    }
  }
  return null
}

/**
 * Learns a score from labelled providers: gradient boosting of small trees on the log-odds, averaged over several
 * forests. The order of the rows does not count; the same rows and options give the same model.
 *
 * Errors: `supervision.score-too-few`, when there are fewer than twenty of either kind.
 *
 * @source Friedman 2001 (gradient boosting), 2002 (on part of the rows); Chen and Guestrin 2016 (Newton's step with
 *         shrinkage, part of the features)
 */
export function trainScore(given: readonly LabelledRow[], options: ScoreOptions): Result<ScoreModel, ScoreRefusal> {
  const refusal = tooFew(given)
  if (refusal !== null) return refuse(refusal)
  const rows = given.toSorted(byKey)
  const columns = scoreFeatures.map((feature: ScoreFeature) => rows.map(({ values }) => values[feature]))
  const flagged = rows.filter((row) => row.flagged).length
  const prior = Math.log(flagged / (rows.length - flagged))
  const learner = forestLearner(columns, rows, prior, options)
  const trees = Array.from({ length: options.bags }, (_, bag) => learner(bag)).flat()
  const population = columns.map((column) => percentiles(column.toSorted((a, b) => a - b)))
  return ok({ features: scoreFeatures, options, rows: rows.length, flagged, prior, trees, population })
}

function forestLearner(
  columns: readonly (readonly number[])[],
  rows: readonly LabelledRow[],
  prior: number,
  options: ScoreOptions,
): (bag: number) => readonly ScoreTree[] {
  const features = columns.map((column) => binned(column, options.bins))
  const askedCount = Math.max(1, Math.round(columns.length * options.featureShare))
  const [all, indexes] = [[...rows.keys()], [...columns.keys()]]
  return (bag) => {
    const draws = drawsFrom(options.seed * 1_000 + bag)
    const odds = new Float64Array(rows.length).fill(prior)
    const pull = { gradient: new Float64Array(rows.length), weight: new Float64Array(rows.length) }
    return Array.from({ length: options.trees }, () => {
      for (const [row, { flagged }] of rows.entries()) {
        const chance = 1 / (1 + Math.exp(-(odds[row] ?? prior)))
        pull.gradient[row] = (flagged ? 1 : 0) - chance
        pull.weight[row] = chance * (1 - chance)
      }
      const seen = all.filter(() => draws.chance(options.rowShare))
      const asked = draws.some(indexes, askedCount)
      const tree = growTree(seen.length === 0 ? all : seen, { features, asked, pull, options })
      for (const row of all) {
        odds[row] = (odds[row] ?? prior) + treeValue(tree, (feature) => columns[feature]?.[row] ?? 0)
      }
      return tree
    })
  }
}
