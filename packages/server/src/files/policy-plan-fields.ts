import { rulesKeys, rulesOptionalKeys } from './policy-names.ts'
import type { fieldsOf } from './policy-sheet.ts'

export const planKeys = ['plan', ...rulesKeys] as const
export const planOptionalKeys = [
  'scheme',
  'care',
  ...rulesOptionalKeys,
  'layers',
  'totals',
  'accountPays',
  'rounding',
  'readings',
] as const

/** The spots of a plan; a reading of it has some of them replaced. */
export type PlanFields = ReturnType<typeof fieldsOf<(typeof planKeys)[number], (typeof planOptionalKeys)[number]>>
