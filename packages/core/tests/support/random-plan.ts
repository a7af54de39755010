import fc from 'fast-check'
import { type Fen, fen, ppm, type Rounding } from '../../src/kernel/index.ts'
import type { Parameter, PersonPart, Plan, PlanStep, Tier, TierPosition } from '../../src/policy/index.ts'
import { money, planWith, rate, tiers } from './plan.ts'

/** The numbers of a random plan; null leaves the step out. */
export interface PlanNumbers {
  readonly costLimit: Fen | null
  readonly accountStage: boolean
  readonly deductible: { readonly amount: Fen; readonly perYear: boolean } | null
  readonly pool:
    | { readonly rate: number }
    | { readonly tiers: readonly Tier[]; readonly copay: boolean; readonly position: TierPosition }
  readonly paymentLimit: Fen | null
  readonly rounding: Rounding
  readonly accountPays: readonly PersonPart[]
}

const personParts = [
  'nonCovered',
  'overPriceLimit',
  'preCoinsurance',
  'overCostLimit',
  'deductible',
  'copay',
  'overPaymentLimit',
] as const

const someRate = fc.integer({ min: 0, max: 1_000_000 })

const anyRounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up', 'floor', 'ceil', 'truncate'),
  unit: fc.constantFrom('fen', 'jiao', 'yuan'),
})

/** Bands with rising bounds, the last one open, each bound below `most`. */
export function anyTiers(most: number): fc.Arbitrary<readonly Tier[]> {
  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: 4 })
  return fc.tuple(bounds, fc.array(someRate, { minLength: 5, maxLength: 5 })).map(([uppers, rates]) => {
    const sorted: (number | null)[] = [...uppers.toSorted((a, b) => a - b), null]
    return sorted.map((to, index) => ({ to: to === null ? null : fen(to), rate: ppm(rates[index] ?? 0) }))
  })
}

/** Plans whose amounts lie around `most` fen. */
export function anyNumbers(most: number, rounding = anyRounding): fc.Arbitrary<PlanNumbers> {
  const amount = fc.integer({ min: 0, max: most }).map(fen)
  return fc.record({
    costLimit: fc.option(amount),
    accountStage: fc.boolean(),
    deductible: fc.option(fc.record({ amount, perYear: fc.boolean() })),
    pool: fc.oneof(
      fc.record({ rate: someRate }),
      fc.record({
        tiers: anyTiers(most),
        copay: fc.boolean(),
        position: fc.constantFrom<TierPosition>('visit', 'year', 'above-deductible'),
      }),
    ),
    paymentLimit: fc.option(amount),
    rounding,
    accountPays: fc.subarray<PersonPart>([...personParts]),
  })
}

/** The steps of these numbers in the order in which plans take them, with the running totals they read. */
export function planOfNumbers(numbers: PlanNumbers): Plan {
  const parameters: Parameter[] = []
  const steps: PlanStep[] = []
  if (numbers.costLimit !== null) {
    parameters.push(money('costLimit', numbers.costLimit))
    steps.push({ step: 'cost-limit', limit: { parameter: 'costLimit' }, total: 'eligible' })
  }
  if (numbers.accountStage) steps.push({ step: 'account-stage' })
  if (numbers.deductible !== null) {
    parameters.push(money('deductible', numbers.deductible.amount))
    const total = numbers.deductible.perYear ? 'deductible' : null
    steps.push({ step: 'deductible', amount: { parameter: 'deductible' }, total })
  }
  if ('rate' in numbers.pool) {
    parameters.push(rate('poolRate', ppm(numbers.pool.rate)))
    steps.push({ step: 'pool-rate', rate: { parameter: 'poolRate' } })
  } else {
    const { copay, position } = numbers.pool
    parameters.push(tiers('bands', numbers.pool.tiers))
    const total = position === 'year' ? 'eligible' : null
    steps.push({ step: 'pool-tiers', tiers: 'bands', copay, position, total })
  }
  if (numbers.paymentLimit !== null) {
    parameters.push(money('paymentLimit', numbers.paymentLimit))
    steps.push({ step: 'payment-limit', limit: { parameter: 'paymentLimit' }, total: 'pool' })
  }
  return planWith(parameters, steps, {
    totals: [
      { code: 'eligible', label: '符合政策范围费用累计', adds: 'eligible' },
      { code: 'deductible', label: '起付线累计', adds: 'deductible' },
      { code: 'pool', label: '统筹支付累计', adds: 'pool' },
    ],
    accountPays: numbers.accountPays,
    rounding: numbers.rounding,
  })
}
