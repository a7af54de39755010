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
  /** Known from a discharge; null of the living. */
  readonly diedOn: IsoDate | null
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
  /** 统一社会信用代码, told to those who look the institution up; no rule asks for it. */
  readonly creditCode?: string
}

export interface Visit {
  readonly visitId: string
  readonly insuredId: string
  readonly providerCode: string
  readonly scheme: SchemeCode
  /** The day under which the visit's lines are kept: its first begin, also when that is corrected later. */
  readonly openedOn: IsoDate
  readonly begin: LocalDateTime
  /** The provider's own number of the visit (ipt_otp_no). */
  readonly providerVisitNumber: string
  readonly certificateType: string
  readonly medType: string | null
  readonly departmentCode: string
  readonly departmentName: string
  readonly state: 'open' | 'cancelled'
  /** National `dise_codg`: the filed disease that the visit is about; without one nobody said any. */
  readonly diseaseCode?: string | null
  /** Null of a visit that is no inpatient care. */
  readonly stay: Stay | null
}

/** 住院: what a stay is beyond a visit. */
export interface Stay {
  /** The message that admitted the person, and whether a reversal took it back. */
  readonly msgid: string
  readonly reversed: boolean
  readonly dischargedAt: LocalDateTime | null
  /** National `dscg_way`. */
  readonly dischargeWay: string | null
  /** The stay from which the person was transferred here. */
  readonly transferredFrom: string | null
  /** The first stay of a chain of transfers; the stay itself when there is none. */
  readonly episode: string
  /** How the person came from another hospital, as plans ask it. */
  readonly referral: 'none' | 'up' | 'down' | 'registered'
  /** Who answers for an injury (med_type 22); `own` of every other stay. */
  readonly cause: 'undeclared' | 'own' | 'third-party'
  /** What else the hospital said, by national field name; kept for the queries. */
  readonly details: Readonly<Record<string, string | null>>
}

export interface Diagnosis {
  readonly type: string
  readonly order: number
  readonly code: string
  readonly name: string
  readonly main: boolean
  /** Of a stay: whether it was made at admission or at discharge. */
  readonly side?: 'admission' | 'discharge'
  /** Who made it, for the queries; without it nobody was told. */
  readonly made?: DiagnosisMade
}

/** 诊断: who made it, where and when. */
export interface DiagnosisMade {
  readonly department: string
  readonly doctorCode: string
  readonly doctorName: string
  readonly at: LocalDateTime
  /** National `adm_cond`: how the person was at admission. */
  readonly condition: string | null
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
  /** What stands behind the line; without it the line says nothing of that. */
  readonly ordered?: LineOrder | null
}

/** What a line says of the order behind it. */
export interface LineOrder {
  /** National `dise_codg`: the filed disease that it treats. */
  readonly diseaseCode: string | null
  /** National `bilg_dr_codg`: the responsible doctor. */
  readonly doctorCode: string | null
  /** National `rxno`. */
  readonly prescription: string | null
}
