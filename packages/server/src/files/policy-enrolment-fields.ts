import { rulesKeys, rulesOptionalKeys } from './policy-rules.ts'
import type { fieldsOf } from './policy-sheet.ts'

export const enrolmentRequired = ['enrolment', ...rulesKeys, 'scheme', 'windows'] as const
export const enrolmentOptional = [
  ...rulesOptionalKeys,
  'waits',
  'continuity',
  'household',
  'holidays',
  'readings',
] as const

/** The spots of a file of enrolment; a reading of it has some of them replaced. */
export type EnrolmentFields = ReturnType<
  typeof fieldsOf<(typeof enrolmentRequired)[number], (typeof enrolmentOptional)[number]>
>
