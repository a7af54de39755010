import {
  addExact,
  addFen,
  compareExact,
  divideExact,
  type Exact,
  type Fen,
  fen,
  lessExact,
  maxFen,
  minFen,
  multiplyExact,
  roundExact,
  subtractFen,
  wholePpm,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import { type Layer, unitOf } from '../policy/index.ts'
import type { Piece } from './bill-state.ts'
import {
  amountInputs,
  type Compile,
  explain,
  fenOf,
  type StepNamed,
  type TakeStep,
  usedBefore,
  usedInput,
} from './step-work.ts'

/** In this order the person's parts give way when the payer must pay more. */
const givesWay = ['copay', 'overPaymentLimit', 'priorShare', 'deductible', 'overCostLimit'] as const

export function payAtLeast({ amount }: StepNamed<'at-least'>, compile: Compile, { rounding }: Layer): TakeStep {
  const evaluate = compile(amount)
  return (work) => {
    const { state } = work
    const floor = fen(roundExact(evaluate(work.scope), unitOf(rounding), rounding.mode))
    const before = state.parts.paid
    const why = amountInputs(work, 'amount', yuan(floor), amount)
    let missing = maxFen(zeroFen, subtractFen(floor, before))
    for (const part of givesWay) {
      const given = minFen(missing, state.parts[part])
      state.parts[part] = subtractFen(state.parts[part], given)
      state.parts.paid = addFen(state.parts.paid, given)
      missing = subtractFen(missing, given)
    }
    const raised = subtractFen(state.parts.paid, before)
    state.shares = [...state.shares, { amount: raised, rate: wholePpm }]
    if (work.trace === null || work.scope.refusal !== null) return
    explain(work, 'at-least', why, raised, rounding)
  }
}

/** How much of the shared cost a payment used up, the front first; exact, for a limit is seldom whole cost. */
function costOf(payment: Fen, shares: readonly Piece[]): Exact {
  let cost: Exact = 0
  let remaining: Exact = payment
  for (const { amount, rate } of shares) {
    if (remaining === 0) break
    const whole = multiplyExact(amount, rate)
    if (compareExact(remaining, whole) < 0) {
      const piece = divideExact(remaining, rate)
      return addExact(cost, piece)
    }
    cost = addExact(cost, amount)
    remaining = lessExact(remaining, whole)
  }
  return cost
}

export function paymentLimit({ limit, total }: StepNamed<'payment-limit'>, compile: Compile): TakeStep {
  const evaluate = compile(limit)
  return (work) => {
    const { state } = work
    const most = fenOf(evaluate(work.scope))
    const used = usedBefore(work, total)
    const room = maxFen(zeroFen, subtractFen(most, used))
    const over = maxFen(zeroFen, subtractFen(state.parts.paid, room))
    const why = amountInputs(work, 'amount', yuan(most), limit)
    state.parts.paid = subtractFen(state.parts.paid, over)
    state.parts.overPaymentLimit = addFen(state.parts.overPaymentLimit, over)
    if (over > 0) {
      const shared = state.shares.reduce((sum, { amount }) => addFen(sum, amount), zeroFen)
      state.costOverPaymentLimit = lessExact(shared, costOf(state.parts.paid, state.shares))
    }
    if (work.trace === null || work.scope.refusal !== null) return
    const counted = total === null ? [] : [usedInput(used)]
    explain(work, 'payment-limit', [...why, ...counted], over)
  }
}
