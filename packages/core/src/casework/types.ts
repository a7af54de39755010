import type { DateRange, DivisionCode, Fen, IsoDate, LocalDateTime, WorkYear } from '../kernel/index.ts'
import type {
  ActKind,
  DocumentKind,
  LimitName,
  MatterState,
  MeasureKind,
  Office,
  Procedure,
  SourceKind,
} from './kinds.ts'

export type * from './kinds.ts'

/** What must hold besides state and office; each is one pure check with one refusal, asked in the order of `precedence`. */
export type Need =
  | 'assignee'
  | 'two-people'
  | 'no-conflict'
  | 'one-role'
  | 'assigned-to-actor'
  | 'reason'
  | 'evidence'
  | 'deadline-ahead'
  | 'before-deadline'
  | 'after-deadline'
  | 'wait-over'
  | 'not-extended'
  | 'unlinked'
  | 'approval'
  | 'amount-within-stake'
  | 'legal-basis'
  | 'not-heavier'
  | 'something-due'
  | 'nothing-due'
  | 'something-owed'

/** The part that a person has in a matter; nobody has two in the same one, however often it is reopened. */
export type Role = 'first' | 'second' | 'appeal' | 'investigator' | 'legal' | 'leader' | 'cashier'

/** Who did something in a role, and what it was. */
export interface Hand {
  readonly userId: string
  readonly role: Role
  readonly did: ActKind
}

/** One row of the table that the procedures are. */
export interface Transition {
  readonly procedure: Procedure
  readonly from: MatterState
  readonly act: ActKind
  readonly to: MatterState
  readonly by: Office
  /** The part in which the actor acts, or for which somebody is assigned. */
  readonly role?: Role
  readonly needs: readonly Need[]
  /** The time limit that begins with it; null ends the running one; absent: the running one goes on. */
  readonly starts?: LimitName | null
  /** Keeps the days that the running limit has left, or lets them run on; `prolong` adds `starts` to the running one. */
  readonly clock?: 'pause' | 'resume' | 'prolong'
  readonly document?: DocumentKind
}

export interface Measure {
  readonly kind: MeasureKind
  /** Code of the legal basis (`policy/supervision/bases.yaml`). */
  readonly basis: string
  /** Of `refuse-payment`, `recover`, `order-return` and `fine`. */
  readonly amount?: Fen
  /** Of suspensions; months. */
  readonly months?: number
  /** Of `correct`, `order-correction`: until when. */
  readonly until?: IsoDate
}

/** A clause that allows measures, dated and cited. */
export interface LegalBasis {
  readonly code: string
  readonly law: string
  readonly article: string
  /** In our own words. */
  readonly says: { readonly zh: string; readonly en: string }
  readonly against: readonly ('institution' | 'doctor' | 'person')[]
  readonly range: DateRange
  readonly allows: readonly AllowedMeasure[]
  /** The text was not at hand word by word; we supposed part of it. */
  readonly assumed: boolean
}

export interface AllowedMeasure {
  readonly kind: MeasureKind
  /** Of a fine: multiples of the loss, in ppm, both included. */
  readonly multiple?: readonly [least: number, most: number]
  /** Of a fine that is no multiple: fen, both included. */
  readonly between?: readonly [least: Fen, most: Fen]
  /** Of a suspension: months, both included. */
  readonly months?: readonly [least: number, most: number]
}

/** How long a limit is, dated and cited. */
export interface TimeLimit {
  readonly name: LimitName
  readonly days: number
  readonly counted: 'workdays' | 'days'
  /** Reminders so many days before it ends. */
  readonly remindBefore: readonly number[]
  readonly range: DateRange
  readonly source: string
  /** The source does not settle the number; we supposed it. */
  readonly assumed: boolean
}

/** What acts are held against: dated and cited data, and the State Council's days off as far as they are published. */
export interface CaseworkLaw {
  readonly limits: readonly TimeLimit[]
  readonly bases: readonly LegalBasis[]
  readonly workYears: readonly WorkYear[]
}

export interface Deadline {
  readonly name: LimitName
  readonly started: IsoDate
  /** The last day on which the act is in time. */
  readonly until: IsoDate
}

/** A hit as it is offered to casework. */
export interface NewItem {
  readonly source: SourceKind
  /** Unique within the source: the same hit offered twice is taken once. */
  readonly sourceKey: string
  readonly providerCode: string
  readonly insuredId: string | null
  readonly doctor: string | null
  readonly rule: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly stake: Fen
  readonly division: DivisionCode
  /** What it stands on, as its source tells it. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** A review item or an administrative case. Everything in it follows from its events (`replay`). */
export interface Matter {
  readonly matterId: string
  readonly procedure: Procedure
  readonly state: MatterState
  /** Grows by one with each event; an act names the version that it was decided on. */
  readonly version: number
  readonly source: SourceKind
  /** Unique within the kind: the finding's number, the pattern and its group … */
  readonly sourceKey: string
  readonly providerCode: string
  /** Null of what is no one person's. */
  readonly insuredId: string | null
  readonly doctor: string | null
  readonly rule: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly division: DivisionCode
  /** Money in question. */
  readonly stake: Fen
  readonly openedOn: IsoDate
  readonly firstReviewer: string | null
  readonly secondReviewer: string | null
  readonly appealReviewer: string | null
  readonly investigators: readonly string[]
  /** Whoever did something in a role, each kind of act once, since the matter was opened. */
  readonly hands: readonly Hand[]
  /** Who signed for the next act in the present state; a change of state takes it away. */
  readonly approvedBy: string | null
  readonly deadline: Deadline | null
  /** How often the limit of the case was prolonged since it was filed or reopened. */
  readonly extended: number
  /** Left over from a suspended clock. */
  readonly suspendedDays: number | null
  /** What was decided to be recovered; null before. */
  readonly decided: Fen | null
  readonly measures: readonly Measure[]
  readonly recovered: Fen
  readonly reopened: number
  /** Of a review item that became a case, and of that case. */
  readonly linked: string | null
  /** The bill that it is about, when that was undone after money had been ordered; absent or null while it stands. */
  readonly billUndone?: string | null
}

/** One thing that happened to a matter; never changed. */
export interface MatterEvent {
  readonly matterId: string
  /** 1 for the opening. */
  readonly number: number
  readonly act: ActKind | 'open'
  readonly actor: string
  readonly office: Office
  readonly at: LocalDateTime
  readonly reason: string | null
  /** Codes of pieces of evidence and digests of files that it stands on. */
  readonly evidence: readonly string[]
  readonly details: ActDetails
  /** The limit that runs from here on, so that history does not change when the law does. */
  readonly deadline: Deadline | null
  /** The limit was counted over a year whose days off were not published: ordinary weekends only. */
  readonly holidaysUnknown: boolean
  /** Of the opening alone. */
  readonly opened: Opening | null
}

export interface Opening {
  readonly procedure: Procedure
  readonly item: NewItem
  readonly linked: string | null
}

/** What an act says besides who, when and why; which are asked depends on the act. */
export interface ActDetails {
  readonly assignee?: string
  readonly assignees?: readonly string[]
  readonly deadline?: IsoDate
  readonly amount?: Fen
  readonly measures?: readonly Measure[]
  /** Of `execute`: by the next payment (the usual way), or as a claim that the institution pays. */
  readonly how?: 'deduction' | 'claim'
  /** Of `file-case`: the number of the case. */
  readonly linked?: string
}

export interface Act {
  readonly kind: ActKind
  readonly reason: string | null
  readonly evidence: readonly string[]
  readonly details: ActDetails
}

/** Who acts, as the checks ask it. */
export interface MatterActor {
  readonly userId: string
  readonly office: Office
  /** Institutions that the person of `assignee`, `assignees` or the actor must keep away from. */
  readonly conflicts: (userId: string) => readonly string[]
}

/** What happens because of an act, for the flow to carry out in the same transaction. */
export interface Step {
  readonly matter: Matter
  readonly event: MatterEvent
  readonly document: DocumentKind | null
  /** `withdrawal`: what was ordered or booked is taken back by opposite entries; `return`: what came in before that is paid back. */
  readonly money: { readonly kind: 'deduction' | 'claim' | 'withdrawal' | 'return'; readonly amount: Fen } | null
}
