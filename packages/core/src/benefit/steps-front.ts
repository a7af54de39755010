import { addFen, type Fen, halfUpFen, maxFen, minFen, subtractFen, yuan, zeroFen } from '../kernel/index.ts'
import { valueText } from '../policy/index.ts'
import { unpaid } from './bill-state.ts'
import {
  amountInputs,
  atMostWhole,
  type Compile,
  explain,
  fenOf,
  type StepNamed,
  shareOfAmount,
  type TakeStep,
  takeFront,
  usedBefore,
  usedInput,
  type Work,
} from './step-work.ts'

export function costLimit({ limit, total }: StepNamed<'cost-limit'>, compile: Compile): TakeStep {
  const evaluate = compile(limit)
  return (work) => {
    const { state } = work
    const most = fenOf(evaluate(work.scope))
    const used = usedBefore(work, total)
    const room = maxFen(zeroFen, subtractFen(most, used))
    const over = maxFen(zeroFen, subtractFen(addFen(state.taken, state.left), room))
    const cut = minFen(over, state.left)
    const why = amountInputs(work, 'amount', yuan(most), limit)
    if (cut > 0) {
      state.left = subtractFen(state.left, cut)
      // A limit in whole fen leaves whole fen.
      state.exactLeft = null
    }
    state.parts.overCostLimit = addFen(state.parts.overCostLimit, cut)
    if (work.trace === null || work.scope.refusal !== null) return
    const counted = total === null ? [] : [usedInput(used)]
    explain(work, 'cost-limit', [...why, ...counted], cut)
  }
}

export function accountStage(work: Work): void {
  const { bill } = work.scope
  const balance = subtractFen(bill.accountBalance, bill.staged)
  const amount = minFen(minFen(work.state.left, balance), maxFen(zeroFen, unpaid(bill)))
  takeFront(work, 'accountStage', amount)
  bill.staged = addFen(bill.staged, amount)
  if (work.trace !== null) explain(work, 'account-stage', [{ name: 'accountBalance', value: yuan(balance) }], amount)
}

/** The basic layer's deductible that the same stay paid in an earlier benefit year. */
function paidElsewhere({ scope: { bill }, state }: Work): Fen {
  return bill.layers[0] === state ? bill.deductibleBefore : zeroFen
}

export function deductible({ amount, total }: StepNamed<'deductible'>, compile: Compile): TakeStep {
  const evaluate = compile(amount)
  return (work) => {
    const whole = fenOf(evaluate(work.scope))
    const elsewhere = paidElsewhere(work)
    const used = addFen(usedBefore(work, total), elsewhere)
    const taken = minFen(work.state.left, maxFen(zeroFen, subtractFen(whole, used)))
    const why = amountInputs(work, 'amount', yuan(whole), amount)
    takeFront(work, 'deductible', taken)
    if (work.trace === null || work.scope.refusal !== null) return
    const counted = total === null && elsewhere === 0 ? [] : [usedInput(used)]
    explain(work, 'deductible', [...why, ...counted], taken)
  }
}

export function priorShare({ rate }: StepNamed<'prior-share'>, compile: Compile): TakeStep {
  const evaluate = compile(rate)
  return (work) => {
    const share = atMostWhole(evaluate(work.scope))
    const base = work.state.left
    const amount = shareOfAmount(base, share, halfUpFen)
    const why = amountInputs(work, 'rate', valueText(share, 'rate'), rate)
    takeFront(work, 'priorShare', amount)
    if (work.trace === null || work.scope.refusal !== null) return
    explain(work, 'prior-share', [{ name: 'base', value: yuan(base) }, ...why], amount, halfUpFen)
  }
}
