import type { BinnedFeature } from './score-bins.ts'
import type { ScoreOptions, ScoreTree } from './score-types.ts'

/** What the rows still ask of a score: first and second derivative of the log-likelihood by the log-odds. */
interface Pull {
  readonly gradient: Float64Array
  readonly weight: Float64Array
}

interface Growing {
  readonly features: readonly BinnedFeature[]
  /** Indexes of the features this tree may ask about. */
  readonly asked: readonly number[]
  readonly pull: Pull
  readonly options: ScoreOptions
}

interface Sums {
  readonly gradient: number
  readonly weight: number
}

interface Cut {
  readonly feature: number
  readonly bin: number
}

/** Leaves keep six decimals, so that a model read from its file is the model that was made. */
const leafDecimals = 1_000_000

const worth = ({ gradient, weight }: Sums, shrinkage: number) => (gradient * gradient) / (weight + shrinkage)

function sumsOf(rows: readonly number[], { gradient, weight }: Pull): Sums {
  let [gradients, weights] = [0, 0]
  for (const row of rows) {
    gradients += gradient[row] ?? 0
    weights += weight[row] ?? 0
  }
  return { gradient: gradients, weight: weights }
}

/** The cut after which two leaves fit best, by Newton's step with shrinkage; null when none gains anything. */
function bestCut(rows: readonly number[], whole: Sums, { features, asked, pull, options }: Growing): Cut | null {
  const { shrinkage, leafWeight } = options
  const [gradients, weights] = [new Float64Array(256), new Float64Array(256)]
  let best: Cut | null = null
  let bestWorth = worth(whole, shrinkage) + 1e-6
  for (const feature of asked) {
    const { cuts, bins } = features[feature] ?? { cuts: [], bins: new Uint8Array() }
    gradients.fill(0)
    weights.fill(0)
    for (const row of rows) {
      const bin = bins[row] ?? 0
      gradients[bin] = (gradients[bin] ?? 0) + (pull.gradient[row] ?? 0)
      weights[bin] = (weights[bin] ?? 0) + (pull.weight[row] ?? 0)
    }
    let [gradient, weight] = [0, 0]
    for (let bin = 0; bin < cuts.length; bin += 1) {
      gradient += gradients[bin] ?? 0
      weight += weights[bin] ?? 0
      if (weight < leafWeight) continue
      const rest = { gradient: whole.gradient - gradient, weight: whole.weight - weight }
      if (rest.weight < leafWeight) break
      const found = worth({ gradient, weight }, shrinkage) + worth(rest, shrinkage)
      if (found <= bestWorth) continue
      bestWorth = found
      best = { feature, bin }
    }
  }
  return best
}

function grow(rows: readonly number[], depth: number, growing: Growing): ScoreTree {
  const { features, pull, options } = growing
  const whole = sumsOf(rows, pull)
  const cut = depth === 0 || whole.weight < 2 * options.leafWeight ? null : bestCut(rows, whole, growing)
  const { cuts, bins } = (cut === null ? undefined : features[cut.feature]) ?? { cuts: [], bins: new Uint8Array() }
  const below = cut === null ? undefined : cuts[cut.bin]
  if (cut === null || below === undefined) {
    const step = (options.rate * whole.gradient) / (whole.weight + options.shrinkage)
    return Math.round(step * leafDecimals) / leafDecimals
  }
  const goesLess = (row: number) => (bins[row] ?? 0) <= cut.bin
  const [less, rest] = [rows.filter(goesLess), rows.filter((row) => !goesLess(row))]
  return {
    feature: cut.feature,
    below,
    share: less.length / rows.length,
    less: grow(less, depth - 1, growing),
    rest: grow(rest, depth - 1, growing),
  }
}

/**
 * Grows one tree on some rows.
 *
 * @param rows indexes of the rows it sees, at least one
 */
export function growTree(rows: readonly number[], growing: Growing): ScoreTree {
  return grow(rows, growing.options.depth, growing)
}

/** What a tree adds for one provider. */
export function treeValue(tree: ScoreTree, valueAt: (feature: number) => number): number {
  let node = tree
  while (typeof node !== 'number') node = valueAt(node.feature) < node.below ? node.less : node.rest
  return node
}
