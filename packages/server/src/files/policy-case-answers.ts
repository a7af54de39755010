import { type Apportionment, type BillInput, compilePlan } from '@yibao/core/benefit'
import { type Exact, type Fen, roundExact, subtractFen, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import {
  type BillReader,
  compileRulesFor,
  type Expression,
  type FormulaKind,
  type LayerPart,
  type Payer,
  type PolicyRefusal,
  payers,
  type Scope,
  type TotalRule,
  valueText,
  wordIn,
} from '@yibao/core/policy'
import { isBillAmount, isLayerPart } from './policy-amounts.ts'
import type { PlayedVisit } from './policy-case-play.ts'

/** A value found under a name, in fen or millionths, and how people write it; or why there is none. */
type Found = { readonly value: number; readonly text: string; readonly isMoney: boolean } | { readonly refused: string }

/** A bill after its layers have paid; null when only rules are asked. */
type Paid = { readonly played: PlayedVisit; readonly bill: BillInput; readonly outcome: Apportionment } | null

/** An amount that no outcome shows, taken from a running total that is made up to add it. */
function unshownAmount({ played, bill }: NonNullable<Paid>, name: string): Fen {
  const total: TotalRule = { code: name, label: name, adds: name, over: 'stay' }
  const again = compilePlan({ ...played.plan, totals: [total] }, played.visit.on).apportion(bill, false)
  return again.ok ? (again.value.totalsAdded[name] ?? zeroFen) : zeroFen
}

function layerAmount(paid: NonNullable<Paid>, layer: string, part: string): Exact {
  const found = paid.outcome.layers.find(({ name }) => name === layer)
  if (found === undefined) return zeroFen
  if (part === 'base') return found.base
  if (part === 'costOverPaymentLimit') return unshownAmount(paid, `${layer}.${part}`)
  return found.parts[part as LayerPart]
}

function billAmount({ bill, outcome }: NonNullable<Paid>, name: string): Exact {
  const { totals, streams } = bill
  const paid = sumFen(Object.values(outcome.payments))
  if (name === 'paid') return paid
  if (name === 'left') return paid > totals.eligible ? zeroFen : subtractFen(totals.eligible, paid)
  if (name === 'ordinary') return subtractFen(totals.eligible, sumFen(Object.values(streams)))
  const [, stream] = name.split('.')
  return stream === undefined ? totals[name as keyof typeof totals] : (streams[stream] ?? zeroFen)
}

/** How expressions read a bill at its end. */
const atTheEnd: BillReader<Paid> = {
  amounts: (name) => (paid) => {
    if (paid === null) return zeroFen
    const [layer = '', part = ''] = name.split('.')
    return isBillAmount(name) ? billAmount(paid, name) : layerAmount(paid, layer, part)
  },
  used: (code) => (paid) => paid?.bill.used[code] ?? zeroFen,
  fact: () => undefined,
}

function paidOf(played: PlayedVisit): Paid {
  const { bill, outcome } = played
  return bill !== null && outcome?.ok ? { played, bill, outcome: outcome.value } : null
}

const amountFound = (amount: Fen): Found => ({ value: amount, text: yuan(amount), isMoney: true })

/** What the engine itself says of a paid bill under a name; null when it says nothing. */
function amountNamed(paid: Paid, name: string): Found | null {
  if (paid === null) return null
  const { outcome } = paid
  const payer: Payer | undefined = payers.find((candidate) => candidate === name)
  if (payer !== undefined) return amountFound(outcome.payments[payer])
  if (name === 'fund' || name === 'person' || name === 'cash' || name === 'account' || name === 'family')
    return amountFound(outcome[name])
  return isLayerPart(name) && outcome.layers.length > 0 ? amountFound(outcome.parts[name as LayerPart]) : null
}

/** Answers what a case asks by name after a visit. */
export interface Answers {
  readonly value: (name: string) => Found
  readonly word: (classification: string) => string
  /** The first refusal among all formulas and classes of the plan; null when there is none. */
  readonly refusal: () => string | null
}

export function answersOf(played: PlayedVisit): Answers {
  const { plan, visit } = played
  const paid = paidOf(played)
  const rules = compileRulesFor<Paid>(plan, visit.on, atTheEnd)
  const scoped = <T>(
    read: (scope: Scope<Paid>) => T,
  ): { readonly value: T; readonly refusal: PolicyRefusal | null } => {
    const scope = rules.bind(visit.facts, paid)
    const value = read(scope)
    return { value, refusal: scope.refusal }
  }
  const evaluate = (expression: Expression, kind: FormulaKind): Found => {
    const { value, refusal } = scoped(rules.compile(expression))
    if (refusal !== null) return { refused: refusal.code }
    return { value: roundExact(value, 1, 'half-up'), text: valueText(value, kind), isMoney: kind === 'money' }
  }
  const ruled = (name: string): Found | null => {
    const formula = plan.formulas[name]
    if (formula !== undefined) return evaluate({ formula: name }, formula.kind)
    const kind = plan.parameters[name]?.kind
    if (kind === undefined || kind === 'tiers') return null
    return evaluate({ parameter: name }, kind === 'factor' ? 'rate' : kind)
  }
  const value = (name: string): Found => {
    const found = amountNamed(paid, name) ?? ruled(name)
    if (found !== null) return found
    return paid === null ? { refused: 'no bill is given' } : evaluate({ amount: name }, 'money')
  }
  return {
    value,
    word: (classification) => {
      const found = scoped((scope) => wordIn(scope, classification))
      return found.value ?? found.refusal?.code ?? 'nothing'
    },
    refusal: () => {
      for (const name of Object.keys(plan.formulas)) {
        const found = ruled(name)
        if (found !== null && 'refused' in found) return found.refused
      }
      for (const { name } of plan.classes) {
        const { refusal } = scoped((scope) => wordIn(scope, name))
        if (refusal !== null) return refusal.code
      }
      return null
    },
  }
}
