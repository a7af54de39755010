import { type Exact, exactText } from '../kernel/index.ts'

export type DipUnit = 'yuan' | 'points' | 'times'

export interface DipStepInput {
  /** What it is: `score`, `cost`, `comparator`, `institution` …; words for people are made elsewhere. */
  readonly name: string
  readonly value: string
  readonly unit: DipUnit
}

/** One line of how a figure came about. */
export interface DipStep {
  /** `institution.level-mean`, `deviation.high`, `points.high` … */
  readonly formula: string
  readonly inputs: readonly DipStepInput[]
  readonly result: DipStepInput
}

/** An amount of fen in yuan, or a plain number with at least four decimals. */
export function stepValue(name: string, value: Exact, unit: DipUnit): DipStepInput {
  const decimals = unit === 'yuan' ? ({ unit: 2, least: 2 } as const) : ({ unit: 6, least: 4 } as const)
  return { name, value: exactText(value, decimals), unit }
}
