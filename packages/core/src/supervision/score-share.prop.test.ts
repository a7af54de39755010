import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedTree } from './score-share.ts'
import { treeValue } from './score-tree.ts'
import type { ScoreTree } from './score-types.ts'

const features = 4
const leaf = fc.integer({ min: -50, max: 50 }).map((value) => value / 10)

function treeOf(depth: number): fc.Arbitrary<ScoreTree> {
  if (depth === 0) return leaf
  const split = fc.record({
    feature: fc.integer({ min: 0, max: features - 1 }),
    below: fc.integer({ min: 0, max: 9 }),
    share: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
    less: treeOf(depth - 1),
    rest: treeOf(depth - 1),
  })
  return fc.oneof(leaf, split)
}

const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: features, maxLength: features })

/** What is expected of the tree when these features are known, straight from the definition. */
function expectedWith(tree: ScoreTree, row: readonly number[], known: ReadonlySet<number>): number {
  if (typeof tree === 'number') return tree
  if (known.has(tree.feature)) {
    const next = (row[tree.feature] ?? 0) < tree.below ? tree.less : tree.rest
    return expectedWith(next, row, known)
  }
  return tree.share * expectedWith(tree.less, row, known) + (1 - tree.share) * expectedWith(tree.rest, row, known)
}

function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}

/** The mean change that each feature makes, over every order of all features. */
function plainParts(tree: ScoreTree, row: readonly number[]): readonly number[] {
  const parts = Array.from({ length: features }, () => 0)
  const all = orders([...parts.keys()])
  for (const order of all) {
    const known = new Set<number>()
    for (const feature of order) {
      const before = expectedWith(tree, row, known)
      known.add(feature)
      parts[feature] = (parts[feature] ?? 0) + (expectedWith(tree, row, known) - before) / all.length
    }
  }
  return parts
}

test('the parts of a tree are the mean changes over all orders, and add up to what it gives', () => {
  fc.assert(
    fc.property(treeOf(2), values, (tree, row) => {
      const valueAt = (feature: number) => row[feature] ?? 0
      const { expected, addParts } = sharedTree(tree)
      const parts = new Float64Array(features)
      addParts(valueAt, parts)
      for (const [feature, part] of plainParts(tree, row).entries()) {
        assert.ok(Math.abs((parts[feature] ?? 0) - part) < 1e-9, `feature ${feature}`)
      }
      const sum = parts.reduce((total, part) => total + part, expected)
      assert.ok(Math.abs(sum - treeValue(tree, valueAt)) < 1e-9)
    }),
  )
})
