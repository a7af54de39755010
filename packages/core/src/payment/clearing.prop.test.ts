import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { always, pointSums, pointsPlan, yearOf } from '../../tests/support/payment-plan.ts'
import { fen, sumFen } from '../kernel/index.ts'
import { clearYear, type PaymentPlan, preparePlan } from './index.ts'

const amounts = fc.integer({ min: 0, max: 10_000_000_00 })
const institutions = fc.array(fc.record({ points: fc.integer({ min: 0, max: 5_000_000_000_000 }), charged: amounts }), {
  minLength: 1,
  maxLength: 12,
})

function planWith(fund: number, reserve: number): PaymentPlan {
  const { budget } = pointsPlan
  assert.ok(budget !== null)
  return { ...pointsPlan, budget: { ...budget, fund: [always(fen(fund))], reserve: [always(reserve)] } }
}

function cleared(plan: PaymentPlan, all: readonly { readonly points: number; readonly charged: number }[]) {
  const years = all.map(({ points, charged }, index) => yearOf(`H${index}`, pointSums(points, charged)))
  return clearYear(preparePlan(plan, []), 2025, years)
}

describe('a year of points', () => {
  it('pays the whole fund and not a fen more, wherever the points lie', () => {
    fc.assert(
      fc.property(institutions, fc.integer({ min: 100, max: 1_000_000_000_00 }), (all, fund) => {
        const year = cleared(planWith(fund, 0), all)
        if (!year.ok) {
          const none = all.every(({ points }) => points === 0)
          assert.equal(year.error.code, none ? 'payment.no-points' : 'payment.too-few-points')
          return
        }
        assert.equal(sumFen(year.value.institutions.map(({ payable }) => payable)), fund)
      }),
    )
  })

  it('settles at most the fund and what the reserve shares', () => {
    fc.assert(
      fc.property(institutions, fc.integer({ min: 100, max: 1_000_000_000_00 }), (all, fund) => {
        const year = cleared(planWith(fund, 50_000), all)
        if (!year.ok) return
        const { institutions: ended, overspendShared, overspendAsked, reserve } = year.value
        const settled = sumFen(ended.map((one) => one.settled))
        assert.ok(settled <= fund)
        assert.ok(overspendShared <= reserve)
        assert.ok(overspendShared <= overspendAsked)
        assert.equal(sumFen(ended.map((one) => one.overspendShared)), overspendShared)
      }),
    )
  })

  it('never pays less for more points', () => {
    fc.assert(
      fc.property(institutions, fc.integer({ min: 1, max: 1_000_000_000 }), (all, more) => {
        const plan = planWith(1_000_000_00, 0)
        const [first, ...others] = all
        assert.ok(first !== undefined)
        const [before, after] = [
          cleared(plan, all),
          cleared(plan, [{ ...first, points: first.points + more }, ...others]),
        ]
        if (!before.ok || !after.ok) return
        assert.ok((after.value.institutions[0]?.payable ?? 0) >= (before.value.institutions[0]?.payable ?? 0))
      }),
    )
  })

  it('comes to the same for each institution in any order, but for the fen of equal remainders', () => {
    fc.assert(
      fc.property(institutions, (all) => {
        const plan = planWith(1_000_000_00, 0)
        const [forward, backward] = [cleared(plan, all), cleared(plan, all.toReversed())]
        if (!forward.ok || !backward.ok) return
        const reversed = backward.value.institutions.toReversed()
        for (const [index, one] of forward.value.institutions.entries()) {
          assert.ok(Math.abs(one.payable - (reversed[index]?.payable ?? 0)) <= 1)
        }
      }),
    )
  })

  it('ends in what is settled less what was lost, deducted and paid before', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, amounts, (charged, monthsPaid, advances, deduction) => {
        const facts = yearOf('H1', pointSums(1_000_000, charged), {
          monthsPaid: fen(monthsPaid),
          advances: fen(advances),
          deductions: [{ id: 'D', reason: 'audit', amount: fen(deduction) }],
        })
        const year = clearYear(preparePlan(planWith(1_000_000_00, 50_000), []), 2025, [facts])
        assert.ok(year.ok)
        const [one] = year.value.institutions
        assert.ok(one !== undefined)
        assert.equal(one.final, one.settled - one.depositLost - deduction - monthsPaid - advances)
      }),
    )
  })

  it('by cases never exceeds the fund either, and takes only from those who get something', () => {
    const { pointValue } = pointsPlan
    assert.ok(pointValue !== null)
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_00, max: 10_000_000_00 }), { minLength: 1, maxLength: 10 }),
        (payables) => {
          const plan: PaymentPlan = { ...planWith(5_000_000_00, 0), pointValue: { ...pointValue, allocation: 'cases' } }
          const years = payables.map((payable, index) =>
            yearOf(`H${index}`, pointSums(1_000_000, 0, { fundPayable: fen(payable) })),
          )
          const year = clearYear(preparePlan(plan, []), 2025, years)
          assert.ok(year.ok)
          const paid = year.value.institutions.map(({ payable }) => payable)
          assert.ok(sumFen(paid) <= 5_000_000_00)
          for (const [index, payable] of payables.entries()) {
            const got = paid[index] ?? 0
            assert.ok(got <= payable && (payable < 0 ? got === payable : got >= 0))
          }
        },
      ),
    )
  })
})
