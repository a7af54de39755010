import type { SchemeCode } from '@yibao/core/encounter'
import type { Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Sums } from '@yibao/core/reconciliation'
import type { SettlementKind } from '@yibao/core/settlement'
import type { Operation } from './operation-log.ts'
import type { EventKey, ReportSums } from './rest-ports.ts'

/** What a shift came to, by who paid; refunds count with the opposite sign. Amounts in fen. */
export type ShiftSums = Omit<ReportSums, 'restored'>

/** One cashier's work at one institution, from the first message to the count of the drawer. */
export interface Shift {
  readonly shiftId: string
  readonly providerCode: string
  readonly userId: string
  readonly openedAt: LocalDateTime
  readonly closedAt: LocalDateTime | null
  /** What its settlements come to now. */
  readonly sums: ShiftSums
  /** What they came to when it was closed; null while it is open. */
  readonly frozen: ShiftSums | null
  readonly messages: number
  /** Messages whose answer nobody saw, that had no effect so far and still may have one. */
  readonly unknown: number
  readonly counted: Fen | null
  readonly note: string | null
}

/** A message that changes a person's rows, as a till is about to send it. */
export interface TillMessage {
  readonly insuredId: string
  readonly providerCode: string
  readonly msgid: string
  readonly infno: string
  readonly userId: string
  readonly at: LocalDateTime
}

/** Whether a message may be sent: the first time, again, or not at all. */
export type Begun =
  | { readonly kind: 'first' }
  /** @param unknown whether nobody has seen its answer so far */
  | { readonly kind: 'again'; readonly unknown: boolean }
  | { readonly kind: 'refused'; readonly code: 'till.number-taken' | 'till.shift-closed' }

/** A message of a till that settled, undid, or whose outcome nobody knows. */
export interface TillReceipt {
  readonly at: LocalDateTime
  readonly msgid: string
  readonly infno: string
  readonly userId: string
  readonly shiftId: string
  /** `unseen`: in force at the centre, though nobody saw its answer. */
  readonly state: 'done' | 'unseen' | 'unknown'
  readonly insuredId: string
  readonly name: string
  readonly settlement: {
    readonly settlementId: string
    readonly visitId: string
    readonly kind: SettlementKind
    readonly stands: boolean
    readonly scheme: SchemeCode
    readonly medType: string
    readonly total: Fen
    readonly fund: Fen
    readonly account: Fen
    readonly cash: Fen
  } | null
}

interface ReceiptFilter {
  readonly providerCode: string
  readonly on: IsoDate | null
  readonly shiftId: string | null
  readonly scheme: SchemeCode | null
  readonly medType: string | null
}

/** A code with its name. */
export interface Registered {
  readonly code: string
  readonly name: string
}

/** A department or doctor in the register; `caty` is the national kind of a department. */
export interface RegisterEntry extends Registered {
  readonly caty: string | null
}

/** What an institution has registered of itself. */
export type RegisterKind = 'department' | 'doctor'

/** A visit at the institution that is not settled to its end. */
export interface OpenVisit {
  readonly visitId: string
  /** Its number at the institution. */
  readonly number: string
  readonly scheme: SchemeCode
  readonly beganAt: LocalDateTime
  readonly medType: string | null
  readonly departmentCode: string
  readonly departmentName: string
  /** The main diagnosis on file. */
  readonly diagnosis: Registered | null
  readonly inpatient: boolean
  readonly dischargedAt: LocalDateTime | null
  readonly lines: number
  readonly amount: Fen
}

/** The sums of one scheme and kind of care. */
export interface CareSums extends Sums {
  readonly scheme: SchemeCode
  readonly medType: string
  readonly cash: Fen
}

export interface ShiftClosing {
  readonly shiftId: string
  readonly providerCode: string
  readonly userId: string
  readonly at: LocalDateTime
  /** Messages without an answer are taken for under way when they were sent after this. */
  readonly underWaySince: LocalDateTime
  readonly counted: Fen | null
  readonly note: string | null
}

/** What is written when a till is worked. */
export interface TillBooks {
  /** Opens the sender's shift if none is open, notes the message and writes the operation down: at once or not at all. */
  begin(message: TillMessage, shiftId: string, operation: Operation): Promise<Begun>
  /** Notes what became of a message. */
  told(message: TillMessage, outcome: 'done' | 'refused'): Promise<void>
  /** Freezes the sums of a shift, with a row of the operation log. */
  close(
    closing: ShiftClosing,
    operation: Operation,
  ): Promise<'closed' | 'unknown-shift' | 'already-closed' | 'under-way'>
}

/** What is read at a till; all of it of one institution. */
export interface TillReads {
  openShift(providerCode: string, userId: string): Promise<Shift | null>
  shift(providerCode: string, shiftId: string): Promise<Shift | null>
  /** Shifts opened on a day, latest first. */
  shifts(providerCode: string, on: IsoDate, after: EventKey | null, limit: number): Promise<readonly Shift[]>
  /** Latest first. */
  receipts(filter: ReceiptFilter, after: EventKey | null, limit: number): Promise<readonly TillReceipt[]>
  /** Latest first, a few. */
  openVisits(insuredId: string, providerCode: string): Promise<readonly OpenVisit[]>
  /** What the tills settled and undid on a day. */
  daySums(providerCode: string, on: IsoDate): Promise<readonly CareSums[]>
  /** All rows of the centre on a day, whoever sent them. */
  filedSums(providerCode: string, on: IsoDate): Promise<readonly CareSums[]>
  /** Changes with every change of the diagnoses. */
  diagnosesRevision(): Promise<number>
  diagnoses(): Promise<readonly Registered[]>
  /** The departments or insurance doctors of an institution on a day. */
  registered(of: RegisterKind, providerCode: string, on: IsoDate): Promise<readonly RegisterEntry[]>
}
