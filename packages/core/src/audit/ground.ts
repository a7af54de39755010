import type { CareKind, ProviderKind, ProviderLevel, SchemeCode } from '../encounter/index.ts'
import type { DivisionCode, Fen, IsoDate, LocalDateTime, Quantity, UnitPrice } from '../kernel/index.ts'

/**
 * What rules look at, the same at every moment: before care, at settlement and over the archive.
 *
 * A field that is absent is not known, and whoever needs it is "not evaluated"; `null` says that there is none.
 */
export interface AuditGround {
  /** The visits in the order of their begin, those under audit and those of the past. */
  readonly visits: readonly AuditVisit[]
  /** Rows of the side tables by name: facts that no bill carries (`policy/audit/side-tables.yaml`). */
  readonly side: Readonly<Record<string, readonly SideRow[]>>
  /** From this day on history is complete; an earlier look-back is not evaluated. Null when nothing is known of the past. */
  readonly historyFrom: IsoDate | null
  /** The day of the question. */
  readonly today: IsoDate
}

export interface AuditPerson {
  readonly insuredId: string
  readonly sex?: 'male' | 'female'
  readonly birth?: IsoDate
  readonly diedOn?: IsoDate | null
  /** Days on which an insurance stood, half-open, by scheme. */
  readonly insured?: readonly { readonly scheme: SchemeCode; readonly from: IsoDate; readonly until: IsoDate | null }[]
}

export interface AuditProvider {
  readonly providerCode: string
  readonly kind?: ProviderKind
  readonly level?: ProviderLevel
  readonly division?: DivisionCode
  /** Days of the agreement, half-open. */
  readonly from?: IsoDate
  readonly until?: IsoDate | null
}

export interface AuditDiagnosis {
  readonly code: string
  readonly main: boolean
  readonly side?: 'admission' | 'discharge'
}

export interface AuditOperation {
  readonly code: string
  readonly main: boolean
  readonly begin?: LocalDateTime
  readonly end?: LocalDateTime
  readonly surgeon?: string
  readonly anaesthetist?: string
}

/** One item of a bill or of an order. */
export interface AuditLine {
  /** Unique within its visit. */
  readonly lineId: string
  readonly item: string
  readonly name: string
  /** From the catalogue on the day; `unknown` when it knows no such code. */
  readonly kind?: 'drug' | 'service' | 'consumable' | 'herb' | 'unknown'
  /** 甲 A, 乙 B, 丙 C. */
  readonly class?: 'A' | 'B' | 'C'
  /** National `med_chrgitm_type`. */
  readonly chargeType?: string
  /** The ceiling of the catalogue for this level; null without one. */
  readonly ceiling?: UnitPrice | null
  readonly restriction?: string
  readonly at: LocalDateTime
  readonly until?: LocalDateTime
  readonly quantity?: Quantity
  readonly price?: UnitPrice
  readonly amount?: Fen
  /** What of the amount the funds reckon with: all but what is not covered. */
  readonly eligible?: Fen
  readonly approved?: boolean
  readonly department?: string
  readonly doctor?: string
  readonly prescription?: string | null
  readonly orderedAt?: LocalDateTime
  readonly disease?: string | null
  /** Days that the quantity lasts. */
  readonly supplyDays?: number
  /** What is taken in a day, in the unit of the knowledge table. */
  readonly dailyDose?: number
  readonly route?: string
  readonly takeHome?: boolean
  readonly traceCodes?: readonly string[]
  /** Given back later, wholly or in part: the quantity that stands. Lines that give back are not in the ground. */
  readonly standing?: Quantity
}

export interface AuditVisit {
  readonly visitId: string
  readonly person: AuditPerson
  readonly provider: AuditProvider
  /** Under audit: findings are told of these only; the others are the past. */
  readonly current: boolean
  readonly scheme?: SchemeCode
  readonly care?: CareKind
  /** National `med_type`. */
  readonly medType?: string
  readonly channel?: 'onsite' | 'internet'
  readonly begin: LocalDateTime
  /** Discharge of a stay, null while it lasts; the begin itself of other visits. */
  readonly end?: LocalDateTime | null
  readonly settledAt?: LocalDateTime
  readonly settlementId?: string
  readonly division?: DivisionCode
  readonly department?: string
  readonly doctor?: string
  readonly terminal?: string
  readonly site?: string
  readonly disease?: string | null
  readonly dischargeWay?: string | null
  readonly transferredFrom?: string | null
  readonly emergency?: boolean
  readonly drg?: string | null
  readonly adrg?: string | null
  readonly total?: Fen
  readonly fundPaid?: Fen
  readonly accountPaid?: Fen
  readonly cashPaid?: Fen
  readonly diagnoses?: readonly AuditDiagnosis[]
  readonly operations?: readonly AuditOperation[]
  readonly lines: readonly AuditLine[]
}

/** A row of a side table: its columns, and the keys that the table declares (`insured`, `visit`, `line`, `doctor` …) as columns. */
export type SideRow = Readonly<Record<string, string | number | boolean | null>>
