import type { AuditDiagnosis, AuditFinding, AuditOperation } from '@yibao/core/audit'
import type { SchemeCode } from '@yibao/core/encounter'
import type { Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type {
  Feedback,
  GivenResult,
  ReviewEncounter,
  ReviewFinding,
  ReviewMoment,
  ReviewOrder,
  ReviewPatient,
  ReviewSeverity,
} from '@yibao/core/review'

/** One order with what rules ask about it beside the catalogue. */
export interface AskedOrder extends ReviewOrder {
  readonly until: IsoDate | null
  readonly doctor: string | null
  readonly prescription: string | null
  readonly department: string | null
}

export interface AskedEncounter extends ReviewEncounter {
  readonly scheme: SchemeCode | null
  readonly medType: string | null
  readonly admittedOn: IsoDate | null
  readonly dischargedOn: IsoDate | null
  readonly department: string | null
  readonly doctor: string | null
  readonly diagnoses: readonly AuditDiagnosis[]
  readonly operations: readonly AuditOperation[]
  readonly orders: readonly AskedOrder[]
}

export interface AskedPatient extends ReviewPatient {
  /** The place of insurance as the message says it; null when it does not. */
  readonly division: string | null
  readonly encounters: readonly AskedEncounter[]
}

/** What an audit rule found about an order, or about a visit as a whole, in words for the doctor. */
export interface AuditWarning {
  readonly rule: string
  readonly ruleName: string
  readonly severity: ReviewSeverity
  readonly patientId: string
  readonly encounterId: string
  /** Empty of a finding about the whole visit. */
  readonly orderId: string
  readonly itemCode: string
  readonly itemName: string
  /** Null when nothing is at stake. */
  readonly amount: Fen | null
  /** The knowledge point and the clause. */
  readonly evidence: string
  readonly says: string
  readonly found: AuditFinding
}

/** A finding under the number that the institution is given. */
export type ReviewResult =
  | { readonly of: 'catalogue'; readonly resultId: string; readonly finding: ReviewFinding }
  | { readonly of: 'audit'; readonly resultId: string; readonly finding: AuditWarning }

/** Results of reviews as they are given; of one that is given again, the latest wording is kept. */
export interface ReviewStore {
  keep(given: {
    readonly providerCode: string
    readonly moment: ReviewMoment
    readonly at: LocalDateTime
    readonly results: readonly ReviewResult[]
  }): Promise<void>
}

/** What a message of feedback reads and writes. */
export interface ReviewTables {
  given(providerCode: string, resultIds: readonly string[]): Promise<readonly GivenResult[]>
  tell(told: {
    readonly providerCode: string
    readonly msgid: string
    readonly moment: ReviewMoment
    readonly at: LocalDateTime
    readonly feedback: readonly Feedback[]
  }): Promise<void>
}
