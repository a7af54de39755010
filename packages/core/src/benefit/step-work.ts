import {
  addExact,
  addFen,
  compareExact,
  type Exact,
  type Fen,
  fen,
  halfUpFen,
  lessExact,
  multiplyByPpm,
  multiplyExact,
  type Ppm,
  ppm,
  type Rounding,
  roundExact,
  subtractFen,
  wholePpm,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import {
  type Evaluate,
  type Expression,
  explainIn,
  type Layer,
  type LayerPart,
  type LayerStep,
  type Scope,
  unitOf,
} from '../policy/index.ts'
import type { BillState, LayerState, Piece } from './bill-state.ts'
import { isAssumed } from './trace.ts'
import type { TraceInput, TraceStep } from './types.ts'

/** What a step works on. `trace` is null when nobody asks why. */
export interface Work {
  readonly scope: Scope<BillState>
  readonly layer: Layer
  readonly state: LayerState
  readonly trace: TraceStep[] | null
}

/** A step made ready: whether it could be taken stands in the scope's refusal. */
export type TakeStep = (work: Work) => void

export type Compile = (expression: Expression) => Evaluate<BillState>
export type StepNamed<Name extends LayerStep['step']> = Extract<LayerStep, { step: Name }>

/** Amounts of the law that a person or a fund pays are whole fen; a finer rounding is the law's own business. */
export function fenOf(value: Exact): Fen {
  return typeof value === 'number' ? fen(value) : fen(roundExact(value, 1, halfUpFen.mode))
}

/** A rate above the whole counts as the whole. */
export function atMostWhole(rate: Exact): Exact {
  return compareExact(rate, wholePpm) > 0 ? wholePpm : rate
}

/** A rate for those who read it: to a millionth, half up. */
export function shownRate(rate: Exact): Ppm {
  return ppm(roundExact(rate, 1, 'half-up'))
}

/** A share of an amount, computed exactly and rounded once. */
export function shareOfAmount(amount: Exact, rate: Exact, rounding: Rounding): Fen {
  if (typeof amount === 'number' && typeof rate === 'number') return multiplyByPpm(fen(amount), ppm(rate), rounding)
  return fen(roundExact(multiplyExact(amount, rate), unitOf(rounding), rounding.mode))
}

/** The shares of several pieces, added exactly and rounded once. */
export function sumOfPieces(pieces: readonly Piece[], rounding: Rounding): Fen {
  let exact: Exact = 0
  for (const { amount, rate } of pieces) exact = addExact(exact, multiplyExact(amount, rate))
  return fen(roundExact(exact, unitOf(rounding), rounding.mode))
}

export function explain(
  work: Work,
  step: LayerStep['step'],
  inputs: readonly TraceInput[],
  result: Fen,
  rounding?: Rounding,
): void {
  const traced = { step, subject: '', inputs, result, source: '', assumed: isAssumed(inputs) }
  work.trace?.push(rounding === undefined ? traced : { ...traced, rounding })
}

/**
 * What a step says of an amount of the law: the calculation, if it is one, and everything that went in. Asked before
 * the step changes anything, for the calculation may read what it changes; nothing when nobody asks why.
 */
export function amountInputs(
  work: Work,
  name: 'amount' | 'rate' | 'base' | 'startsAt',
  value: string,
  expression: Expression,
): readonly TraceInput[] {
  if (work.trace === null || work.scope.refusal !== null) return noInputs
  const { how, inputs } = explainIn(work.scope, expression)
  return how === '' ? inputs : [{ name, value, how }, ...inputs]
}

const noInputs: readonly TraceInput[] = []

export const usedInput = (used: Fen): TraceInput => ({ name: 'usedBefore', value: yuan(used) })

export function usedBefore({ scope }: Work, total: string | null): Fen {
  return total === null ? zeroFen : (scope.bill.used[total] ?? zeroFen)
}

/** Gives the front of what is left to somebody. */
export function takeFront({ state }: Work, part: LayerPart, amount: Fen): void {
  state.parts[part] = addFen(state.parts[part], amount)
  state.left = subtractFen(state.left, amount)
  if (state.exactLeft !== null) state.exactLeft = lessExact(state.exactLeft, amount)
  state.taken = addFen(state.taken, amount)
}
