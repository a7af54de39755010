import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apportioned } from '../../tests/support/bill.ts'
import { amountOf, layerWith, p, rate } from '../../tests/support/plan.ts'
import { anyBill, eligibleOnly, someFen } from '../../tests/support/random-bill.ts'
import {
  anyNumbers,
  anyTwoLayers,
  type LayerNumbers,
  type PlanNumbers,
  planOfNumbers,
  type SecondBase,
} from '../../tests/support/random-plan.ts'
import { halfUpFen, ppm, type Rounding } from '../kernel/index.ts'
import type { LayerPart, Tier } from '../policy/index.ts'
import type { BillInput } from './types.ts'

type Tally = Record<LayerPart, number>

const noTally = (): Tally => ({
  overCostLimit: 0,
  accountStage: 0,
  deductible: 0,
  priorShare: 0,
  paid: 0,
  copay: 0,
  overPaymentLimit: 0,
})

const million = 1_000_000n
const fenPerUnit = { fen: 1n, jiao: 10n, yuan: 100n }

/** Rounds millionths of a fen to the unit, counting whole units and looking at what is over. */
function byHand(millionths: bigint, { mode, unit }: Rounding): number {
  const whole = million * fenPerUnit[unit]
  const units = millionths / whole
  const over = millionths % whole
  const up = over > 0n && (mode === 'ceil' || (mode === 'half-up' && over * 2n >= whole))
  return Number((up ? units + 1n : units) * fenPerUnit[unit])
}

function rateAt(tiers: readonly Tier[], position: number): number {
  return tiers.find((tier) => tier.to === null || position < tier.to)?.rate ?? 0
}

/** What the payer bears of one shared fen, in millionths of it. */
function shareOfFen(pool: LayerNumbers['pool'], place: { inBase: number; inShared: number; used: number }): bigint {
  if ('rate' in pool) return BigInt(pool.rate)
  const begin = pool.startsAt === 'year' ? place.used : 0
  const printed = rateAt(pool.tiers, begin + (pool.front === 'inside' ? place.inBase : place.inShared))
  return BigInt(pool.copay ? 1_000_000 - printed : printed)
}

interface Desk {
  readonly base: number
  readonly account: number
  readonly used: { readonly cost: number; readonly deductible: number; readonly paid: number }
}

/** Each fen of the base in turn: whose is it? Those that go on are shared, in the order in which they lie. */
function sortFen(numbers: LayerNumbers, { base, account, used }: Desk, tally: Tally): readonly number[] {
  const { costLimit, deductible } = numbers
  const deductibleLeft = (deductible?.amount ?? 0) - (deductible?.perYear === true ? used.deductible : 0)
  const rest: number[] = []
  for (let n = 0; n < base; n += 1) {
    if (costLimit !== null && used.cost + n >= costLimit) tally.overCostLimit += 1
    else if (numbers.accountStage && tally.accountStage < account) tally.accountStage += 1
    else if (tally.deductible < deductibleLeft) tally.deductible += 1
    else rest.push(n)
  }
  const prior = numbers.priorShare ?? 0
  tally.priorShare = byHand(BigInt(rest.length) * BigInt(prior), { mode: 'half-up', unit: 'fen' })
  return rest.slice(tally.priorShare)
}

/** A clerk who takes every fen of a layer's base in his hand and asks whose it is. */
function fenByFen(numbers: LayerNumbers, desk: Desk): Tally {
  const tally = noTally()
  const shared = sortFen(numbers, desk, tally)
  const { pool, atLeast, paymentLimit, rounding } = numbers
  let millionths = 0n
  for (const [inShared, inBase] of shared.entries()) {
    millionths += shareOfFen(pool, { inBase, inShared, used: desk.used.cost })
  }
  tally.paid = Math.min(byHand(millionths, rounding), shared.length)
  tally.copay = shared.length - tally.paid
  // The floor is a payment, so it is rounded like one.
  const floor = byHand(BigInt(atLeast ?? 0) * million, rounding)
  for (const part of ['copay', 'overPaymentLimit', 'priorShare', 'deductible', 'overCostLimit'] as const) {
    while (tally.paid < floor && tally[part] > 0) {
      tally[part] -= 1
      tally.paid += 1
    }
  }
  const room = paymentLimit === null ? Number.POSITIVE_INFINITY : Math.max(0, paymentLimit - desk.used.paid)
  while (tally.paid > room) {
    tally.paid -= 1
    tally.overPaymentLimit += 1
  }
  return tally
}

/** How many millionths of a fen of the shared cost lie above the point where the limit was used up, over a denominator. */
function costAbove(numbers: LayerNumbers, shared: readonly number[], paid: number): { n: bigint; d: bigint } {
  const limit = BigInt(paid) * million
  let spent = 0n
  for (const [inShared, inBase] of shared.entries()) {
    const share = shareOfFen(numbers.pool, { inBase, inShared, used: 0 })
    if (spent + share >= limit) {
      const above = BigInt(shared.length - inShared) * share - (limit - spent)
      return { n: above * million, d: share }
    }
    spent += share
  }
  return { n: 0n, d: 1n }
}

/** What the second layer counts, from the parts of the first. */
function secondBase(base: SecondBase, eligible: number, first: Tally): number {
  const rest = eligible - first.accountStage - first.paid
  return {
    rest,
    restAboveDeductible: rest - first.deductible,
    copay: first.copay,
    overPaymentLimit: first.overPaymentLimit,
    overLimits: first.overCostLimit + first.overPaymentLimit,
  }[base]
}

function clerk(numbers: PlanNumbers, { totals, used, accountBalance }: BillInput): readonly Tally[] {
  const usedOf = (cost: string, deductible: string, paid: string): Desk['used'] => ({
    cost: used[cost] ?? 0,
    deductible: used[deductible] ?? 0,
    paid: used[paid] ?? 0,
  })
  const { eligible } = totals
  const desk = { base: eligible, account: accountBalance, used: usedOf('eligible', 'deductible', 'pool') }
  const first = fenByFen(numbers, desk)
  const { second } = numbers
  if (second === null) return [first]
  const base = secondBase(second.base, eligible, first)
  return [first, fenByFen(second, { base, account: 0, used: usedOf('base2', 'dedc2', 'paid2') })]
}

function agrees(numbers: PlanNumbers, bill: BillInput): void {
  const { layers } = apportioned(planOfNumbers(numbers), bill)
  assert.deepEqual(
    layers.map(({ parts }) => ({ ...parts })),
    clerk(numbers, bill),
  )
}

test('a clerk who places every single fen by hand comes to the same parts', () => {
  fc.assert(
    fc.property(anyNumbers(300), anyBill(300), (numbers, bill) => agrees(numbers, bill)),
    { numRuns: 1000 },
  )
})

test('a clerk who takes the second layer in hand after the first comes to the same parts of both', () => {
  fc.assert(
    fc.property(anyTwoLayers(300), anyBill(300), (numbers, bill) => agrees(numbers, bill)),
    { numRuns: 1000 },
  )
})

/** A rate that is neither nothing nor all, so that every band spends some of the limit. */
const inner = (n: number) => ppm(Math.min(999_999, Math.max(1, n)))

test('a clerk who spends the payment limit fen by fen finds the same cost above it', () => {
  const oneLayer = anyNumbers(300, fc.constant(halfUpFen)).map((numbers): PlanNumbers => {
    const { pool } = numbers
    const rates =
      'rate' in pool
        ? { rate: inner(pool.rate) }
        : { ...pool, tiers: pool.tiers.map((tier) => ({ ...tier, rate: inner(tier.rate ?? 0) })) }
    return { ...numbers, accountStage: false, atLeast: null, pool: rates }
  })
  fc.assert(
    fc.property(oneLayer, someFen(300), fc.integer({ min: 0, max: 1_000_000 }).map(ppm), (numbers, eligible, share) => {
      const plan = planOfNumbers(numbers)
      const above = layerWith('above', amountOf('basic.costOverPaymentLimit'), [{ step: 'rate', rate: p('above') }])
      const parameters = { ...plan.parameters, above: rate('above', share) }
      const bill = eligibleOnly(eligible)
      const { layers } = apportioned({ ...plan, parameters, layers: [...plan.layers, above] }, bill)
      const [basic, second] = layers
      assert.ok(basic !== undefined && second !== undefined)
      const desk = { base: eligible, account: 0, used: { cost: 0, deductible: 0, paid: 0 } }
      const shared = sortFen(numbers, desk, noTally())
      const isOver = basic.parts.overPaymentLimit > 0
      const { n, d } = isOver ? costAbove(numbers, shared, basic.parts.paid) : { n: 0n, d: 1n }
      assert.equal(second.base, roundedUp(n, d * million))
      assert.equal(second.parts.paid, Math.min(second.base, roundedUp(n * BigInt(share), d * million * million)))
    }),
    { numRuns: 1000 },
  )
})

/** Half up, without a look at how the kernel does it. */
function roundedUp(n: bigint, d: bigint): number {
  return Number((2n * n + d) / (2n * d))
}
