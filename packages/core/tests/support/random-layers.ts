import fc from 'fast-check'
import { fen, ppm } from '../../src/kernel/index.ts'
import {
  type Condition,
  type Expression,
  type Layer,
  type LayerStep,
  type Parameter,
  type PersonPart,
  type Plan,
  payers,
} from '../../src/policy/index.ts'
import { amountOf, layeredPlan, layerWith, money, number, p, rate, tiers } from './plan.ts'
import { anyRounding, anyTiers, personParts, someRate } from './random-plan.ts'

/** A piece of a plan that still needs names for its parameters. */
type Make<T> = (keep: (make: (name: string) => Parameter) => Expression) => T

const together =
  <T>(makes: readonly Make<T>[]): Make<readonly T[]> =>
  (keep) =>
    makes.map((make) => make(keep))

/** Amounts around `most`: plain, a share of one, one by a rate, less another, or rounded; seldom whole fen. */
function anyAmount(most: number): fc.Arbitrary<Make<Expression>> {
  const amount = fc.integer({ min: 0, max: most }).map(fen)
  const part = fc.integer({ min: 1, max: 1_000_000 }).map(ppm)
  return fc.oneof(
    amount.map(
      (n): Make<Expression> =>
        (keep) =>
          keep((name) => money(name, n)),
    ),
    fc.tuple(amount, part).map(
      ([n, r]): Make<Expression> =>
        (keep) => ({ product: [keep((name) => money(name, n)), keep((name) => rate(name, r))] }),
    ),
    fc.tuple(amount, fc.integer({ min: 1, max: 12 })).map(
      ([n, by]): Make<Expression> =>
        (keep) => ({ quotient: [keep((name) => money(name, n)), keep((name) => number(name, by))] }),
    ),
    fc.tuple(amount, fc.constantFrom('eligible', 'ordinary', 'basic.deductible', 'paid')).map(
      ([n, less]): Make<Expression> =>
        (keep) => ({ difference: [keep((name) => money(name, n)), amountOf(less)] }),
    ),
  )
}

/** Rates plain, of rates, the rest of one, added up beyond the whole, or finer than a millionth. */
const anyRate: fc.Arbitrary<Make<Expression>> = fc
  .tuple(someRate, someRate, fc.constantFrom('plain', 'product', 'complement', 'sum', 'quotient'))
  .map(([a, b, how]) => (keep) => {
    const first = keep((name) => rate(name, a))
    if (how === 'plain') return first
    if (how === 'complement') return { complement: first }
    if (how === 'quotient') return { quotient: [first, { sum: [{ literal: ppm(1_000_000) }, first] }] }
    const second = keep((name) => rate(name, b))
    return how === 'product' ? { product: [first, second] } : { sum: [first, second] }
  })

const total = fc.option(fc.constantFrom('cost', 'dedc', 'paid'))

function anyFront(most: number): fc.Arbitrary<Make<LayerStep>> {
  const amount = anyAmount(most)
  return fc.oneof(
    fc.tuple(amount, total).map(
      ([limit, code]): Make<LayerStep> =>
        (keep) => ({ step: 'cost-limit', limit: limit(keep), total: code }),
    ),
    fc.constant<Make<LayerStep>>(() => ({ step: 'account-stage' })),
    fc.tuple(amount, total).map(
      ([whole, code]): Make<LayerStep> =>
        (keep) => ({ step: 'deductible', amount: whole(keep), total: code }),
    ),
    anyRate.map(
      (share): Make<LayerStep> =>
        (keep) => ({ step: 'prior-share', rate: share(keep) }),
    ),
  )
}

function anyPay(most: number): fc.Arbitrary<Make<LayerStep>> {
  const amount = anyAmount(most)
  const inBand = fc.constantFrom<Expression>(
    { bandRate: true },
    { complement: { bandRate: true } },
    { product: [{ bandRate: true }, { bandRate: true }] },
  )
  const front = fc.constantFrom('inside', 'outside')
  return fc.oneof(
    anyRate.map(
      (share): Make<LayerStep> =>
        (keep) => ({ step: 'rate', rate: share(keep) }),
    ),
    fc.tuple(anyTiers(most), fc.boolean(), inBand, fc.option(amount), front).map(
      ([bands, ends, share, start, where]): Make<LayerStep> =>
        (keep) => {
          // A table may end; beyond its last bound the payer pays nothing.
          const table = ends && bands.length > 1 ? bands.slice(0, -1) : bands
          const kept = keep((name) => tiers(name, table))
          const name = 'parameter' in kept ? kept.parameter : ''
          const startsAt = start === null ? null : start(keep)
          return { step: 'tiers', tiers: name, rate: share, startsAt, front: where }
        },
    ),
    amount.map(
      (whole): Make<LayerStep> =>
        (keep) => ({ step: 'pay', amount: whole(keep) }),
    ),
  )
}

function anyEnd(most: number): fc.Arbitrary<Make<LayerStep>> {
  const amount = anyAmount(most)
  return fc.oneof(
    amount.map(
      (floor): Make<LayerStep> =>
        (keep) => ({ step: 'at-least', amount: floor(keep) }),
    ),
    fc.tuple(amount, total).map(
      ([limit, code]): Make<LayerStep> =>
        (keep) => ({ step: 'payment-limit', limit: limit(keep), total: code }),
    ),
  )
}

/** What a layer may count of the bill: all of it, a stream, a part of an earlier layer, what the others left. */
function anyBase(index: number): fc.Arbitrary<Make<Expression>> {
  const names = ['eligible', 'ordinary', 'total', 'left', 'preCoinsurance', 'nonCovered', 'stream.implant']
  const parts = ['copay', 'deductible', 'overCostLimit', 'overPaymentLimit', 'costOverPaymentLimit', 'priorShare']
  const known = [...names, ...(index === 0 ? [] : parts.map((part) => `basic.${part}`))]
  const plain = fc.constantFrom(...known).map(
    (name): Make<Expression> =>
      () =>
        amountOf(name),
  )
  const shared = fc.tuple(fc.constantFrom(...known), someRate).map(
    ([name, of]): Make<Expression> =>
      (keep) => ({ product: [amountOf(name), keep((kept) => rate(kept, of))] }),
  )
  const less = fc.constantFrom('total', 'eligible').map(
    (name): Make<Expression> =>
      () => ({ difference: [amountOf(name), amountOf('paid')] }),
  )
  return fc.oneof(plain, shared, less)
}

const anyWhen = fc.constantFrom<readonly Condition[]>([], [], [], [{ fact: 'group', oneOf: ['poor'] }])

function anyLayer(index: number, most: number): fc.Arbitrary<Make<Layer>> {
  const name = index === 0 ? 'basic' : `layer${index}`
  const steps = fc
    .tuple(fc.array(anyFront(most), { maxLength: 4 }), anyPay(most), fc.array(anyEnd(most), { maxLength: 3 }))
    .map(([fronts, pay, ends]) => together([...fronts, pay, ...ends]))
  return fc.tuple(anyBase(index), steps, anyRounding, fc.constantFrom(...payers), anyWhen).map(
    ([base, taken, rounding, payer, when]): Make<Layer> =>
      (keep) =>
        layerWith(name, base(keep), taken(keep), { rounding, payer, when }),
  )
}

/** Legal plans of one to three layers, each of any steps in a legal order, on amounts around `most` fen. */
export function anyPlan(most: number): fc.Arbitrary<Plan> {
  const layers = fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyLayer(index, most))))
  return fc.tuple(layers, fc.subarray<PersonPart>([...personParts])).map(([makes, accountPays]) => {
    const parameters: Parameter[] = []
    const made = together(makes)((make) => {
      const parameter = make(`p${parameters.length}`)
      parameters.push(parameter)
      return p(parameter.name)
    })
    const totals = [
      { code: 'cost', label: '费用累计', adds: 'eligible', over: 'year' },
      { code: 'dedc', label: '起付线累计', adds: 'basic.deductible', over: 'year' },
      { code: 'paid', label: '支付累计', adds: 'paid', over: 'month' },
    ] as const
    return layeredPlan(parameters, made, { totals, accountPays })
  })
}
