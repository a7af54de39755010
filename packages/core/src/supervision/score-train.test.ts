import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelledProvider, madeUpProviders } from '../../tests/support/labelled-providers.ts'
import type { LabelledRow, ScoreModel } from './index.ts'
import { evaluateScore, type ScoreEvaluation, scorer, trainScore, usualScore } from './index.ts'
import { treeValue } from './score-tree.ts'

const quick = (seed: number) => ({ ...usualScore(seed), bags: 2, trees: 60 })
const rows = madeUpProviders(600, 7)

function modelOf(given = rows, seed = 1) {
  const learned = trainScore(given, quick(seed))
  assert.ok(learned.ok)
  return learned.value
}

test('the same rows in another order give the same model, another seed another one', () => {
  assert.deepEqual(modelOf(rows.toReversed()), modelOf())
  assert.notDeepEqual(modelOf(rows, 2), modelOf())
})

/** The log-odds that the trees give, without their reasons. */
function plainScore({ features, options, prior, trees }: ScoreModel, { values }: LabelledRow): number {
  const all = features.map((feature) => values[feature])
  const sum = trees.reduce<number>((total, tree) => total + treeValue(tree, (feature) => all[feature] ?? 0), 0)
  return prior + sum / options.bags
}

test('what sets the flagged apart raises the score, and says so', () => {
  const score = scorer(modelOf())
  const facts = { claims: 200, persons: 150, reimbursed: 60_000 }
  const long = score(labelledProvider('A', false, { ...facts, longestStayDays: 34 }).values)
  const short = score(labelledProvider('B', false, { ...facts, longestStayDays: 5 }).values)
  assert.ok(long.score > short.score)
  assert.equal(long.parts[0]?.feature, 'longestStay')
  assert.ok((long.parts[0]?.aboveOf100 ?? 0) >= 90)
})

test('a score is its start and its parts to the last digit, and what the trees give but for rounding', () => {
  const model = modelOf()
  const score = scorer(model)
  for (const row of rows.slice(0, 100)) {
    const told = score(row.values)
    assert.equal(
      told.score,
      told.parts.reduce((sum, { part }) => sum + part, told.start),
    )
    assert.ok(Math.abs(told.score / 10_000 - plainScore(model, row)) <= (told.parts.length + 1) * 0.5e-4)
  }
})

test('too few of a kind are refused, with how many there are', () => {
  const few = rows.filter(({ flagged }, index) => !flagged || index < 150)
  assert.deepEqual(trainScore(few, quick(1)), {
    ok: false,
    error: { code: 'supervision.score-too-few', what: 'flagged', found: 15, needed: 20 },
  })
  assert.equal(
    trainScore(
      rows.filter(({ flagged }) => flagged),
      quick(1),
    ).ok,
    false,
  )
})

function evaluated(given: typeof rows): ScoreEvaluation {
  const running = evaluateScore(given, { repeats: 1, folds: 2, seed: 3, options: quick })
  for (;;) {
    const step = running.next()
    if (step.done !== true) continue
    assert.ok(step.value.ok)
    return step.value.value
  }
}

test('in folds the score beats the amount alone where there is more to learn, and not where labels are dealt by chance', () => {
  assert.ok(evaluated(rows).averagePrecision.difference.least > 0.1)
  const blind = rows.map((row, index) => ({ ...row, flagged: (index * 7_919) % 600 < 60 }))
  assert.ok(evaluated(blind).averagePrecision.model.mean < 0.2)
})

test('rows too few to take the first fifty of each fold are refused', () => {
  const step = evaluateScore(rows.slice(0, 240), { repeats: 1, folds: 5, seed: 1, options: quick }).next()
  assert.deepEqual(step, {
    done: true,
    value: { ok: false, error: { code: 'supervision.score-too-few', what: 'rows', found: 240, needed: 250 } },
  })
})

test('labels that leave a fold too small, or without any of a kind, are refused before anything is learned', () => {
  const refused = (flagged: number, all: number, folds: number) => {
    const given = rows.slice(0, all).map((row, index) => ({ ...row, flagged: index < flagged }))
    const step = evaluateScore(given, { repeats: 1, folds, seed: 1, options: quick }).next()
    return step.done === true && !step.value.ok ? step.value.error : null
  }
  const code = 'supervision.score-too-few'
  // 6 + 43 in the last fold.
  assert.deepEqual(refused(33, 250, 5), { code, what: 'rows', found: 250, needed: 260 })
  assert.deepEqual(refused(9, 550, 10), { code, what: 'flagged', found: 9, needed: 10 })
  assert.deepEqual(refused(545, 550, 10), { code, what: 'unflagged', found: 5, needed: 10 })
})
