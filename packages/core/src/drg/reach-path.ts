import { conditionsOf } from './reach-atoms.ts'
import { allOf, always, anyOf, type Formula, never, translator, validRecords } from './reach-formula.ts'
import { type Solver, solver } from './reach-solve.ts'
import { type Universe, universeOf } from './reach-universe.ts'
import type { Adrg, Condition, MdcStep, Scheme } from './types.ts'

/** One way to a result: a split of an ADRG tried by a step of an MDC, its `else`, or a result given outright. */
export interface Way {
  readonly mdc: string
  readonly stepIndex: number
  readonly step: MdcStep
  readonly adrg: Adrg | null
  readonly splitIndex: number | null
  readonly result: string
  /** What must hold, from the nearest to the farthest; all of it together leads to the result, and nothing else does. */
  readonly conditions: WayConditions
}

interface WayConditions {
  /** Of the split, or of the step that gives a result outright. */
  readonly own: Formula
  readonly gate: Formula
  readonly mdcGate: Formula
  /** Of each earlier split: it does not hold. */
  readonly splitsBefore: readonly Formula[]
  /** Of each earlier step of the MDC: it does not win. */
  readonly stepsBefore: readonly Formula[]
  /** Of each earlier MDC: it gives no result. */
  readonly mdcsBefore: readonly Formula[]
}

/** Every way through a scheme, over one universe. */
export interface Ways {
  readonly universe: Universe
  readonly solver: Solver
  readonly valid: Formula
  readonly ways: readonly Way[]
}

/**
 * @param scheme one that `checkForm` does not refuse
 * @param further conditions that shall be told apart besides those of the scheme
 */
export function waysOf(scheme: Scheme, further: readonly Condition[] = []): Ways {
  const conditions = [...[...conditionsOf(scheme)].map(({ when }) => when), ...further]
  const universe = universeOf({ ...scheme, conditions })
  const { holds, fails } = translator(universe)
  const ways: Way[] = []
  const mdcsBefore: Formula[] = []
  for (const key of scheme.mdcOrder) {
    const mdc = scheme.mdcs[key]
    if (mdc === undefined) continue
    const stepsBefore: Formula[] = []
    for (const [stepIndex, step] of mdc.steps.entries()) {
      const common = { mdcGate: holds(mdc.when), stepsBefore: [...stepsBefore], mdcsBefore: [...mdcsBefore] }
      ways.push(...waysOfStep(scheme, { mdc: key, stepIndex, step }, common))
      stepsBefore.push(loses(scheme, step))
    }
    mdcsBefore.push(anyOf([fails(mdc.when), allOf(stepsBefore)]))
  }
  return { universe, solver: solver(universe), valid: validRecords(universe), ways }

  function waysOfStep(
    { adrgs }: Scheme,
    place: Pick<Way, 'mdc' | 'stepIndex' | 'step'>,
    common: Pick<WayConditions, 'mdcGate' | 'stepsBefore' | 'mdcsBefore'>,
  ): readonly Way[] {
    const { step } = place
    if ('result' in step) {
      const own = { ...common, own: holds(step.when), gate: always, splitsBefore: [] }
      return [{ ...place, adrg: null, splitIndex: null, result: step.result, conditions: own }]
    }
    const adrg = adrgs[step.adrg]
    if (adrg === undefined) return []
    const before = adrg.drgs.map(({ when }) => fails(when))
    const gate = holds(adrg.when)
    const splits = adrg.drgs.map(({ drg, when }, splitIndex): Way => {
      const own = { ...common, own: holds(when), gate, splitsBefore: before.slice(0, splitIndex) }
      return { ...place, adrg, splitIndex, result: drg, conditions: own }
    })
    if (adrg.else === '') return splits
    const own = { ...common, own: always, gate, splitsBefore: before }
    return [...splits, { ...place, adrg, splitIndex: null, result: adrg.else, conditions: own }]
  }

  function loses({ adrgs }: Scheme, step: MdcStep): Formula {
    if ('result' in step) return fails(step.when)
    const adrg: Adrg | undefined = adrgs[step.adrg]
    if (adrg === undefined) return always
    const passes = adrg.else === '' ? allOf(adrg.drgs.map(({ when }) => fails(when))) : never
    return anyOf([fails(adrg.when), passes])
  }
}

/** All that must hold for one way to be taken. */
export function roadOf({ valid }: Ways, { conditions }: Way): Formula {
  const { own, gate, mdcGate, splitsBefore, stepsBefore, mdcsBefore } = conditions
  return allOf([mdcGate, gate, own, valid, ...splitsBefore, ...stepsBefore, ...mdcsBefore])
}
