import {
  addFen,
  type Exact,
  type Fen,
  type IsoDate,
  invariant,
  ok,
  type Result,
  refuse,
  subtractFen,
  yuan,
  zeroFen,
  zeroPpm,
} from '../kernel/index.ts'
import {
  type CompiledRules,
  compileRulesFor,
  type Evaluate,
  explainIn,
  holdIn,
  type Layer,
  type Payer,
  type Plan,
  payers,
  type Scope,
} from '../policy/index.ts'
import { type PaysFor, payable, payFromAccounts, paysFor } from './account.ts'
import { type BillState, beginBill, billReader, type LayerState, noParts, sumOfParts, unpaid } from './bill-state.ts'
import { fenOf, type TakeStep } from './step-work.ts'
import { compileStep } from './steps.ts'
import { isAssumed } from './trace.ts'
import type { Apportionment, BenefitRefusal, BillInput, LayerResult, TraceInput, TraceStep } from './types.ts'

/** A plan with the law of one date filled in. */
export interface CompiledPlan {
  readonly plan: Plan
  readonly on: IsoDate
  readonly rules: CompiledRules<BillState>
  /** @param why false leaves the trace empty, for those who only count */
  readonly apportion: (bill: BillInput, why?: boolean) => Result<Apportionment, BenefitRefusal>
}

interface CompiledLayer {
  readonly layer: Layer
  readonly base: Evaluate<BillState>
  readonly steps: readonly TakeStep[]
}

function problemOf({ totals, streams }: BillInput): BenefitRefusal | null {
  for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
    if (totals[part] < 0) return { code: 'benefit.bad-bill', reason: 'negative', part }
  }
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible } = totals
  if (nonCovered + overPriceLimit + preCoinsurance + eligible !== total) {
    return { code: 'benefit.bad-bill', reason: 'parts-do-not-sum', part: 'total' }
  }
  let inStreams = 0
  for (const name in streams) {
    const amount = streams[name] ?? 0
    if (amount < 0) return { code: 'benefit.bad-bill', reason: 'negative', part: 'streams' }
    inStreams += amount
  }
  return inStreams > eligible ? { code: 'benefit.bad-bill', reason: 'streams-exceed-eligible', part: 'streams' } : null
}

function beginLayer(exact: Exact): LayerState {
  const base = fenOf(exact)
  return {
    base,
    left: base,
    exactLeft: typeof exact === 'number' ? null : exact,
    taken: zeroFen,
    parts: { ...noParts },
    shares: [],
    rate: null,
    costOverPaymentLimit: 0,
  }
}

/** A layer pays at most what the earlier ones left of the bill. */
function stopAtBill(state: LayerState, bill: BillState, trace: TraceStep[] | null): void {
  const room = unpaid(bill)
  const over = subtractFen(state.parts.paid, room)
  if (over <= 0) return
  state.parts.paid = room
  state.parts.copay = addFen(state.parts.copay, over)
  const inputs = [{ name: 'available', value: yuan(room) }] as const
  trace?.push({ step: 'nothing-left', subject: '', inputs, result: over, source: '', assumed: false })
}

function traceLayer(scope: Scope<BillState>, layer: Layer, state: LayerState, steps: readonly TraceStep[]): TraceStep {
  const { how, inputs: from } = explainIn(scope, layer.base)
  const base = { name: 'base', value: yuan(state.base), ...(how === '' ? {} : { how }) } as const
  const inputs: readonly TraceInput[] = [base, ...from]
  const assumed = isAssumed(inputs) || steps.some((step) => step.assumed)
  const { label: subject, name, payer } = layer
  return { step: 'layer', subject, layer: name, payer, inputs, result: state.parts.paid, source: '', assumed, steps }
}

function takeLayer(
  { layer, base, steps }: CompiledLayer,
  index: number,
  scope: Scope<BillState>,
  trace: TraceStep[] | null,
): void {
  const { bill } = scope
  if (layer.when.length > 0 && !holdIn(scope, layer.when)) return
  const state = beginLayer(base(scope))
  bill.layers[index] = state
  const taken: TraceStep[] | null = trace === null ? null : []
  for (const step of steps) {
    step({ scope, layer, state, trace: taken })
    if (scope.refusal !== null) return
  }
  // What no step gave to anybody stays with the person.
  state.parts.copay = addFen(state.parts.copay, state.left)
  state.left = zeroFen
  stopAtBill(state, bill, taken)
  invariant(sumOfParts(state.parts) === state.base, 'the parts of a layer are its base')
  if (taken !== null) trace?.push(traceLayer(scope, layer, state, taken))
  bill.paid = addFen(bill.paid, state.parts.paid)
}

const noPayments = Object.fromEntries(payers.map((payer) => [payer, zeroFen])) as Readonly<Record<Payer, Fen>>

interface Finishing {
  readonly plan: Plan
  /** What the bill adds to each running total, read when all layers have paid. */
  readonly totals: readonly { readonly code: string; readonly read: Evaluate<BillState> }[]
  /** By layer: what it pays for. */
  readonly paying: readonly PaysFor[]
}

function finish(
  { plan, totals, paying }: Finishing,
  input: BillInput,
  scope: Scope<BillState>,
  trace: TraceStep[] | null,
): Apportionment {
  const { bill } = scope
  const payments: Record<Payer, Fen> = { ...noPayments }
  const layers: LayerResult[] = []
  for (let index = 0; index < plan.layers.length; index += 1) {
    const [layer, state] = [plan.layers[index], bill.layers[index]]
    if (layer === undefined || state === undefined) continue
    const { name, payer } = layer
    layers.push({ name, payer, base: state.base, parts: state.parts })
    payments[payer] = addFen(payments[payer], state.parts.paid)
  }
  const { total } = input.totals
  const asked = input.accountUsed && plan.accountPays.length > 0
  const { own, family } = asked
    ? payFromAccounts(input, payable(plan, paying, bill), bill.staged, trace)
    : { own: zeroFen, family: zeroFen }
  const account = addFen(bill.staged, own)
  const person = subtractFen(total, bill.paid)
  const cash = subtractFen(subtractFen(person, account), family)
  const totalsAdded: Record<string, Fen> = {}
  for (const { code, read } of totals) totalsAdded[code] = fenOf(read(scope))
  invariant(addFen(bill.paid, person) === total && person >= 0, 'the payers and the person together pay the bill')
  invariant(
    cash >= 0 && account >= 0 && account <= input.accountBalance,
    'nobody pays less than nothing, no account more than it has',
  )
  return {
    layers,
    parts: bill.layers[0]?.parts ?? noParts,
    payments,
    fund: subtractFen(bill.paid, payments.hospital),
    account,
    family,
    cash,
    person,
    poolRate: bill.layers[0]?.rate ?? zeroPpm,
    totalsAdded,
    trace: trace ?? [],
  }
}

/**
 * Fills the law of one date into a plan. Compile once per plan and date, then apportion any number of bills.
 *
 * `apportion` lets the layers pay in their order; what they leave is the person's:
 * total = payments + person, person = account + family + cash, and the parts of each layer add up to its base.
 *
 * Refusals: `benefit.bad-bill` (a negative amount, parts that do not sum), `policy.no-value`, `policy.no-class`,
 * `policy.no-fact` and `policy.divided-by-zero` when the law says nothing for this date, person or place.
 */
export function compilePlan(plan: Plan, on: IsoDate): CompiledPlan {
  const rules = compileRulesFor(plan, on, billReader(plan.layers))
  const layers: readonly CompiledLayer[] = plan.layers.map((layer) => ({
    layer,
    base: rules.compile(layer.base),
    steps: layer.steps.map((step) => compileStep(step, rules.compile, layer)),
  }))

  const finishing: Finishing = {
    plan,
    totals: plan.totals.map(({ code, adds }) => ({ code, read: rules.compile({ amount: adds }) })),
    paying: plan.layers.map((layer) => paysFor(layer, plan)),
  }

  const apportion = (input: BillInput, why = true): Result<Apportionment, BenefitRefusal> => {
    const problem = problemOf(input)
    if (problem !== null) return refuse(problem)
    invariant(input.accountBalance >= 0, 'a personal account is never negative')
    const bill = beginBill(input, layers.length)
    const scope = rules.bind(input.facts, bill)
    const trace: TraceStep[] | null = why ? [] : null
    for (const [index, layer] of layers.entries()) {
      takeLayer(layer, index, scope, trace)
      if (scope.refusal !== null) return refuse(scope.refusal)
    }
    return ok(finish(finishing, input, scope, trace))
  }
  return { plan, on, rules, apportion }
}
