import type { Expression, PlanStep, TotalRule } from '@yibao/core/policy'
import type { AuthoredParameter } from './policy-parameter.ts'
import { complain, entriesOf, fieldsOf, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, type ValueKind, wordOf } from './policy-values.ts'

/** What the steps of a plan may name; each use is noted, so that an unused parameter can be reported. */
interface Names {
  readonly parameters: ReadonlyMap<string, AuthoredParameter>
  readonly totals: readonly TotalRule[]
  readonly used: Set<string>
}

type Kind = ValueKind | null

function named(spot: Spot, names: Names): { readonly name: string; readonly kind: Kind } {
  const name = textOf(spot) ?? ''
  const kind = names.parameters.get(name)?.kind ?? null
  if (name !== '' && kind === null) {
    complain(
      spot,
      `no such parameter: \`${name}\``,
      `define it under \`parameters:\` (there are: ${[...names.parameters.keys()].join(', ')})`,
    )
  }
  names.used.add(name)
  return { name, kind }
}

/** An amount times rates and factors is an amount, a rate times rates a rate. A factor could lift a rate above the whole. */
function kindOfProduct(kinds: readonly Kind[]): Kind {
  const [first, ...rest] = kinds
  if (first === 'money') return rest.every((kind) => kind === 'rate' || kind === 'factor') ? 'money' : null
  return first === 'rate' && rest.every((kind) => kind === 'rate') ? 'rate' : null
}

function combined(spot: Spot, names: Names): { readonly expression: Expression; readonly kind: Kind } {
  if (isText(spot) || spot.node === null) {
    const { name, kind } = named(spot, names)
    return { expression: { parameter: name }, kind }
  }
  const [entry, ...others] = entriesOf(spot)
  const cure = 'write a parameter, `{ product: [..] }`, `{ sum: [..] }` or `{ complement: .. }`'
  if (entry === undefined || others.length > 0 || !['product', 'sum', 'complement'].includes(entry.name)) {
    complain(spot, 'not an expression', cure, String(spot.node).trim())
    return { expression: { parameter: '' }, kind: null }
  }
  if (entry.name === 'complement') {
    const inner = combined(entry, names)
    return { expression: { complement: inner.expression }, kind: inner.kind === 'rate' ? 'rate' : null }
  }
  const parts = itemsOf(entry).map((item) => combined(item, names))
  const expressions = parts.map((part) => part.expression)
  const kinds = parts.map((part) => part.kind)
  if (entry.name === 'product') return { expression: { product: expressions }, kind: kindOfProduct(kinds) }
  const summable = kinds.length > 0 && kinds.every((kind) => kind === 'rate')
  return { expression: { sum: expressions }, kind: summable ? 'rate' : null }
}

function expressionOf(spot: Spot, wanted: 'money' | 'rate', names: Names): Expression {
  const before = spot.sheet.problems.length
  const { expression, kind } = combined(spot, names)
  if (kind !== wanted && spot.node !== null && spot.sheet.problems.length === before) {
    const cure =
      wanted === 'money'
        ? 'an amount is a money parameter, or a product that begins with one'
        : 'a rate is made of rate parameters'
    complain(spot, `\`${spot.name}\` does not come out as ${wanted}`, cure, String(spot.node).trim())
  }
  return expression
}

function totalOf(spot: Spot, counts: TotalRule['adds'], names: Names): string {
  const code = textOf(spot) ?? ''
  const total = names.totals.find((candidate) => candidate.code === code)
  if (code !== '' && total === undefined) {
    complain(spot, `no such running total: \`${code}\``, 'define it under `totals:`')
  } else if (total !== undefined && total.adds !== counts) {
    complain(
      spot,
      `this step counts \`${counts}\`, but \`${code}\` adds \`${total.adds}\``,
      `use a total with \`adds: ${counts}\``,
    )
  }
  return code
}

const stepNames = ['cost-limit', 'account-stage', 'deductible', 'pool-rate', 'pool-tiers', 'payment-limit'] as const
const positions = ['visit', 'year', 'above-deductible'] as const

function tiersStep(spot: Spot, names: Names): PlanStep {
  const fields = fieldsOf(spot, ['step', 'tiers', 'position'], ['copay', 'total'])
  const tiers = named(fields.tiers, names)
  if (tiers.kind !== null && tiers.kind !== 'tiers') {
    complain(fields.tiers, `\`${tiers.name}\` is not a rate table`, 'name a parameter with `kind: tiers`')
  }
  const position = wordOf(fields.position, positions)
  if (position === 'year' && fields.total === null) {
    complain(
      spot,
      'a position in the year needs a running total',
      'add `total:` with the code of a total that adds eligible',
    )
  }
  return {
    step: 'pool-tiers',
    tiers: tiers.name,
    copay: fields.copay === null ? false : flagOf(fields.copay),
    position,
    total: fields.total === null ? null : totalOf(fields.total, 'eligible', names),
  }
}

function stepOf(spot: Spot, names: Names): PlanStep {
  const head = entriesOf(spot).find((entry) => entry.name === 'step')
  const text = head === undefined ? null : textOf(head)
  const step = stepNames.find((name) => name === text)
  switch (step) {
    case 'cost-limit': {
      const fields = fieldsOf(spot, ['step', 'limit', 'total'])
      return {
        step,
        limit: expressionOf(fields.limit, 'money', names),
        total: totalOf(fields.total, 'eligible', names),
      }
    }
    case 'payment-limit': {
      const fields = fieldsOf(spot, ['step', 'limit', 'total'])
      return { step, limit: expressionOf(fields.limit, 'money', names), total: totalOf(fields.total, 'pool', names) }
    }
    case 'deductible': {
      const fields = fieldsOf(spot, ['step', 'amount'], ['total'])
      const total = fields.total === null ? null : totalOf(fields.total, 'deductible', names)
      return { step, amount: expressionOf(fields.amount, 'money', names), total }
    }
    case 'pool-rate': {
      const fields = fieldsOf(spot, ['step', 'rate'])
      return { step, rate: expressionOf(fields.rate, 'rate', names) }
    }
    case 'pool-tiers':
      return tiersStep(spot, names)
    case 'account-stage':
      fieldsOf(spot, ['step'])
      return { step }
    case undefined:
      if (head === undefined) complain(spot, 'a step without its name', 'begin it with `step:`')
      else if (text !== null) complain(head, 'no such step', `use one of: ${stepNames.join(', ')}`, text)
      return { step: 'account-stage' }
  }
}

/** A payment limit works on what the fund pays, every other step on what is left for the fund: out of order they do nothing. */
function checkOrder(spot: Spot, steps: readonly PlanStep[]): void {
  const pays = steps.findIndex(isPaying)
  for (const [index, { step }] of steps.entries()) {
    if (step === 'payment-limit' && index < pays) {
      complain(spot, 'a payment limit before the fund has paid', 'put payment-limit after pool-rate or pool-tiers')
    } else if (step !== 'payment-limit' && index > pays) {
      complain(spot, `${step} after the fund has paid`, `put ${step} before pool-rate or pool-tiers`)
    }
  }
}

function isPaying(step: PlanStep): boolean {
  return step.step === 'pool-rate' || step.step === 'pool-tiers'
}

/** Reads `steps:` in the order in which the plan takes them. */
export function stepsOf(spot: Spot, names: Names): readonly PlanStep[] {
  const steps = itemsOf(spot).map((item) => stepOf(item, names))
  const paying = steps.filter(isPaying).length
  if (paying === 1) checkOrder(spot, steps)
  else if (spot.node !== null) {
    complain(spot, `${paying} steps say what the pooled fund pays`, 'have exactly one of pool-rate and pool-tiers')
  }
  return steps
}
