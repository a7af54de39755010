import type { FormulaKind, LayerStep } from '@yibao/core/policy'
import { pointWithin } from './policy-amounts.ts'
import type { Point, RulesReader } from './policy-rules.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** The running totals of a plan, by code, with what each adds. */
export type TotalsAdded = ReadonlyMap<string, string>

interface Here {
  readonly reader: RulesReader
  readonly totals: TotalsAdded
  readonly point: Point
  readonly layer: string
}

type StepName = LayerStep['step']

/** What each step makes known to those after it, and whether it takes from the front or pays. */
const stepKinds: Readonly<
  Record<StepName, { readonly makes: readonly string[]; readonly turn: 'front' | 'pay' | 'end' }>
> = {
  'cost-limit': { makes: ['overCostLimit'], turn: 'front' },
  'account-stage': { makes: ['accountStage'], turn: 'front' },
  deductible: { makes: ['deductible'], turn: 'front' },
  'prior-share': { makes: ['priorShare'], turn: 'front' },
  rate: { makes: ['paid'], turn: 'pay' },
  tiers: { makes: ['paid'], turn: 'pay' },
  pay: { makes: ['paid'], turn: 'pay' },
  'at-least': { makes: ['paid'], turn: 'end' },
  'payment-limit': { makes: ['overPaymentLimit', 'costOverPaymentLimit'], turn: 'end' },
}

const stepNames = Object.keys(stepKinds) as readonly StepName[]

const expense = /^(total|eligible|ordinary|stream\..*)$/

/**
 * What a total must add for a step to count over it: an amount of the bill, or these parts of the step's own layer. One
 * of another kind, or of another payer, would count something else.
 */
const counted: Readonly<Partial<Record<StepName, { readonly bill: RegExp; readonly own: readonly string[] }>>> = {
  'cost-limit': { bill: expense, own: ['base'] },
  deductible: { bill: expense, own: ['deductible', 'base'] },
  'payment-limit': { bill: /^paid$/, own: ['paid'] },
}

function totalOf(spot: Spot | null, step: StepName, { totals, layer }: Here): string | null {
  const code = spot === null ? null : textOf(spot)
  if (spot === null || code === null) return null
  const adds = totals.get(code)
  const rule = counted[step]
  if (adds === undefined) complain(spot, `no such running total: \`${code}\``, 'define it under `totals:`')
  else if (rule !== undefined && adds !== '' && !rule.bill.test(adds)) {
    const own = rule.own.map((part) => `${layer}.${part}`)
    if (own.includes(adds)) return code
    complain(spot, `${step} counts over \`${code}\`, which adds \`${adds}\``, `use one that adds ${own.join(' or ')}`)
  }
  return code
}

function tiersStep(spot: Spot, { reader, point }: Here): LayerStep {
  const fields = fieldsOf(spot, ['step', 'tiers', 'front'], ['rate', 'startsAt'])
  const inBand = { ...point, bandRate: true }
  return {
    step: 'tiers',
    tiers: reader.table(fields.tiers),
    rate: fields.rate === null ? { bandRate: true } : reader.expression(fields.rate, 'rate', inBand),
    startsAt: fields.startsAt === null ? null : reader.expression(fields.startsAt, 'money', point),
    front: wordOf(fields.front, ['inside', 'outside']),
  }
}

function stepOf(spot: Spot, step: StepName, here: Here): LayerStep {
  const read = (field: Spot, wanted: FormulaKind) => here.reader.expression(field, wanted, here.point)
  switch (step) {
    case 'cost-limit':
    case 'payment-limit': {
      const fields = fieldsOf(spot, ['step', 'limit'], ['total'])
      return { step, limit: read(fields.limit, 'money'), total: totalOf(fields.total, step, here) }
    }
    case 'deductible': {
      const fields = fieldsOf(spot, ['step', 'amount'], ['total'])
      return { step, amount: read(fields.amount, 'money'), total: totalOf(fields.total, step, here) }
    }
    case 'prior-share':
    case 'rate': {
      const fields = fieldsOf(spot, ['step', 'rate'])
      return { step, rate: read(fields.rate, 'rate') }
    }
    case 'pay':
    case 'at-least': {
      const fields = fieldsOf(spot, ['step', 'amount'])
      return { step, amount: read(fields.amount, 'money') }
    }
    case 'tiers':
      return tiersStep(spot, here)
    case 'account-stage':
      fieldsOf(spot, ['step'])
      return { step }
  }
}

function stepNameOf(spot: Spot): StepName | null {
  const head = entriesOf(spot).find((entry) => entry.name === 'step')
  const text = head === undefined ? null : textOf(head)
  const step = stepNames.find((name) => name === text)
  if (head === undefined) complain(spot, 'a step without its name', 'begin it with `step:`')
  else if (text !== null && step === undefined) {
    complain(head, 'no such step', `use one of: ${stepNames.join(', ')}`, text)
  }
  return step ?? null
}

/** What goes to the person first stands before what the payer pays, and what bounds the payment behind it: out of order they do nothing. */
function checkTurn(spot: Spot, step: StepName, before: readonly StepName[]): void {
  const { turn } = stepKinds[step]
  const paid = before.some((name) => stepKinds[name].turn === 'pay')
  if (turn === 'pay' && paid) complain(spot, 'a second step that pays', 'have one of rate, tiers and pay')
  if (turn === 'front' && paid) complain(spot, `${step} after the payer has paid`, 'put it before rate, tiers and pay')
  if (turn === 'end' && !paid) complain(spot, `${step} before the payer has paid`, 'put it after rate, tiers or pay')
  if (step === 'at-least' && before.includes('payment-limit')) {
    complain(spot, 'at-least behind the payment-limit', 'put it before: what is paid at least is limited as well')
  }
  if (step === 'cost-limit' && before.includes('deductible')) {
    complain(spot, 'cost-limit behind the deductible', 'put it before: cost that does not count bears no deductible')
  }
}

/** Reads the steps of one layer in the order in which it takes them. */
export function stepsOf(
  spot: Spot,
  layer: string,
  before: Point,
  reader: RulesReader,
  totals: TotalsAdded,
): readonly LayerStep[] {
  const names: StepName[] = []
  const steps = itemsOf(spot).flatMap((item): readonly LayerStep[] => {
    const name = stepNameOf(item)
    if (name === null) return []
    checkTurn(item, name, names)
    const point = pointWithin(
      before,
      layer,
      names.flatMap((earlier) => stepKinds[earlier].makes),
    )
    const step = stepOf(item, name, { reader, totals, point, layer })
    names.push(name)
    return [step]
  })
  if (spot.node !== null && !names.some((name) => stepKinds[name].turn === 'pay')) {
    complain(spot, 'no step says what the payer pays', 'have one of rate, tiers and pay')
  }
  return steps
}
