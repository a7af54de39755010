import { type Exact, exactText } from '../kernel/index.ts'
import type { DipGrouping } from './types.ts'

const text = (value: Exact): string => exactText(value, { unit: 6, least: 4 })

/** A grouping in which every number of points is a decimal text, to be kept or sent as JSON: an exact fraction is none. */
export interface PlainDipGrouping extends Omit<DipGrouping, 'score' | 'auxiliary'> {
  readonly score: string | null
  readonly auxiliary: {
    readonly coefficient: string
    readonly rule: DipGrouping['auxiliary']['rule']
    readonly applied: readonly (Omit<DipGrouping['auxiliary']['applied'][number], 'coefficient'> & {
      readonly coefficient: string
    })[]
  }
}

/** For keeping beside a case; what is computed on comes from the directory. */
export function plainGrouping({ score, auxiliary, ...others }: DipGrouping): PlainDipGrouping {
  const { coefficient, rule, applied } = auxiliary
  const rows = applied.map((one) => ({ ...one, coefficient: text(one.coefficient) }))
  return {
    ...others,
    score: score === null ? null : text(score),
    auxiliary: { coefficient: text(coefficient), rule, applied: rows },
  }
}
