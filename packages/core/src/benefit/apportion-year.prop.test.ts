import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { today } from '../../tests/support/ask.ts'
import { anyBill, eligibleOnly, someFen } from '../../tests/support/random-bill.ts'
import { anyPlan } from '../../tests/support/random-layers.ts'
import {
  anyNumbers,
  anyTwoLayers,
  type LayerNumbers,
  type PlanNumbers,
  planOfNumbers,
} from '../../tests/support/random-plan.ts'
import { accepted } from '../../tests/support/world.ts'
import { addFen, type Fen, fen, halfUpFen, ppm, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { LayerPart, Plan } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'
import type { Apportionment, BillInput } from './types.ts'

type Used = BillInput['used']

function moved(used: Used, added: Used, by: (a: Fen, b: Fen) => Fen): Used {
  const codes = new Set([...Object.keys(used), ...Object.keys(added)])
  return Object.fromEntries([...codes].map((code) => [code, by(used[code] ?? zeroFen, added[code] ?? zeroFen)]))
}

/** A year of visits, each after the totals that those before it left. */
function yearOf(plan: Plan, bills: readonly BillInput[]): { visits: readonly Apportionment[]; used: Used } {
  const { apportion } = compilePlan(plan, today)
  const visits: Apportionment[] = []
  let used: Used = {}
  for (const bill of bills) {
    const visit = accepted(apportion({ ...bill, used }))
    visits.push(visit)
    used = moved(used, visit.totalsAdded, addFen)
  }
  return { visits, used }
}

function sumOf(visits: readonly Apportionment[], layer: number, part: LayerPart): Fen {
  return sumFen(visits.map((visit) => visit.layers[layer]?.parts[part] ?? zeroFen))
}

test('over a whole year of visits no deductible and no limit is ever exceeded', () => {
  const plans = fc.oneof(anyNumbers(1000), anyTwoLayers(1000))
  fc.assert(
    fc.property(plans, fc.array(anyBill(800), { maxLength: 8 }), (numbers, bills) => {
      const { visits } = yearOf(planOfNumbers(numbers), bills)
      for (const [index, layer] of [numbers, numbers.second].entries()) {
        if (layer === null) continue
        const { costLimit, deductible, paymentLimit, atLeast } = layer
        if (paymentLimit !== null) assert.ok(sumOf(visits, index, 'paid') <= paymentLimit)
        if (deductible?.perYear === true) assert.ok(sumOf(visits, index, 'deductible') <= deductible.amount)
        // A floor under the payment may reach what is over the cost limit.
        if (costLimit === null || atLeast !== null) continue
        const bases = sumFen(visits.map((visit) => visit.layers[index]?.base ?? zeroFen))
        assert.ok(bases - sumOf(visits, index, 'overCostLimit') <= costLimit)
      }
    }),
    { numRuns: 500 },
  )
})

const times = (amount: Fen | null, step: number): Fen | null => (amount === null ? null : fen(amount * step))

/** A layer that counts everything by the year, its amounts in multiples of a step, its rates in whole per cent if need be. */
function yearlyLayer<Numbers extends LayerNumbers>(layer: Numbers, step: number): Numbers {
  const { deductible, pool, priorShare } = layer
  const rate = (n: number) => ppm(step === 1 ? n : Math.floor(n / 10_000) * 10_000)
  const bands =
    'rate' in pool
      ? { rate: rate(pool.rate) }
      : {
          ...pool,
          tiers: pool.tiers.map(({ to, rate: printed }) => ({ to: times(to, step), rate: rate(printed ?? 0) })),
          startsAt: 'year' as const,
          front: 'inside' as const,
        }
  return {
    ...layer,
    accountStage: false,
    costLimit: times(layer.costLimit, step),
    deductible: deductible === null ? null : { amount: fen(deductible.amount * step), perYear: true },
    // A share borne first within the bands moves the rest of each bill up by itself, so it goes with one rate only.
    priorShare: step === 1 || priorShare === null || 'tiers' in pool ? null : rate(priorShare),
    pool: bands,
    atLeast: null,
    paymentLimit: times(layer.paymentLimit, step),
    rounding: halfUpFen,
  }
}

/** Plans of one or two layers that count everything by the year: two bills may then be one. */
function yearly(step: number): fc.Arbitrary<PlanNumbers> {
  return fc
    .oneof(anyNumbers(1000), anyTwoLayers(1000, undefined, ['rest', 'restAboveDeductible', 'overLimits']))
    .map(({ second, ...numbers }) => ({
      ...yearlyLayer({ ...numbers, second: null }, step),
      second: second === null ? null : yearlyLayer(second, step),
    }))
}

/** In multiples of a million yuan four shares in whole per cent, one of the other, are still whole fen. */
const exactStep = 100_000_000
const amountOf = (step: number) => fc.integer({ min: 0, max: 1500 }).map((n) => fen(n * step))

function assertSame(numbers: PlanNumbers, some: readonly Fen[], others: readonly Fen[]): void {
  const plan = planOfNumbers(numbers)
  const [year, other] = [some, others].map((bills) =>
    yearOf(
      plan,
      bills.map((bill) => eligibleOnly(bill)),
    ),
  )
  assert.ok(year !== undefined && other !== undefined)
  assert.deepEqual(year.used, other.used)
  for (const [index, { parts }] of (year.visits[0]?.layers ?? []).entries()) {
    for (const part of Object.keys(parts) as LayerPart[]) {
      assert.equal(sumOf(year.visits, index, part), sumOf(other.visits, index, part), `${index} ${part}`)
    }
  }
}

test('two bills in one year come to what one bill comes to, to the fen, when no share needs rounding', () => {
  const amount = amountOf(exactStep)
  fc.assert(
    fc.property(yearly(exactStep), amount, amount, (numbers, a, b) => assertSame(numbers, [a, b], [addFen(a, b)])),
    { numRuns: 500 },
  )
})

test('in whatever order the bills of a year come, the year comes to the same', () => {
  const bills = fc.array(amountOf(exactStep), { minLength: 1, maxLength: 6 })
  const shuffled = bills.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  )
  fc.assert(
    fc.property(yearly(exactStep), shuffled, (numbers, [all, others]) => assertSame(numbers, all, others)),
    { numRuns: 300 },
  )
})

test('two bills in one year differ from one bill by the rounding of each share at most', () => {
  fc.assert(
    fc.property(yearly(1), someFen(1500), someFen(1500), (numbers, a, b) => {
      const plan = planOfNumbers(numbers)
      const { visits } = yearOf(plan, [eligibleOnly(a), eligibleOnly(b)])
      const whole = accepted(compilePlan(plan, today).apportion(eligibleOnly(addFen(a, b))))
      for (const [index, { parts }] of whole.layers.entries()) {
        // The second layer also takes up what the rounding of the first left.
        assert.ok(Math.abs(sumOf(visits, index, 'paid') - parts.paid) <= index + 1)
      }
      assert.equal(sumOf(visits, 0, 'deductible'), whole.parts.deductible)
      assert.equal(sumOf(visits, 0, 'overCostLimit'), whole.parts.overCostLimit)
    }),
    { numRuns: 500 },
  )
})

test('a visit that is undone leaves the year as if it had never been', () => {
  const most = 1000
  fc.assert(
    fc.property(anyPlan(most), anyBill(most), anyBill(most), anyBill(most), (plan, before, undone, after) => {
      const { apportion } = compilePlan(plan, today)
      const { used } = yearOf(plan, [before])
      const { totalsAdded } = accepted(apportion({ ...undone, used }))
      const restored = moved(moved(used, totalsAdded, addFen), totalsAdded, subtractFen)
      assert.deepEqual(restored, used)
      assert.deepEqual(apportion({ ...after, used: restored }), apportion({ ...after, used }))
    }),
  )
})
