import { treeValue } from './score-tree.ts'
import type { ScoreTree } from './score-types.ts'

/** The features that a tree asks about, each once, ascending. */
function featuresOfTree(tree: ScoreTree): readonly number[] {
  if (typeof tree === 'number') return []
  const found = new Set([tree.feature, ...featuresOfTree(tree.less), ...featuresOfTree(tree.rest)])
  return [...found].sort((a, b) => a - b)
}

/** What a tree gives when only some features are known; where another is asked about, both roads by their share. */
function knowing(tree: ScoreTree, valueAt: (feature: number) => number, known: (feature: number) => boolean): number {
  if (typeof tree === 'number') return tree
  const { feature, below, share, less, rest } = tree
  if (known(feature)) return knowing(valueAt(feature) < below ? less : rest, valueAt, known)
  return share * knowing(less, valueAt, known) + (1 - share) * knowing(rest, valueAt, known)
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}

/** A tree made ready to share out what it says. */
export interface SharedTree {
  /** What it gives when nothing is known of a provider. */
  readonly expected: number
  /**
   * Adds to each feature its part of what the tree gives beyond `expected`: its Shapley value, the mean of what knowing
   * it changes over all orders of getting to know the features. The parts add up to the tree's value less `expected`.
   *
   * @source Shapley 1953; for trees Lundberg et al. 2020, "path-dependent"
   */
  addParts(valueAt: (feature: number) => number, parts: Float64Array): void
}

const nothing = () => 0

export function sharedTree(tree: ScoreTree): SharedTree {
  const features = featuresOfTree(tree)
  const sets = 2 ** features.length
  const expected = knowing(tree, nothing, () => false)
  const known = (set: number) => (feature: number) => (set >> features.indexOf(feature)) % 2 === 1
  const sizeOf = (set: number) => features.filter((feature) => known(set)(feature)).length
  const weights = Array.from({ length: sets }, (_, set) => {
    const size = sizeOf(set)
    return (factorial(size) * factorial(features.length - size - 1)) / factorial(features.length)
  })
  const [only] = features
  if (only !== undefined && features.length === 1) {
    return {
      expected,
      addParts: (valueAt, parts) => {
        parts[only] = (parts[only] ?? 0) + treeValue(tree, valueAt) - expected
      },
    }
  }
  return {
    expected,
    addParts: (valueAt, parts) => {
      const values = Array.from({ length: sets }, (_, set) => knowing(tree, valueAt, known(set)))
      for (const [place, feature] of features.entries()) {
        const bit = 1 << place
        for (let set = 0; set < sets; set += 1) {
          if ((set & bit) !== 0) continue
          const change = (values[set | bit] ?? 0) - (values[set] ?? 0)
          parts[feature] = (parts[feature] ?? 0) + (weights[set] ?? 0) * change
        }
      }
    },
  }
}
