import type { PlanBook } from '../benefit/index.ts'
import { type CareKind, careKindOf, type Enrolment, enrolmentOn, type SchemeCode } from '../encounter/index.ts'
import type { IsoDate } from '../kernel/index.ts'
import type { CareName, Plan } from '../policy/index.ts'
import type { PersonFile } from './types.ts'

/** National `med_type` 15 and 18 (特药) and 14 (门慢门特): given like outpatient care, paid by plans of their own. */
const ownPlans: Readonly<Record<string, CareName>> = { '15': 'special-drug', '18': 'special-drug', '14': 'chronic' }

/** The kind of plan that pays care of a national `med_type`. */
export function planCareOf(medType: string, care: CareKind): CareName {
  return ownPlans[medType.slice(0, 2)] ?? care
}

/** What a person may claim of one scheme on one day for one kind of care; without a plan nothing is paid. */
export interface Entitlement {
  readonly scheme: SchemeCode
  readonly enrolment: Enrolment | null
  readonly plan: Plan | null
}

export interface EntitlementQuestion {
  readonly scheme: SchemeCode
  readonly medType: string
  readonly on: IsoDate
  readonly book: PlanBook
}

/** Tells whether a person is insured in a scheme on a day, and by which plan this care would be paid (待遇检查). */
export function entitlementOf(file: PersonFile, { scheme, medType, on, book }: EntitlementQuestion): Entitlement {
  const enrolment = enrolmentOn(file.enrolments, scheme, on)
  const care = careKindOf(medType)
  if (enrolment === null || care === null) return { scheme, enrolment, plan: null }
  const open = book.open(enrolment.division, scheme, planCareOf(medType, care), on)
  return { scheme, enrolment, plan: open.ok ? open.value.compiled.plan : null }
}
