import type { Step, Steps } from './compile-steps.ts'
import type { Tables } from './record-open.ts'
import { type Collect, compileHits, compileRefusal, type Refuse } from './trace-conditions.ts'
import type { Condition, Failed, MdcTried, Scheme, SplitTried, StepTried } from './types.ts'

/** A gate or split that writes down why it refused, or what made it hold. */
interface Gate<T> {
  readonly refuse: Refuse<T>
  readonly collect: Collect
}

interface SplitRoad extends Gate<SplitTried> {
  readonly drg: string
}

export interface StepRoad extends Gate<StepTried> {
  readonly name: string
  readonly step: Step
  readonly splits: readonly SplitRoad[]
}

export interface MdcRoad extends Gate<MdcTried> {
  readonly code: string
  readonly steps: readonly StepRoad[]
}

/** The whole scheme as an in-order walk sees it. */
export interface Roads {
  readonly mdcs: readonly MdcRoad[]
}

function gate<T>(tables: Tables, condition: Condition, write: (failed: Failed) => T): Gate<T> {
  return { refuse: compileRefusal(tables, condition, write), collect: compileHits(tables, condition) }
}

function stepRoad(tables: Tables, step: Step): StepRoad {
  const name = 'adrg' in step.step ? step.step.adrg : step.step.result
  return {
    ...gate<StepTried>(tables, step.gate, (failed) => ({ step: name, outcome: 'refused', failed })),
    name,
    step,
    splits: (step.adrg?.drgs ?? []).map(({ drg, when }) => ({
      ...gate<SplitTried>(tables, when, (failed) => ({ drg, holds: false, failed })),
      drg,
    })),
  }
}

/** Compiles a scheme once more, for traces: nothing is left out, every refusal is written down. */
export function compileRoads(scheme: Scheme, tables: Tables, { steps }: Steps): Roads {
  return {
    mdcs: scheme.mdcOrder.map((code, place) => ({
      ...gate<MdcTried>(tables, scheme.mdcs[code]?.when ?? { const: false }, (failed) => ({
        mdc: code,
        entered: false,
        failed,
      })),
      code,
      steps: steps.filter(({ mdc }) => mdc === place).map((step) => stepRoad(tables, step)),
    })),
  }
}
