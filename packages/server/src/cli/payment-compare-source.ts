import type { PricedYear } from '../../sim/priced-year.ts'
import { readDischargedCases } from '../files/discharged-case.ts'
import { sourceLabels } from '../flows/compared-source.ts'
import type { CaseSource } from '../flows/payment-compare.ts'

/** Cases of a generated year. */
export const generatedSource = (year: PricedYear, seed: number): CaseSource => ({
  label: sourceLabels.generated(seed),
  count: year.cases,
  read: () => year.stream(),
})

/** Cases of a file of lines; those settled or discharged in other years count as well. */
export const fileSource = (path: string): CaseSource => ({
  label: sourceLabels.file(path),
  count: null,
  read: () => readDischargedCases(path),
})
