import type { SchemeCode } from '../encounter/index.ts'
import type { DateRange, IsoDate, LocalDateTime } from '../kernel/index.ts'

interface FilingHead {
  /** The national `trt_dcla_detl_sn`. */
  readonly filingId: string
  readonly insuredId: string
  /** Null when the filing is not bound to one insurance. */
  readonly scheme: SchemeCode | null
  readonly range: DateRange
  /** The institution that filed it. */
  readonly filedBy: string
  readonly filedAt: LocalDateTime
  readonly state: 'valid' | 'revoked'
  /** What else the institution said, by national field name; kept for the queries. */
  readonly details: Readonly<Record<string, string | null>>
}

/** 转院备案: a hospital sends a patient on to another. */
export interface TransferFiling extends FilingHead {
  readonly kind: 'transfer'
  /** The hospital that the patient is sent to, and its division. */
  readonly toProvider: string
  readonly toDivision: string
  readonly diagnosisCode: string
  readonly hospitalAgrees: boolean
  readonly transferOn: IsoDate
}

/** 慢特病备案: a disease whose outpatient care is paid by a plan of its own. */
export interface ChronicFiling extends FilingHead {
  readonly kind: 'chronic'
  readonly diseaseCode: string
  readonly diseaseName: string
  /** The institution and the doctor that certified it. */
  readonly certifiedBy: string
  readonly doctorCode: string
}

/** 定点备案: the institution at which a person takes one kind of care. */
export interface DesignatedFiling extends FilingHead {
  readonly kind: 'designated'
  /** National `biz_appy_type`. */
  readonly business: string
  readonly providerCode: string
  /** Which choice it is, `fix_srt_no`, from 1. */
  readonly order: number
}

export type Filing = TransferFiling | ChronicFiling | DesignatedFiling
