import type { Diagnosis, Enrolment, Insured, Visit } from '@yibao/core/encounter'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { FiledLine } from '@yibao/core/settlement'

export interface Period {
  readonly from: LocalDateTime
  /** The last moment that still belongs to it. */
  readonly through: LocalDateTime
}

/** A visit as a query shows it. */
export interface ShownVisit {
  readonly visit: Visit
  readonly diagnoses: readonly Diagnosis[]
  /** When its latest settlement that stands was made. */
  readonly settledAt: LocalDateTime | null
}

/** A stay that goes on, with its person. */
export interface CurrentStay {
  readonly visit: Visit
  readonly insured: Insured
  readonly enrolments: readonly Enrolment[]
}

/** A settled line of drugs for a filed chronic disease. */
export interface ChronicLine {
  readonly line: FiledLine
  readonly medType: string
  readonly providerCode: string
}

interface VisitQuestion {
  readonly insuredId: string
  readonly providerCode: string
  readonly period: Period
  readonly medType: string
  readonly visitId: string | null
  readonly atMost: number
}

interface StayQuestion {
  /** Null asks about everybody who lies in the institution. */
  readonly insuredId: string | null
  readonly providerCode: string
  readonly period: Period
  readonly atMost: number
}

interface ChronicQuestion {
  readonly insuredId: string
  readonly period: Period
  readonly atMost: number
}

/** Visits and lines as queries ask for them; reads only. */
export interface VisitRecords {
  /** The person's visits at the institution that began in the period and were not cancelled, oldest first. */
  visits(question: VisitQuestion): Promise<readonly ShownVisit[]>
  /** The institution's stays that began in the period and go on, oldest first. */
  currentStays(question: StayQuestion): Promise<readonly CurrentStay[]>
  /** What any institution dispensed to the person for a filed chronic disease and settled, oldest first. */
  chronicLines(question: ChronicQuestion): Promise<readonly ChronicLine[]>
}
