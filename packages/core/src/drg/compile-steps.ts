import { invariant } from '../kernel/index.ts'
import { diagnosisCandidates, operationCandidates } from './compile-candidates.ts'
import { compileCondition, type Holds } from './compile-conditions.ts'
import { asksOnly, conjuncts, judge, type Verdict } from './compile-judge.ts'
import { countsCc, countsMcc, type Tables } from './record-open.ts'
import type { Adrg, Condition, DrgSplit, Grouping, MdcStep, Scheme } from './types.ts'

/** How a step that was taken comes to its result. */
export type Outcome =
  /** By the bits of the complications that count. */
  | { readonly by: 'complications'; readonly results: readonly (Grouping | null)[] }
  | { readonly by: 'one'; readonly result: Grouping | null }
  | {
      readonly by: 'splits'
      readonly splits: readonly { readonly holds: Holds; readonly result: Grouping }[]
      readonly otherwise: Grouping | null
    }

/** One step of the whole scheme, in the order in which an in-order walk would come to it. */
export interface Step {
  /** Its MDC's place in the order. */
  readonly mdc: number
  readonly step: MdcStep
  /** Null for a step that gives its result outright. */
  readonly adrg: Adrg | null
  readonly gate: Condition
  /** What of the gate the candidate bits do not decide; null when they decide all of it. */
  readonly rest: Holds | null
  readonly outcome: Outcome
}

export interface Steps {
  readonly steps: readonly Step[]
  /** By place of an MDC: what of its gate the candidate bits do not decide; null when they decide all of it. */
  readonly mdcRest: readonly (Holds | null)[]
  /** 32-bit words of one row of candidates. */
  readonly words: number
  /** By class of the principal diagnosis: the steps that it does not rule out. */
  readonly byDiagnosis: Int32Array
  /** By class of the principal operation, shifted by one; row 0: without operations. */
  readonly byOperation: Int32Array
}

/** The parts of a gate that a row of candidates does not settle. */
function restOf(tables: Tables, gate: Condition): Holds | null {
  const open = conjuncts(gate).filter((part) => !asksOnly(part, ['dx1In']) && !asksOnly(part, ['op1In', 'hasOp']))
  return open.length === 0 ? null : compileCondition(tables, { all: open })
}

type Share = (grouping: Grouping) => Grouping

/** Groupings with the same content are one object: a thread that groups a million cases makes none. */
export function groupings(): Share {
  const known = new Map<string, Grouping>()
  return (grouping) => {
    const key = JSON.stringify([grouping.status, grouping.mdc, grouping.adrg, grouping.drg])
    const same = known.get(key)
    if (same !== undefined) return same
    known.set(key, Object.freeze(grouping))
    return grouping
  }
}

function outcomeOf(
  tables: Tables,
  splits: readonly DrgSplit[],
  result: (drg: string) => Grouping,
  otherwise: Grouping | null,
): Outcome {
  if (!splits.every(({ when }) => asksOnly(when, ['mcc', 'cc']))) {
    const compiled = splits.map(({ drg, when }) => ({ holds: compileCondition(tables, when), result: result(drg) }))
    return { by: 'splits', splits: compiled, otherwise }
  }
  const results = [0, countsMcc, countsCc, countsMcc | countsCc].map((bits) => {
    const counts: Verdict = (leaf) => (bits & ('mcc' in leaf ? countsMcc : countsCc)) !== 0
    const split = splits.find(({ when }) => judge(when, counts) === true)
    return split === undefined ? otherwise : result(split.drg)
  })
  const [first = null] = results
  return results.every((one) => one === first) ? { by: 'one', result: first } : { by: 'complications', results }
}

/** Makes a step; `one` answers the shared grouping of its content. */
function compileStep(scheme: Scheme, tables: Tables, mdc: number, step: MdcStep, one: Share): Step {
  const mdcCode = scheme.mdcOrder[mdc] ?? ''
  if ('result' in step) {
    const result = one({ status: 'ambiguous', mdc: mdcCode, adrg: 'QY', drg: step.result })
    const gate = step.when
    return { mdc, step, adrg: null, gate, rest: restOf(tables, gate), outcome: { by: 'one', result } }
  }
  const adrg = scheme.adrgs[step.adrg]
  invariant(adrg !== undefined, () => `${mdcCode} tries ${step.adrg}, which ${scheme.scheme} does not describe`)
  const result = (drg: string): Grouping => one({ status: 'grouped', mdc: mdcCode, adrg: adrg.code, drg })
  const outcome = outcomeOf(tables, adrg.drgs, result, adrg.else === '' ? null : result(adrg.else))
  return { mdc, step, adrg, gate: adrg.when, rest: restOf(tables, adrg.when), outcome }
}

/**
 * Lays the steps of all MDCs in one line, in their order, and finds out beforehand which of them a principal diagnosis and a
 * principal operation leave open. A walk over the steps that both leave open meets the same first step that holds as a walk over
 * all of them, for a step is left out only where its gate, or its MDC's, is false whatever else the record says.
 *
 * @throws InvariantError when the order names an MDC, or an MDC an ADRG, that the scheme does not describe
 */
export function compileSteps(scheme: Scheme, tables: Tables, one: Share): Steps {
  const mdcs = scheme.mdcOrder.map((code) => {
    const mdc = scheme.mdcs[code]
    invariant(mdc !== undefined, () => `the order of ${scheme.scheme} names ${code}, which it does not describe`)
    return mdc
  })
  const steps = mdcs.flatMap((mdc, place) => mdc.steps.map((step) => compileStep(scheme, tables, place, step, one)))
  const words = (steps.length + 31) >>> 5
  const line = { mdcGates: mdcs.map(({ when }) => when), steps, words }
  return {
    steps,
    mdcRest: mdcs.map(({ when }) => restOf(tables, when)),
    words,
    byDiagnosis: diagnosisCandidates(line, tables.diagnoses),
    byOperation: operationCandidates(line, tables.operations),
  }
}
