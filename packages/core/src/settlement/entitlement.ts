import type { PlanBook } from '../benefit/index.ts'
import {
  type CareKind,
  careKindOf,
  type Enrolment,
  enrolmentOn,
  type Provider,
  type SchemeCode,
} from '../encounter/index.ts'
import { type IsoDate, localDateTime } from '../kernel/index.ts'
import type { CareName, Plan } from '../policy/index.ts'
import { filingRulesFor } from './dual-channel.ts'
import type { FilingGroundRefusal } from './filing-refusals.ts'
import { filingGroundOf } from './filing-rules.ts'
import { isStay, plansOfStay } from './stay.ts'
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
  /** Which filing is missing for this care at this institution; null when none is. */
  readonly missing: FilingGroundRefusal | null
}

export interface EntitlementQuestion {
  /** Where the care would be given. */
  readonly provider: Provider
  readonly scheme: SchemeCode
  readonly medType: string
  readonly on: IsoDate
  readonly book: PlanBook
}

/** Tells whether a person is insured in a scheme on a day, and by which plan this care would be paid (待遇检查). */
export function entitlementOf(file: PersonFile, question: EntitlementQuestion): Entitlement {
  const { scheme, medType, on, book, provider } = question
  const enrolment = enrolmentOn(file.enrolments, scheme, on)
  const care = isStay(medType) ? 'inpatient' : careKindOf(medType)
  if (enrolment === null || care === null) return { scheme, enrolment, plan: null, missing: null }
  const plans = isStay(medType) ? plansOfStay(medType) : [planCareOf(medType, care)]
  const found = plans.map((each) => book.open(enrolment.division, scheme, each, on)).find((each) => each.ok)
  const rules = filingRulesFor(book, enrolment.division, on)
  const lines = [{ lineNumber: '', at: localDateTime(`${on} 00:00:00`) }]
  const ground = filingGroundOf(file, { provider, enrolment, medType, diseaseCode: null, lines, rules })
  const missing = ground.ok ? null : ground.error
  return { scheme, enrolment, plan: found?.ok ? found.value.compiled.plan : null, missing }
}
