import { type Fen, invariant, yuan } from '../kernel/index.ts'
import { type Asking, findValue, type PreparedPlan } from './prepare.ts'
import type { Parameter, PaymentRefusal, Step, StepInput, StepSource, StepValue } from './types.ts'

/**
 * One computation on its way: its trace, and the first thing that the law refuses. Whoever gets a null from `need` gives up;
 * the refusal is kept here.
 */
export interface Work {
  readonly prepared: PreparedPlan
  readonly asking: Asking
  /** Without a trace nothing is written down, only computed. */
  readonly trace: boolean
  readonly steps: Step[]
  refusal: PaymentRefusal | null
  sources: StepSource[]
}

export function newWork(prepared: PreparedPlan, asking: Asking, trace: boolean): Work {
  return { prepared, asking, trace, steps: [], refusal: null, sources: [] }
}

export function giveUp(work: Work, refusal: PaymentRefusal): null {
  work.refusal ??= refusal
  return null
}

/** Why a computation gave up. @throws InvariantError when nothing was refused */
export function refusalIn(work: Work): PaymentRefusal {
  invariant(work.refusal !== null, 'who gives up says why')
  return work.refusal
}

/** A value of the law; its source goes into the next step. Null when there is none (kept as the refusal). */
export function need<T>(work: Work, name: string, parameter: Parameter<T>, group?: string): T | null {
  const asking = group === undefined ? work.asking : { ...work.asking, group }
  const found = findValue(work.prepared.plan, name, parameter, asking)
  if (!found.ok) return giveUp(work, found.error)
  cite(work, name, found.value.source, found.value.assumed)
  return found.value.value
}

export function cite(work: Work, parameter: string, source: string, assumed: boolean): void {
  if (work.trace && work.sources.every((known) => known.parameter !== parameter)) {
    work.sources.push({ parameter, source, assumed })
  }
}

/** Writes a step down with the sources of what was needed since the last one. */
export function note(work: Work, formula: string, inputs: () => readonly StepInput[], result: () => StepValue): void {
  if (!work.trace) return
  work.steps.push({ formula, inputs: inputs(), result: result(), sources: work.sources })
  work.sources = []
}

export function yuanValue(amount: Fen): StepValue {
  return { value: yuan(amount), unit: 'yuan' }
}
