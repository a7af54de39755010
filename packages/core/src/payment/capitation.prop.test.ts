import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { always, pointsPlan, yearOf } from '../../tests/support/payment-plan.ts'
import { fen } from '../kernel/index.ts'
import {
  capitationMonth,
  clearYear,
  headCounts,
  monthStatement,
  noCases,
  type PaymentPlan,
  preparePlan,
} from './index.ts'

const weights = { chronic: 2_200_000, child: 1_300_000, adult: 800_000 } as const

const plan: PaymentPlan = {
  ...pointsPlan,
  methods: [],
  pointValue: null,
  budget: null,
  clearing:
    pointsPlan.clearing === null ? null : { ...pointsPlan.clearing, payable: 'capitation', overspendLimit: 'none' },
  capitation: {
    quota: [always(fen(61_37))],
    weights: Object.entries(weights).map(([group, weight]) => always(weight, { group })),
    bands: [
      { id: 'chronic', label: '', ageFrom: 0, ageTo: null, diseases: ['M1', 'M2'] },
      { id: 'child', label: '', ageFrom: 0, ageTo: 6, diseases: [] },
      { id: 'adult', label: '', ageFrom: 7, ageTo: null, diseases: [] },
    ],
    covers: 'all',
    elsewhere: 'charged',
  },
}
const prepared = preparePlan(plan, [])

const people = fc.array(
  fc.record({
    age: fc.integer({ min: 0, max: 105 }),
    diseases: fc.subarray(['M1', 'M2', 'M3']),
    count: fc.integer({ min: 0, max: 5_000 }),
  }),
  { maxLength: 40 },
)

/** Millionths of a fen, person by person, by nothing but whole numbers. */
const counted = (
  all: readonly { readonly age: number; readonly diseases: readonly string[]; readonly count: number }[],
) =>
  all.reduce((sum, { age, diseases, count }) => {
    const chronic = diseases.includes('M1') || diseases.includes('M2')
    const weight = chronic ? weights.chronic : age <= 6 ? weights.child : weights.adult
    return sum + BigInt(count) * 6137n * BigInt(weight)
  }, 0n)

test('a month is the sum of people, quota and weight, however they are ordered and parted, rounded once', () => {
  fc.assert(
    fc.property(people, fc.boolean(), (all, backwards) => {
      const counts = headCounts(prepared, backwards ? all.toReversed() : all)
      assert.ok(counts.ok)
      const facts = { institution: 'H', level: null, scheme: '310', month: '2025-04' } as const
      const month = capitationMonth(prepared, { ...facts, people: counts.value })
      const heads = all.reduce((sum, { count }) => sum + count, 0)
      if (heads === 0) {
        assert.ok(!month.ok && month.error.code === 'payment.no-people')
        return
      }
      assert.ok(month.ok)
      assert.equal(month.value.people, heads)
      assert.equal(BigInt(month.value.amount), (counted(all) + 500_000n) / 1_000_000n)
    }),
  )
})

test('a month and a year pay the fund out whole: heads, less care elsewhere, with care of others', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_00 })
  fc.assert(
    fc.property(amount, amount, amount, amount, (capitation, own, elsewhere, others) => {
      const charges = { own: fen(own), elsewhere: fen(elsewhere), others: fen(others) }
      const month = monthStatement(prepared, {
        institution: 'H',
        level: null,
        scheme: '310',
        month: '2025-04',
        sums: noCases,
        capitation: fen(capitation),
        charges,
        deductions: [],
        advance: fen(0),
        carriedIn: fen(0),
      })
      assert.ok(month.ok)
      assert.equal(month.value.fundPayable, capitation - elsewhere + others)
      const sums = { ...noCases, fundPaid: fen(own + elsewhere) }
      const year = clearYear(prepared, 2025, [yearOf('H', sums, { capitation: fen(capitation), charges })])
      const plain = clearYear(prepared, 2025, [yearOf('H', sums, { capitation: fen(capitation) })])
      assert.ok(year.ok && plain.ok)
      const [one, whole] = [year.value.institutions[0], plain.value.institutions[0]]
      assert.ok(one !== undefined && whole !== undefined)
      assert.equal(one.settled, whole.settled - elsewhere + others)
      assert.deepEqual([one.savingsKept, one.overspendShared], [whole.savingsKept, whole.overspendShared])
    }),
  )
})

test('an age that no band takes is refused, and people of a plan without heads', () => {
  const { capitation } = plan
  assert.ok(capitation !== null)
  const gap = preparePlan({ ...plan, capitation: { ...capitation, bands: capitation.bands.slice(0, 2) } }, [])
  const refused = headCounts(gap, [{ age: 40, diseases: [], count: 1 }])
  assert.ok(!refused.ok)
  assert.deepEqual(refused.error, { code: 'payment.no-band', plan: plan.id, value: '40', of: 'people' })
  const none = headCounts(preparePlan(pointsPlan, []), [])
  assert.ok(!none.ok && none.error.code === 'payment.no-rule')
})
