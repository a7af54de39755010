import fc from 'fast-check'
import { type Fen, fen, type Ppm, ppm, type Rounding } from '../../src/kernel/index.ts'
import type { Expression, Layer, LayerStep, Parameter, PersonPart, Plan, Tier } from '../../src/policy/index.ts'
import { amountOf, layeredPlan, layerWith, money, p, rate, tiers } from './plan.ts'

/** The numbers of one layer; null leaves the step out. */
export interface LayerNumbers {
  readonly costLimit: Fen | null
  readonly accountStage: boolean
  readonly deductible: { readonly amount: Fen; readonly perYear: boolean } | null
  readonly priorShare: Ppm | null
  readonly pool:
    | { readonly rate: Ppm }
    | {
        readonly tiers: readonly Tier[]
        readonly copay: boolean
        readonly startsAt: 'visit' | 'year'
        readonly front: 'inside' | 'outside'
      }
  readonly atLeast: Fen | null
  readonly paymentLimit: Fen | null
  readonly rounding: Rounding
}

/** What the second layer counts of the bill. */
const secondBases = {
  rest: { difference: [amountOf('eligible'), amountOf('basic.accountStage'), amountOf('basic.paid')] },
  restAboveDeductible: {
    difference: ['eligible', 'basic.accountStage', 'basic.deductible', 'basic.paid'].map(amountOf),
  },
  copay: amountOf('basic.copay'),
  overPaymentLimit: amountOf('basic.overPaymentLimit'),
  overLimits: { sum: [amountOf('basic.overCostLimit'), amountOf('basic.overPaymentLimit')] },
} as const satisfies Record<string, Expression>

export type SecondBase = keyof typeof secondBases

/** The numbers of a random plan: its basic layer, and another when there is one. */
export interface PlanNumbers extends LayerNumbers {
  readonly second: (LayerNumbers & { readonly base: SecondBase }) | null
  readonly accountPays: readonly PersonPart[]
}

export const personParts = [
  'nonCovered',
  'overPriceLimit',
  'preCoinsurance',
  'overCostLimit',
  'deductible',
  'priorShare',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly PersonPart[]

export const someRate = fc.integer({ min: 0, max: 1_000_000 }).map(ppm)

export const anyRounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up', 'floor', 'ceil', 'truncate'),
  unit: fc.constantFrom('fen', 'jiao', 'yuan'),
})

/** Bands with rising bounds, the last one open, each bound below `most`. */
export function anyTiers(most: number): fc.Arbitrary<readonly Tier[]> {
  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: 4 })
  return fc.tuple(bounds, fc.array(someRate, { minLength: 5, maxLength: 5 })).map(([uppers, rates]) => {
    const sorted: (number | null)[] = [...uppers.toSorted((a, b) => a - b), null]
    return sorted.map((to, index) => ({ to: to === null ? null : fen(to), rate: rates[index] ?? ppm(0) }))
  })
}

/** Layers whose amounts lie around `most` fen. */
function anyLayer(most: number, rounding: fc.Arbitrary<Rounding>): fc.Arbitrary<LayerNumbers> {
  const amount = fc.integer({ min: 0, max: most }).map(fen)
  return fc.record({
    costLimit: fc.option(amount),
    accountStage: fc.boolean(),
    deductible: fc.option(fc.record({ amount, perYear: fc.boolean() })),
    priorShare: fc.option(someRate, { freq: 2 }),
    pool: fc.oneof(
      fc.record({ rate: someRate }),
      fc.record({
        tiers: anyTiers(most),
        copay: fc.boolean(),
        startsAt: fc.constantFrom('visit', 'year'),
        front: fc.constantFrom('inside', 'outside'),
      }),
    ),
    atLeast: fc.option(amount, { freq: 2 }),
    paymentLimit: fc.option(amount),
    rounding,
  })
}

/** Plans of one layer whose amounts lie around `most` fen. */
export function anyNumbers(most: number, rounding = anyRounding): fc.Arbitrary<PlanNumbers> {
  const accountPays = fc.subarray<PersonPart>([...personParts])
  return fc
    .tuple(anyLayer(most, rounding), accountPays)
    .map(([layer, pays]) => ({ ...layer, second: null, accountPays: pays }))
}

/** Plans with a second layer, which the account does not pay a stage of. */
export function anyTwoLayers(
  most: number,
  rounding = anyRounding,
  bases: readonly SecondBase[] = Object.keys(secondBases) as SecondBase[],
): fc.Arbitrary<PlanNumbers> {
  return fc
    .tuple(anyNumbers(most, rounding), anyLayer(most, rounding), fc.constantFrom(...bases))
    .map(([numbers, layer, base]) => ({ ...numbers, second: { ...layer, accountStage: false, base } }))
}

/** The codes of the running totals that one layer reads. */
interface Codes {
  readonly cost: string
  readonly deductible: string
  readonly paid: string
}

const basicCodes: Codes = { cost: 'eligible', deductible: 'deductible', paid: 'pool' }
const secondCodes: Codes = { cost: 'base2', deductible: 'dedc2', paid: 'paid2' }

/** The steps of these numbers in the order in which plans take them, their parameters named with the prefix. */
function stepsOf(numbers: LayerNumbers, prefix: string, codes: Codes) {
  const parameters: Parameter[] = []
  const keep = (parameter: Parameter): Expression => {
    parameters.push(parameter)
    return p(parameter.name)
  }
  const steps: LayerStep[] = []
  const { costLimit, deductible, priorShare, pool, atLeast, paymentLimit } = numbers
  if (costLimit !== null) {
    steps.push({ step: 'cost-limit', limit: keep(money(`${prefix}CostLimit`, costLimit)), total: codes.cost })
  }
  if (numbers.accountStage) steps.push({ step: 'account-stage' })
  if (deductible !== null) {
    const total = deductible.perYear ? codes.deductible : null
    steps.push({ step: 'deductible', amount: keep(money(`${prefix}Deductible`, deductible.amount)), total })
  }
  if (priorShare !== null) steps.push({ step: 'prior-share', rate: keep(rate(`${prefix}PriorShare`, priorShare)) })
  if ('rate' in pool) steps.push({ step: 'rate', rate: keep(rate(`${prefix}Rate`, pool.rate)) })
  else {
    const table = `${prefix}Bands`
    parameters.push(tiers(table, pool.tiers))
    steps.push({
      step: 'tiers',
      tiers: table,
      rate: pool.copay ? { complement: { bandRate: true } } : { bandRate: true },
      startsAt: pool.startsAt === 'year' ? { used: codes.cost } : null,
      front: pool.front,
    })
  }
  if (atLeast !== null) steps.push({ step: 'at-least', amount: keep(money(`${prefix}AtLeast`, atLeast)) })
  if (paymentLimit !== null) {
    steps.push({ step: 'payment-limit', limit: keep(money(`${prefix}PaymentLimit`, paymentLimit)), total: codes.paid })
  }
  return { parameters, steps }
}

/** The plan of these numbers, with the running totals that it reads. */
export function planOfNumbers(numbers: PlanNumbers): Plan {
  const { second } = numbers
  const basic = stepsOf(numbers, 'basic', basicCodes)
  const layers: Layer[] = [layerWith('basic', amountOf('eligible'), basic.steps, { rounding: numbers.rounding })]
  const parameters = [...basic.parameters]
  const totals: Plan['totals'][number][] = [
    { code: 'eligible', label: '符合政策范围费用累计', adds: 'eligible', over: 'year' },
    { code: 'deductible', label: '起付线累计', adds: 'basic.deductible', over: 'year' },
    { code: 'pool', label: '统筹支付累计', adds: 'basic.paid', over: 'year' },
  ]
  if (second !== null) {
    const { steps, parameters: more } = stepsOf(second, 'second', secondCodes)
    parameters.push(...more)
    const rest = { payer: 'criticalIllness', rounding: second.rounding } as const
    layers.push(layerWith('second', secondBases[second.base], steps, rest))
    totals.push(
      { code: 'base2', label: '大病合规费用累计', adds: 'second.base', over: 'year' },
      { code: 'dedc2', label: '大病起付线累计', adds: 'second.deductible', over: 'year' },
      { code: 'paid2', label: '大病支付累计', adds: 'second.paid', over: 'year' },
    )
  }
  return layeredPlan(parameters, layers, { totals, accountPays: numbers.accountPays })
}
