import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dipCase, inGroup, pointsPlan, scores } from '../../tests/support/payment-plan.ts'
import { fen } from '../kernel/index.ts'
import {
  addCase,
  budgetPointValue,
  type CaseSums,
  mergeSums,
  noCases,
  preparePlan,
  scoreCase,
  settlementPointValue,
  valueScore,
} from './index.ts'

const prepared = preparePlan(pointsPlan, [scores])
const costs = fc.array(fc.integer({ min: 0, max: 200_000_00 }), { maxLength: 30 })

function priced(cost: number, caseId: string) {
  const score = scoreCase(prepared, dipCase(cost, { caseId }), inGroup('G'), { trace: false })
  const value = budgetPointValue(prepared, 2025, '')
  assert.ok(score.ok && value.ok)
  const price = valueScore(prepared, score.value, value.value, { trace: false })
  assert.ok(price.ok)
  return { score: score.value, price: price.value }
}

function sumOf(costs: readonly number[]): CaseSums {
  return costs.reduce((sums, cost, index) => {
    const { score, price } = priced(cost, `C${index}`)
    return addCase(sums, score, price)
  }, noCases)
}

describe('sums of priced cases', () => {
  it('are the same in chunks, in any order', () => {
    fc.assert(
      fc.property(costs, fc.nat(30), fc.nat(30), (all, a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)]
        const parts = [all.slice(0, first), all.slice(first, second), all.slice(second)].map(sumOf)
        const [x = noCases, y = noCases, z = noCases] = parts
        const whole = sumOf(all)
        assert.deepEqual(mergeSums(mergeSums(x, y), z), whole)
        assert.deepEqual(mergeSums(x, mergeSums(y, z)), whole)
        assert.deepEqual(mergeSums(z, mergeSums(y, x)), sumOf(all))
      }),
      { numRuns: 60 },
    )
  })

  it('are what the cases come to', () => {
    const sums = sumOf([20_000_00, 6_000_00, 42_000_00])
    assert.equal(sums.points, 1_312_500_000 + 500_000_000 + 2_250_000_000)
    assert.equal(sums.standard, 15_750_00 + 6_000_00 + 27_000_00)
    assert.deepEqual(sums.kinds, { normal: 1, low: 1, high: 1 })
  })
})

describe('points', () => {
  it('do not fall when a case costs more, except where it leaves the band of high or low', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7_499_99 }),
        fc.integer({ min: 30_000_01, max: 1_000_000_00 }),
        (low, high) => {
          assert.ok(priced(low, 'C').score.points <= priced(low + 1, 'C').score.points)
          assert.ok(priced(high, 'C').score.points <= priced(high + 1, 'C').score.points)
        },
      ),
    )
  })

  it('are worth less when there are more of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_000_000_000_000 }), (points) => {
        const at = (millionths: number) => {
          const value = settlementPointValue(prepared, 2025, '', {
            ...noCases,
            points: millionths as CaseSums['points'],
            fundPaid: fen(0),
          })
          assert.ok(value.ok)
          return value.value.amount
        }
        assert.ok(at(points + 1_000_000) <= at(points))
      }),
    )
  })
})
