import type { DateRange, DivisionCode, IsoDate, LocalDateTime, Quantity, UnitPrice } from '../kernel/index.ts'

/** 险种 as the national dictionary `insutype` codes it: 310 employees, 390 residents. */
export type SchemeCode = '310' | '390'

export type PersonStatus = 'active' | 'retired' | 'adult' | 'elderly' | 'student' | 'minor' | 'newborn'

export type ProviderLevel = 'tertiary' | 'secondary' | 'primary' | 'ungraded'

export type ProviderKind = 'hospital' | 'community' | 'township' | 'clinic' | 'pharmacy'

/** Which family of rules a visit falls under; derived from the national `med_type`. */
export type CareKind = 'outpatient' | 'pharmacy' | 'inpatient'

export interface Insured {
  readonly insuredId: string
  readonly name: string
  readonly certificateType: string
  readonly certificateNumber: string
  readonly gender: 'male' | 'female' | 'unknown'
  readonly birth: IsoDate
}

/** One insurance of one person over a half-open range of dates. */
export interface Enrolment {
  readonly scheme: SchemeCode
  readonly division: DivisionCode
  readonly status: PersonStatus
  /** The national `psn_type` code the member was imported with, e.g. 1101. */
  readonly personType: string
  readonly range: DateRange
  readonly civilServant: boolean
  readonly consecutiveYears: number
  readonly employer: string
  /** Region-specific traits a plan may read, e.g. `{ capClass: 'highest' }`. */
  readonly traits: Readonly<Record<string, string>>
}

export interface Provider {
  readonly providerCode: string
  readonly name: string
  readonly kind: ProviderKind
  readonly level: ProviderLevel
  /** National `hosp_lv` code. */
  readonly levelCode: string
  readonly division: DivisionCode
  readonly range: DateRange
}

export interface Visit {
  readonly visitId: string
  readonly insuredId: string
  readonly providerCode: string
  readonly scheme: SchemeCode
  readonly begin: LocalDateTime
  /** The provider's own number of the visit (ipt_otp_no). */
  readonly providerVisitNumber: string
  readonly certificateType: string
  readonly medType: string | null
  readonly departmentCode: string
  readonly departmentName: string
  readonly state: 'open' | 'cancelled'
}

export interface Diagnosis {
  readonly type: string
  readonly order: number
  readonly code: string
  readonly name: string
  readonly main: boolean
}

/** 医院审批标志: a restricted item is payable only when the hospital approved its use. */
export type HospitalApproval = 'not-needed' | 'approved' | 'rejected'

export interface BillLine {
  readonly lineNumber: string
  readonly batch: string
  readonly itemCode: string
  readonly localItemCode: string
  readonly at: LocalDateTime
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly approval: HospitalApproval
}
