import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { always, dipCase, dipMethod, inGroup, pointsPlan, scores } from '../../tests/support/payment-plan.ts'
import { fen, isoDate } from '../kernel/index.ts'
import {
  type CaseLaw,
  type CaseToPrice,
  countedScore,
  type MonthCase,
  monthValues,
  type PaymentPlan,
  partPricing,
  pointValueOf,
  preparePlan,
  type Recognised,
} from './index.ts'

const law = (hash: string, changes: Partial<PaymentPlan> = {}, more: Partial<CaseLaw> = {}): CaseLaw => ({
  hash,
  prepared: preparePlan({ ...pointsPlan, ...changes }, [scores]),
  groups: null,
  ...more,
})
const own = law('own')
const until = (day: string) => ({ from: isoDate('2025-01-01'), until: isoDate(day) })

const toPrice = (totalFen: number, more: Partial<CaseToPrice> = {}): CaseToPrice => ({
  facts: dipCase(totalFen),
  factsDigest: 'd',
  state: 'listed',
  groups: inGroup('G'),
  recognised: null,
  review: null,
  ...more,
})

const recognised = (of: MonthCase, more: Partial<Recognised> = {}): Recognised => {
  const { points, total, fundPaid, otherPaid, standard, fundPayable } = of
  return { points, total, fundPaid, otherPaid, standard, fundPayable, runId: 'R1', takenBack: false, ...more }
}

function month(cases: readonly CaseToPrice[], laws: readonly [CaseLaw, ...CaseLaw[]] = [own]) {
  const pricing = partPricing(laws, monthValues(laws[0].hash, new Map()), '2025-06')
  return { rows: pricing.price(cases), sums: pricing.finish() }
}

function one(cases: CaseToPrice, laws: readonly [CaseLaw, ...CaseLaw[]] = [own]): MonthCase {
  const [row] = month([cases], laws).rows
  assert.ok(row !== undefined)
  return row
}

describe('a case in a month', () => {
  it('is priced at the budget value', () => {
    const row = one(toPrice(20_000_00))
    assert.partialDeepStrictEqual(row, { role: 'case', standard: 15_750_00, fundPayable: 11_340_00, planHash: null })
  })

  it('waits without a list, with bills of two insurances, or with what the plan refuses', () => {
    const cases = [
      toPrice(1, { state: 'no-list' }),
      toPrice(1, { state: 'two-insurances' }),
      toPrice(1, { groups: inGroup('unknown') }),
    ]
    const { rows, sums } = month(cases)
    assert.deepEqual(
      rows.map(({ role, standard, total }) => [role, standard, total]),
      cases.map(() => ['held', 0, 1]),
    )
    assert.deepEqual(sums.held, {
      'payment.no-list': 1,
      'payment.two-insurances': 1,
      'payment.group-without-weight': 1,
    })
    assert.deepEqual(
      sums.refusals.map(({ code }) => code),
      ['payment.group-without-weight'],
    )
  })

  it('that was undone gives back what was recognised, once', () => {
    const before = one(toPrice(20_000_00))
    const undone = one(toPrice(20_000_00, { state: 'undone', recognised: recognised(before) }))
    assert.partialDeepStrictEqual(undone, { role: 'adjustment', why: 'undone', fundPayable: -11_340_00 })
    const again = toPrice(20_000_00, { state: 'undone', recognised: recognised(before, { takenBack: true }) })
    assert.deepEqual(month([again]).rows, [])
    assert.deepEqual(month([toPrice(1, { state: 'undone' })]).rows, [])
  })

  it('that is worth the same as before has nothing to tell; reviewed or restored it is a difference', () => {
    const before = one(toPrice(20_000_00))
    assert.deepEqual(month([toPrice(20_000_00, { recognised: recognised(before) })]).rows, [])
    const given = {
      reviewId: 'W1',
      caseId: 'C1',
      applicant: 'a',
      reviewers: ['b', 'c'],
      decidedOn: isoDate('2025-07-01'),
      reason: '',
      outcome: { kind: 'money', standard: fen(20_000_00) },
    } as const
    const reviewing = law('own', { review: { cap: [], period: 'year', capMode: 'floor', kinds: [] } })
    const reviewed = one(toPrice(20_000_00, { recognised: recognised(before), review: given }), [reviewing])
    assert.partialDeepStrictEqual(reviewed, { role: 'adjustment', why: 'review', standard: 4_250_00 })
    const nothing = { points: 0, standard: fen(0), fundPayable: fen(0), total: fen(0), otherPaid: fen(0) }
    const restored = one(toPrice(20_000_00, { recognised: recognised(before, { ...nothing, takenBack: true }) }))
    assert.partialDeepStrictEqual(restored, { role: 'adjustment', why: 'restored', fundPayable: 11_340_00 })
  })

  it('keeps the value of the month that priced it first', () => {
    const kept = { pool: '', stage: 'budget', amount: pointValueOf(10_000_000), steps: [] } as const
    const before = one(toPrice(20_000_00))
    const values = monthValues('own', new Map([['R1', [{ year: 2025, value: kept, planHash: 'own' }]]]))
    const takenBack = recognised(before, { standard: fen(0), fundPayable: fen(0), points: 0, takenBack: true })
    const [row] = partPricing([own], values, '2025-06').price([toPrice(20_000_00, { recognised: takenBack })])
    assert.equal(row?.standard, 13_125_00)
    assert.deepEqual(values.used(), [])
  })
})

describe('a case of the days of another plan', () => {
  const pointValue = pointsPlan.pointValue
  const dearer = {
    pointValue:
      pointValue === null ? null : { ...pointValue, budget: { kind: 'given' as const, value: [always(24_000_000)] } },
  }
  const july = law('july', { ...dearer, range: { from: isoDate('2025-07-01'), until: null } })
  const june = law('june', { range: until('2025-07-01') })
  const held = toPrice(20_000_00)

  it('is priced under the plan of its own day', () => {
    assert.partialDeepStrictEqual(one(held, [july, june]), { role: 'case', standard: 15_750_00, planHash: 'june' })
    assert.partialDeepStrictEqual(one(held, [july]), { role: 'held', kind: 'payment.outside-plan' })
    const { sums } = month([held], [july, june])
    assert.deepEqual(
      sums.values.map(({ planHash, year }) => [planHash, year]),
      [['june', 2025]],
    )
  })

  it('follows the day that each plan says, and is grouped as that plan asks', () => {
    const facts = dipCase(20_000_00, { settledOn: isoDate('2025-07-03') })
    const byDischarge = law('june', { day: 'discharged', range: until('2025-07-01') })
    assert.equal(one(toPrice(0, { facts }), [july, byDischarge]).planHash, null)
    const both = law('july', { ...dearer, day: 'discharged', range: { from: isoDate('2025-07-01'), until: null } })
    const regrouping = law('june', byDischarge.prepared.plan, { groups: () => inGroup('bare') })
    assert.partialDeepStrictEqual(one(toPrice(0, { facts }), [both, regrouping]), {
      kind: 'payment.group-without-mean',
      role: 'held',
    })
  })

  it('shares points where both plans measure alike, else it counts as it was priced', () => {
    const alike = month([held], [july, june]).sums.pools[0]?.sums
    assert.partialDeepStrictEqual(alike, { points: 1_312_500_000, moneyCases: 0 })
    const tenfold = law('july', { ...july.prepared.plan, methods: [{ ...dipMethod, scale: [always(10_000_000)] }] })
    const other = month([held], [tenfold, june]).sums.pools[0]?.sums
    assert.partialDeepStrictEqual(other, { points: 0, moneyCases: 1, moneyFund: 11_340_00, fundPayable: 11_340_00 })
  })

  it('has no share in a month of another year', () => {
    const { score, price } = one(held)
    assert.ok(score !== null && price !== null && pointValue !== null)
    const byMonth = law('own', { pointValue: { ...pointValue, pools: ['month'] } }).prepared
    const ofYear = countedScore(byMonth, byMonth.plan, { score, price, month: '2025-07' })
    assert.equal(ofYear, score)
    const late = countedScore(byMonth, byMonth.plan, { score, price, month: '2026-01' })
    assert.partialDeepStrictEqual(late, { pool: '2026-01', points: 0, money: 15_750_00 })
  })
})
