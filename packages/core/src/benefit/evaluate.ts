import {
  complementPpm,
  type Fen,
  invariant,
  multiplyByPpm,
  multiplyRates,
  ok,
  type Ppm,
  percent,
  ppm,
  type Result,
  type Rounding,
  wholePpm,
  yuan,
} from '../kernel/index.ts'
import { type Expression, moneyOf, type Parameter, type PolicyRefusal, rateOf } from '../policy/index.ts'
import type { LookUp } from './look-up.ts'
import type { ParameterInput } from './types.ts'

/** An amount or rate of the law, with the parameters it came from. */
export interface Evaluated<T> {
  readonly value: T
  /** Every parameter once, in the order of the expression. */
  readonly inputs: readonly ParameterInput[]
  readonly sources: readonly string[]
  readonly assumed: boolean
}

/** A rate times a factor may exceed the whole; as a share of an amount it then counts as the whole. */
export function atMostWhole(rate: Ppm): Ppm {
  return rate > wholePpm ? wholePpm : rate
}

const inputOf = ({ name, label }: Parameter, value: string): ParameterInput => ({ parameter: name, label, value })

function merge<T>(value: T, parts: readonly Evaluated<unknown>[]): Evaluated<T> {
  return {
    value,
    inputs: [...new Map(parts.flatMap(({ inputs }) => inputs).map((input) => [input.parameter, input])).values()],
    sources: parts.flatMap((part) => part.sources),
    assumed: parts.some((part) => part.assumed),
  }
}

function all<T>(results: readonly Result<T, PolicyRefusal>[]): Result<readonly T[], PolicyRefusal> {
  const values: T[] = []
  for (const result of results) {
    if (!result.ok) return result
    values.push(result.value)
  }
  return ok(values)
}

/**
 * A rate built from parameters. A sum above the whole counts as the whole: bonuses never pay more than the bill.
 */
export function evaluateRate(expression: Expression, lookUp: LookUp): Result<Evaluated<Ppm>, PolicyRefusal> {
  if ('parameter' in expression) {
    const found = lookUp(expression.parameter)
    if (!found.ok) return found
    const rate = rateOf(found.value)
    const { parameter, source, assumed } = found.value
    return ok({ value: rate, inputs: [inputOf(parameter, percent(rate))], sources: [source], assumed })
  }
  if ('complement' in expression) {
    const inner = evaluateRate(expression.complement, lookUp)
    return inner.ok ? ok({ ...inner.value, value: complementPpm(atMostWhole(inner.value.value)) }) : inner
  }
  const parts = all(
    ('sum' in expression ? expression.sum : expression.product).map((part) => evaluateRate(part, lookUp)),
  )
  if (!parts.ok) return parts
  const rates = parts.value.map((part) => part.value)
  const value =
    'sum' in expression
      ? rates.reduce((sum, rate) => atMostWhole(ppm(sum + rate)), ppm(0))
      : rates.reduce(multiplyRates, wholePpm)
  return ok(merge(value, parts.value))
}

/**
 * An amount built from parameters: one amount, or an amount times rates, each product rounded as the plan says.
 */
export function evaluateMoney(
  expression: Expression,
  lookUp: LookUp,
  rounding: Rounding,
): Result<Evaluated<Fen>, PolicyRefusal> {
  if ('parameter' in expression) {
    const found = lookUp(expression.parameter)
    if (!found.ok) return found
    const amount = moneyOf(found.value)
    const { parameter, source, assumed } = found.value
    return ok({ value: amount, inputs: [inputOf(parameter, yuan(amount))], sources: [source], assumed })
  }
  invariant('product' in expression, 'an amount is a parameter or a product; the loader lets nothing else through')
  const [first, ...rest] = expression.product
  invariant(first !== undefined, 'a product has factors')
  const amount = evaluateMoney(first, lookUp, rounding)
  if (!amount.ok) return amount
  const rates = all(rest.map((factor) => evaluateRate(factor, lookUp)))
  if (!rates.ok) return rates
  const value = rates.value.reduce((product, rate) => multiplyByPpm(product, rate.value, rounding), amount.value.value)
  return ok(merge(value, [amount.value, ...rates.value]))
}
