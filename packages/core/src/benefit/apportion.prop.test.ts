import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyNumbers, anyTiers, type PlanNumbers, planOfNumbers } from '../../tests/support/random-plan.ts'
import { accepted } from '../../tests/support/world.ts'
import { addFen, divideRounded, type Fen, fen, halfUpFen, isoDate, ppm, sumFen, zeroFen } from '../kernel/index.ts'
import type { Plan, Tier } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'
import type { Apportionment, BillInput } from './types.ts'

const on = isoDate('2025-03-02')
const apportion = (plan: Plan, bill: BillInput): Apportionment => accepted(compilePlan(plan, on).apportion(bill))

const some = (max: number) => fc.integer({ min: 0, max }).map(fen)

function anyBill(max: number): fc.Arbitrary<BillInput> {
  return fc.record({
    totals: fc
      .record({ nonCovered: some(max), overPriceLimit: some(max), preCoinsurance: some(max), eligible: some(max) })
      .map((parts) => ({ ...parts, total: sumFen(Object.values(parts)) })),
    facts: fc.constant({}),
    used: fc.record({ eligible: some(max), deductible: some(max), pool: some(max) }),
    accountBalance: some(max),
    accountUsed: fc.boolean(),
    accountAsked: fc.option(some(max)),
  })
}

function eligibleOnly(eligible: Fen, used: BillInput['used'] = {}): BillInput {
  const none = { nonCovered: zeroFen, overPriceLimit: zeroFen, preCoinsurance: zeroFen }
  const account = { accountBalance: zeroFen, accountUsed: false, accountAsked: null }
  return { totals: { ...none, total: eligible, eligible }, facts: {}, used, ...account }
}

/** Plans from a few fen up to millions of yuan, their steps in any order. */
const planAndBill = fc
  .constantFrom(50, 100_000, 10 ** 12)
  .chain((most) => fc.tuple(anyNumbers(most).map(planOfNumbers), anyBill(most)))
  .chain(([plan, bill]) =>
    fc
      .shuffledSubarray([...plan.steps], { minLength: plan.steps.length })
      .map((steps): [Plan, BillInput] => [{ ...plan, steps }, bill]),
  )

test('every fen of the bill lands in exactly one bucket, whatever the plan and the order of its steps', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { parts, pool, account, cash, person } = apportion(plan, bill)
      assert.equal(sumFen(Object.values(parts)), bill.totals.eligible)
      for (const part of Object.values(parts)) assert.ok(part >= 0)
      assert.equal(parts.pool, pool)
      assert.equal(addFen(pool, person), bill.totals.total)
      assert.equal(addFen(account, cash), person)
      assert.ok(cash >= 0)
    }),
    { numRuns: 500 },
  )
})

test('the account pays no more than it has, than it was asked for, and than the plan lets it', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { parts, account } = apportion(plan, bill)
      assert.ok(account >= 0 && account <= bill.accountBalance)
      const voluntary = account - parts.accountStage
      if (!bill.accountUsed) assert.equal(voluntary, 0)
      if (bill.accountAsked !== null) assert.ok(account <= Math.max(bill.accountAsked, parts.accountStage))
      const amounts: Record<string, number> = { ...bill.totals, ...parts }
      const payable = plan.accountPays.reduce((sum, part) => sum + (amounts[part] ?? 0), 0)
      assert.ok(voluntary <= payable)
    }),
  )
})

test('the deductible and the limits of the year are never exceeded', () => {
  fc.assert(
    fc.property(anyNumbers(1000), anyBill(1000), (numbers, bill) => {
      const { parts, pool } = apportion(planOfNumbers(numbers), bill)
      const left = (limit: Fen | null, used: Fen | undefined) =>
        limit === null ? Infinity : Math.max(0, limit - (used ?? 0))
      assert.ok(pool <= left(numbers.paymentLimit, bill.used.pool))
      const { deductible } = numbers
      const used = deductible?.perYear === true ? bill.used.deductible : zeroFen
      assert.ok(parts.deductible <= (deductible === null ? 0 : left(deductible.amount, used)))
      assert.ok(bill.totals.eligible - parts.overCostLimit <= left(numbers.costLimit, bill.used.eligible))
    }),
  )
})

function rateAt(tiers: readonly Tier[], position: number): number {
  return tiers.find((tier) => tier.to === null || position < tier.to)?.rate ?? 0
}

const fenPerUnit = { fen: 1, jiao: 10, yuan: 100 }

/** A clerk who takes every fen of the bill in his hand and asks whose it is. */
function fenByFen(numbers: PlanNumbers, bill: BillInput) {
  const { costLimit, deductible, pool, paymentLimit, rounding } = numbers
  const { eligible: usedEligible = zeroFen, deductible: usedDeductible = zeroFen, pool: usedPool = zeroFen } = bill.used
  const tally = { overCostLimit: 0, accountStage: 0, deductible: 0, shared: 0 }
  const deductibleLeft = (deductible?.amount ?? 0) - (deductible?.perYear === true ? usedDeductible : 0)
  let millionths = 0n
  for (let n = 0; n < bill.totals.eligible; n += 1) {
    if (costLimit !== null && usedEligible + n >= costLimit) tally.overCostLimit += 1
    else if (numbers.accountStage && tally.accountStage < bill.accountBalance) tally.accountStage += 1
    else if (tally.deductible < deductibleLeft) tally.deductible += 1
    else if ('rate' in pool) {
      tally.shared += 1
      millionths += BigInt(pool.rate)
    } else {
      const position = { visit: n, year: usedEligible + n, 'above-deductible': tally.shared }[pool.position]
      tally.shared += 1
      const printed = rateAt(pool.tiers, position)
      millionths += BigInt(pool.copay ? 1_000_000 - printed : printed)
    }
  }
  const unit = fenPerUnit[rounding.unit]
  const rounded = Number(divideRounded(millionths, 1_000_000n * BigInt(unit), rounding.mode)) * unit
  const share = Math.min(rounded, tally.shared)
  const paid = paymentLimit === null ? share : Math.min(share, Math.max(0, paymentLimit - usedPool))
  const { shared, ...front } = tally
  return { ...front, pool: paid, copay: shared - share, overPaymentLimit: share - paid }
}

test('a clerk who places every single fen by hand comes to the same parts', () => {
  fc.assert(
    fc.property(anyNumbers(300), anyBill(300), (numbers, bill) => {
      assert.deepEqual({ ...apportion(planOfNumbers(numbers), bill).parts }, fenByFen(numbers, bill))
    }),
    { numRuns: 300 },
  )
})

test('a larger bill never gets less from the fund', () => {
  fc.assert(
    fc.property(anyNumbers(1000), some(1000), some(1000), anyBill(1000), (numbers, eligible, more, { used }) => {
      const plan = planOfNumbers(numbers)
      const [less, larger] = [eligible, addFen(eligible, more)].map((each) => apportion(plan, eligibleOnly(each, used)))
      assert.ok(less !== undefined && larger !== undefined && less.pool <= larger.pool)
    }),
  )
})

test('a larger bill never costs the person less, when every share is rounded to the fen', () => {
  const toTheFen = fc.constant(halfUpFen)
  fc.assert(
    fc.property(anyNumbers(1000, toTheFen), some(1000), some(1000), (numbers, eligible, more) => {
      const plan = planOfNumbers(numbers)
      const [less, larger] = [eligible, addFen(eligible, more)].map((each) => apportion(plan, eligibleOnly(each)))
      assert.ok(less !== undefined && larger !== undefined && less.person <= larger.person)
    }),
  )
})

/** Plans that count everything by the year: two bills may then be one. */
function yearly(step: number): fc.Arbitrary<PlanNumbers> {
  const exact = (numbers: PlanNumbers): PlanNumbers => ({
    ...numbers,
    accountStage: false,
    deductible: numbers.deductible === null ? null : { amount: fen(numbers.deductible.amount * step), perYear: true },
    costLimit: numbers.costLimit === null ? null : fen(numbers.costLimit * step),
    paymentLimit: numbers.paymentLimit === null ? null : fen(numbers.paymentLimit * step),
    rounding: halfUpFen,
  })
  const tiers = anyTiers(1000).map((bands) =>
    bands.map(({ to, rate }) => ({
      to: to === null ? null : fen(to * step),
      rate: step === 1 ? rate : ppm(Math.floor(rate / 10_000) * 10_000),
    })),
  )
  return fc
    .tuple(anyNumbers(1000), tiers, fc.boolean())
    .map(([numbers, bands, copay]) => exact({ ...numbers, pool: { tiers: bands, copay, position: 'year' } }))
}

function twoBills(numbers: PlanNumbers, a: Fen, b: Fen) {
  const plan = planOfNumbers(numbers)
  const first = apportion(plan, eligibleOnly(a))
  const second = apportion(plan, eligibleOnly(b, first.totalsAdded))
  return { first, second, whole: apportion(plan, eligibleOnly(addFen(a, b))) }
}

test('two bills in one year come to what one bill comes to, to the fen, when no share needs rounding', () => {
  // Amounts in whole yuan and rates in whole per cent give whole fen.
  const yuanAmount = fc.integer({ min: 0, max: 1500 }).map((n) => fen(n * 100))
  fc.assert(
    fc.property(yearly(100), yuanAmount, yuanAmount, (numbers, a, b) => {
      const { first, second, whole } = twoBills(numbers, a, b)
      for (const part of Object.keys(whole.parts) as (keyof typeof whole.parts)[]) {
        assert.equal(addFen(first.parts[part], second.parts[part]), whole.parts[part], part)
      }
    }),
  )
})

test('two bills in one year differ from one bill by one fen of rounding at most', () => {
  fc.assert(
    fc.property(yearly(1), some(1500), some(1500), (numbers, a, b) => {
      const { first, second, whole } = twoBills(numbers, a, b)
      assert.ok(Math.abs(first.pool + second.pool - whole.pool) <= 1)
      assert.equal(first.parts.deductible + second.parts.deductible, whole.parts.deductible)
      assert.equal(first.parts.overCostLimit + second.parts.overCostLimit, whole.parts.overCostLimit)
    }),
  )
})

test('the same bill under the same plan comes to the same fen again', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const compiled = compilePlan(plan, on)
      assert.deepEqual(compiled.apportion(bill), compiled.apportion(bill))
      assert.deepEqual(compiled.apportion(bill), compilePlan(plan, on).apportion(bill))
    }),
  )
})
