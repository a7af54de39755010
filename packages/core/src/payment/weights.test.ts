import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pointSums } from '../../tests/support/payment-plan.ts'
import { fen } from '../kernel/index.ts'
import { points } from './amounts.ts'
import {
  caseMixIndex,
  costIndex,
  groupWeights,
  meanOverYears,
  relativeWeight,
  timeIndex,
  type WeightRules,
} from './index.ts'

const rules: WeightRules = {
  trim: { kind: 'none' },
  reference: { kind: 'all' },
  scale: 1_000_000,
  decimals: 4,
  fewest: 2,
}

function stay(group: string, yuan: number, stayDays = 5) {
  return { group, total: fen(yuan * 100), stayDays, level: 'tertiary' }
}

describe('weights', () => {
  it('of three years weighted 1:2:7 come to 1,250', () => {
    const mean = meanOverYears([
      { mean: fen(11_000_00), weight: 100_000 },
      { mean: fen(12_000_00), weight: 200_000 },
      { mean: fen(12_500_00), weight: 700_000 },
    ])
    assert.equal(mean, 12_250_00)
    assert.equal(relativeWeight(mean, fen(9_800_00), 1_000_000_000, 4), 1_250_000_000)
  })

  it('are the mean of the group by the mean of all', () => {
    const made = groupWeights([stay('A', 22_200), stay('A', 22_200), stay('B', 1_800), stay('B', 1_800)], rules)
    assert.ok(made.ok)
    assert.deepEqual(
      made.value.rows.map(({ group, weight }) => [group, weight]),
      [
        ['A', 1_850_000],
        ['B', 150_000],
      ],
    )
  })

  it('do not depend on the order of the cases, and mark groups with few', () => {
    const cases = [stay('A', 100), stay('B', 300, 9), stay('A', 500, 2)]
    const [one, other] = [groupWeights(cases, rules), groupWeights(cases.toReversed(), rules)]
    assert.deepEqual(one, other)
    assert.ok(one.ok)
    assert.deepEqual(
      one.value.rows.map(({ stable }) => stable),
      [true, false],
    )
  })

  it('leave out the tails of cost', () => {
    const cases = [...Array.from({ length: 39 }, () => stay('A', 100)), stay('A', 100_000)]
    const trimmed = groupWeights(cases, { ...rules, trim: { kind: 'ranks', low: 25_000, high: 975_000 } })
    assert.ok(trimmed.ok)
    assert.equal(trimmed.value.mean, 100_00)
    assert.equal(trimmed.value.trimmed, 2)
    const multiples = groupWeights(cases, { ...rules, trim: { kind: 'multiples', low: 200_000, high: 5_000_000 } })
    assert.ok(multiples.ok)
    assert.equal(multiples.value.trimmed, 1)
  })

  it('against a reference disease give it the scale', () => {
    const scaled: WeightRules = { ...rules, reference: { kind: 'group', group: 'K35' }, scale: 1_000_000_000 }
    const made = groupWeights([stay('K35', 12_800), stay('B', 25_600)], scaled)
    assert.ok(made.ok)
    assert.deepEqual(
      made.value.rows.map(({ weight }) => weight),
      [2_000_000_000, 1_000_000_000],
    )
  })

  it('are refused without cases, reference or cost', () => {
    const codeOf = (made: ReturnType<typeof groupWeights>) => (made.ok ? 'none' : made.error.code)
    assert.equal(codeOf(groupWeights([], rules)), 'payment.no-cases')
    const missing: WeightRules = { ...rules, reference: { kind: 'group', group: 'K35' } }
    assert.equal(codeOf(groupWeights([stay('A', 1)], missing)), 'payment.no-reference')
    assert.equal(codeOf(groupWeights([stay('A', 0)], rules)), 'payment.reference-without-cost')
  })
})

describe('indices', () => {
  it('of an average hospital are 1', () => {
    const sums = pointSums(0, 0, {
      weight: points(3_000_000),
      weighted: 2,
      costWithMean: fen(30_000_00),
      groupMeans: fen(30_000_00),
      stayWithMean: 12,
      groupStays: points(12_000_000),
    })
    assert.equal(caseMixIndex(sums), 1_500_000)
    assert.equal(costIndex(sums), 1_000_000)
    assert.equal(timeIndex(sums), 1_000_000)
  })

  it('are nothing without a case that has a weight or a mean', () => {
    const sums = pointSums(0, 0)
    assert.deepEqual([caseMixIndex(sums), costIndex(sums), timeIndex(sums)], [null, null, null])
  })
})
