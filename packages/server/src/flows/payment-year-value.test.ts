import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fen } from '@yibao/core/kernel'
import { addCase, type CaseScore, clearYear, noCases, type PricedCase, points, preparePlan } from '@yibao/core/payment'
import { plan } from '../../tests/support/payment.ts'
import { atSettlementValue } from './payment-year-value.ts'

const pool = '310'
const scope = { division: plan.division, schemes: plan.schemes }

/** A case of 1,000 points that cost 8,000 yuan; at 10 yuan a point the fund owes 7,000 for it. */
function stay(caseId: string, institution: string): { readonly score: CaseScore; readonly price: PricedCase } {
  const total = fen(8_000_00)
  const score: CaseScore = {
    caseId,
    institution,
    level: 'tertiary',
    scheme: '310',
    on: plan.range.from,
    method: 'drg',
    methodKind: 'drg',
    group: 'G',
    kind: 'normal',
    pool,
    points: points(1_000_000_000),
    money: null,
    awaitsReview: false,
    reviewId: null,
    weight: null,
    groupMean: null,
    groupMeanStay: null,
    total,
    fundPaid: fen(0),
    otherPaid: total,
    stayDays: 1,
    exits: [],
    steps: [],
  }
  const fundPayable: Fen = fen(7_000_00)
  return {
    score,
    price: {
      caseId,
      institution,
      kind: 'normal',
      standard: fen(10_000_00),
      fundPayable,
      difference: fundPayable,
      steps: [],
    },
  }
}

const cases = new Map([
  ['H1', [stay('C1', 'H1'), stay('C2', 'H1')]],
  ['H2', [stay('C3', 'H2')]],
])
const institutions = [...cases].map(([institution, own]) => ({
  institution,
  level: 'tertiary',
  pools: [{ pool, sums: own.reduce((sums, { score, price }) => addCase(sums, score, price), noCases) }],
  capitation: null,
  assessment: null,
  deductions: [],
  depositWithheld: fen(0),
  advances: fen(0),
  monthsPaid: fen(0),
}))
const ofYear = {
  runs: {
    async *casesOfYear(_: unknown, __: string, provider: string) {
      for (const one of cases.get(provider) ?? []) yield [{ ...one, planHash: 'own', month: '2023-11' }]
    },
  },
  planOf: async () => plan,
}

test('a plan that places its money by cases clears them at the settlement value, not at that of the months', async () => {
  assert.ok(plan.pointValue !== null && plan.budget !== null)
  // 9,450 yuan of fund money by 70 % share 3,000 points: 4.5 yuan a point, so 4,500 a case, of which the fund owes 3,150.
  const fund = plan.budget.fund.map((row) => ({
    ...row,
    values: row.values.map((one) => ({ ...one, value: fen(9_450_00) })),
  }))
  const reserve = plan.budget.reserve.map((row) => ({
    ...row,
    values: row.values.map((one) => ({ ...one, value: 0 })),
  }))
  const byCases = preparePlan(
    { ...plan, budget: { ...plan.budget, fund, reserve }, pointValue: { ...plan.pointValue, allocation: 'cases' } },
    [],
  )
  const valued = await atSettlementValue(ofYear, byCases, scope, '2023', institutions)
  assert.ok(valued.ok, JSON.stringify(valued))
  assert.deepEqual(
    valued.value.map(({ pools }) => pools[0]?.sums.fundPayable),
    [6_300_00, 3_150_00],
  )
  const year = clearYear(byCases, 2023, valued.value)
  assert.ok(year.ok)
  assert.deepEqual(
    year.value.institutions.map(({ payable }) => payable),
    [6_300_00, 3_150_00],
  )
})

test('a plan that divides by points is left as the months made it', async () => {
  const valued = await atSettlementValue(ofYear, preparePlan(plan, []), scope, '2023', institutions)
  assert.deepEqual(valued, { ok: true, value: institutions })
})
