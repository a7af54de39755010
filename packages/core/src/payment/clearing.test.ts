import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  always,
  dipCase,
  dipMethod,
  inGroup,
  pointSums,
  pointsPlan,
  scores,
  yearOf,
} from '../../tests/support/payment-plan.ts'
import { fen, isoDate, zeroFen } from '../kernel/index.ts'
import {
  addCase,
  budgetPointValue,
  type CaseSums,
  clearYear,
  monthStatement,
  noCases,
  type PaymentPlan,
  type PointValueRule,
  preparePlan,
  scoreCase,
  valueScore,
} from './index.ts'

/** A stay that was priced in yuan. */
function moneySums(fundPayable: number, charged: number): CaseSums {
  return {
    ...noCases,
    cases: 1,
    moneyCases: 1,
    money: fen(fundPayable),
    standard: fen(fundPayable),
    moneyFund: fen(fundPayable),
    fundPayable: fen(fundPayable),
    fundPaid: fen(charged),
  }
}

function rule(changes: Partial<PointValueRule>): PointValueRule {
  const { pointValue } = pointsPlan
  assert.ok(pointValue !== null)
  return { ...pointValue, ...changes }
}

describe('a year of cases priced in yuan', () => {
  const all = { payable: 'cases', settle: 'all' } as const
  const { clearing } = pointsPlan
  assert.ok(clearing !== null)
  const plan: PaymentPlan = { ...pointsPlan, clearing: { ...clearing, ...all } }

  it('is paid as priced under a plan without points', () => {
    const bedDays = preparePlan({ ...plan, pointValue: null }, [])
    const year = clearYear(bedDays, 2025, [yearOf('H1', moneySums(900_00, 700_00))])
    assert.ok(year.ok, JSON.stringify(year))
    assert.equal(year.value.institutions[0]?.payable, 900_00)
    assert.equal(year.value.pools[0]?.value, null)
  })

  it('is paid as priced in a pool that has no points, beside pools that have', () => {
    const prepared = preparePlan({ ...plan, pointValue: rule({ pools: ['level'] }) }, [])
    const pools = [
      { pool: 'primary', sums: moneySums(900_00, 0) },
      { pool: 'tertiary', sums: pointSums(1_000_000, 0) },
    ]
    const year = clearYear(prepared, 2025, [yearOf('H1', noCases, { pools })])
    assert.ok(year.ok, JSON.stringify(year))
    assert.equal(year.value.institutions[0]?.payable, 540_000_000_00 + 900_00)
  })

  it('never exceeds the money of the pool out of which it comes first', () => {
    const year = clearYear(preparePlan(plan, []), 2025, [yearOf('H1', moneySums(540_000_000_01, 0))])
    assert.equal(year.ok ? 'none' : year.error.code, 'payment.budget-spent')
  })
})

describe('the steps of a year say what was computed', () => {
  it('a deposit is withheld from nothing where deductions exceed what is payable', () => {
    const facts = {
      institution: 'H1',
      level: 'tertiary',
      scheme: '310',
      month: '2025-02',
      sums: pointSums(0, 0, { fundPayable: fen(100_00) }),
      capitation: null,
      deductions: [{ id: 'D', reason: 'audit', amount: fen(300_00) }],
      advance: zeroFen,
      carriedIn: zeroFen,
    } as const
    const statement = monthStatement(preparePlan(pointsPlan, []), facts)
    assert.ok(statement.ok)
    const { deposit, payable, carriedOut, steps } = statement.value
    assert.deepEqual([deposit, payable, carriedOut], [0, 0, 200_00])
    const step = steps.find(({ formula }) => formula === 'month.deposit')
    assert.equal(step?.inputs[0]?.value, '0.00')
  })

  it('a fund share that others paid already is nothing, not a negative difference', () => {
    const plan: PaymentPlan = { ...pointsPlan, fundShare: { kind: 'less-others', least: 'zero' } }
    const prepared = preparePlan(plan, [scores])
    const score = scoreCase(prepared, dipCase(20_000_00), inGroup('G'))
    const value = budgetPointValue(prepared, 2025, '')
    assert.ok(score.ok && value.ok)
    const price = valueScore(prepared, score.value, value.value)
    assert.ok(price.ok)
    assert.equal(price.value.fundPayable, 0)
    assert.equal(price.value.steps.at(-1)?.formula, 'value.others-exceed')
  })

  it('a high case without an excess by the divisor has none in its factor', () => {
    const rows = scores.rows.map((row) => ({ ...row, meanByLevel: { tertiary: fen(24_000_00) } }))
    const deviation = { ...dipMethod.deviation, divisor: 'level-mean' } as const
    const plan: PaymentPlan = { ...pointsPlan, methods: [{ ...dipMethod, deviation }] }
    const score = scoreCase(preparePlan(plan, [{ ...scores, rows }]), dipCase(42_000_00), inGroup('G'))
    assert.ok(score.ok)
    assert.equal(score.value.points, 1_250_000_000)
    assert.ok(score.value.steps.some(({ formula }) => formula === 'factor.no-excess'))
  })
})

describe('a reviewed case', () => {
  it('is held to the limit of its own cost like every other', () => {
    const plan: PaymentPlan = {
      ...pointsPlan,
      costCap: [always(1_000_000)],
      review: { cap: [always(5_000)], period: 'year', capMode: 'floor', kinds: [] },
    }
    const prepared = preparePlan(plan, [scores])
    const review = {
      reviewId: 'R1',
      caseId: 'C1',
      applicant: 'a',
      reviewers: ['b', 'c'],
      decidedOn: isoDate('2025-07-01'),
      reason: '',
      outcome: { kind: 'money', standard: fen(60_000_00) },
    } as const
    const score = scoreCase(prepared, dipCase(42_000_00), inGroup('G'), { review })
    assert.ok(score.ok)
    const price = valueScore(prepared, score.value, null)
    assert.ok(price.ok)
    assert.equal(price.value.standard, 42_000_00)
    assert.equal(addCase(noCases, score.value, price.value).moneyCases, 1)
  })
})

describe('what a clearing asks somebody to look at', () => {
  const { budget } = pointsPlan
  assert.ok(budget !== null)
  const both = preparePlan(
    {
      ...pointsPlan,
      schemes: ['310', '390'],
      pointValue: rule({ pools: ['scheme'] }),
      budget: {
        ...budget,
        fund: [always(fen(1_000_00), { scheme: '310' }), always(fen(500_00), { scheme: '390' })],
        reserve: [always(100_000)],
      },
    },
    [scores],
  )

  it('is money of a pool in which nobody had a case', () => {
    const ofEmployees = { pools: [{ pool: '310', sums: pointSums(1_000_000, 700_00) }] }
    const year = clearYear(both, 2025, [yearOf('H1', noCases, ofEmployees)])
    assert.ok(year.ok, JSON.stringify(year))
    assert.deepEqual(year.value.findings, [{ code: 'clearing.pool-without-cases', pool: '390', fund: 450_00 }])
    const nobody = clearYear(both, 2025, [])
    assert.ok(nobody.ok && nobody.value.findings.length === 2)
  })

  it('is a case that was cleared before it was reviewed', () => {
    const waits = pointSums(1_000_000, 700_00, { awaitingReview: 2 })
    const year = clearYear(preparePlan(pointsPlan, [scores]), 2025, [yearOf('H1', waits)])
    assert.ok(year.ok)
    assert.deepEqual(year.value.findings, [{ code: 'clearing.awaiting-review', institution: 'H1', cases: 2 }])
    assert.equal(year.value.institutions[0]?.awaitingReview, 2)
  })
})
