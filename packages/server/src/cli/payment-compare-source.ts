import type { PricedYear } from '../../sim/priced-year.ts'
import { readDischargedCases } from '../files/discharged-case.ts'
import type { CaseSource } from '../flows/payment-compare.ts'

/** Cases of a generated year. */
export const generatedSource = (year: PricedYear, seed: number): CaseSource => ({
  label: `模拟 generated, seed ${seed}`,
  count: year.cases,
  read: () => year.stream(),
})

/** Cases of a file of lines; those settled or discharged in other years count as well. */
export const fileSource = (path: string): CaseSource => ({
  label: `文件 file ${path}`,
  count: null,
  read: () => readDischargedCases(path),
})
