import type { DateRange, DivisionCode, Fen, IsoDate, LocalDateTime, WorkYear } from '../kernel/index.ts'

/** 疑点核查 under the service agreement; 行政案件 of the administration. */
export type Procedure = 'review' | 'case'

/** States of a review item (疑点). */
export type ReviewState =
  | 'open'
  | 'first-review'
  | 'cleared'
  | 'recheck'
  | 'notified'
  | 'answered'
  | 'second-review'
  | 'decided'
  | 'appealed'
  | 'final'
  | 'executing'
  | 'recovered'
  | 'closed'

/** States of an administrative case (案件). */
export type CaseState =
  | 'filed'
  | 'investigating'
  | 'suspended'
  | 'concluded'
  | 'legal-review'
  | 'notice-given'
  | 'hearing'
  | 'sanctioned'
  | 'executing'
  | 'dismissed'
  | 'transferred'
  | 'closed'

export type MatterState = ReviewState | CaseState

/** What happens to a matter. */
export type ActKind =
  // of a review item
  | 'assign'
  | 'clear'
  | 'draw-recheck'
  | 'confirm-clear'
  | 'notify'
  | 'answer'
  | 'lapse'
  | 'assign-second'
  | 'decide'
  | 'accept'
  | 'appeal'
  | 'resolve-appeal'
  | 'approve'
  | 'execute'
  | 'settle'
  | 'close'
  | 'reopen'
  | 'file-case'
  // of an administrative case
  | 'assign-investigators'
  | 'suspend'
  | 'resume'
  | 'extend'
  | 'conclude'
  | 'submit-legal'
  | 'return'
  | 'give-notice'
  | 'request-hearing'
  | 'hold-hearing'
  | 'sanction'
  | 'dismiss'
  | 'transfer'

/** Who may do it, as an office; rights map users to offices. `institution` answers for itself, `system` is the clock or the ledger. */
export type Office = 'reviewer' | 'dispatcher' | 'institution' | 'leader' | 'legal' | 'cashier' | 'system'

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

/** The part that a person has in a matter; nobody has two in the same one, however often it is reopened. */
export type Role = 'first' | 'second' | 'appeal' | 'investigator' | 'legal' | 'leader' | 'cashier'

/** Who did something in a role, and what it was. */
export interface Hand {
  readonly userId: string
  readonly role: Role
  readonly did: ActKind
}

/** Names of time limits; their days are data (`policy/supervision/limits.yaml`). */
export type LimitName =
  | 'first-review'
  | 'answer'
  | 'second-review'
  | 'appeal'
  | 'appeal-review'
  | 'repay'
  | 'request-hearing'
  | 'decide-case'
  | 'extend-case'
  | 'reconsideration'
  | 'pay-fine'

export type DocumentKind =
  | 'notice'
  | 'decision'
  | 'appeal-answer'
  | 'recovery-order'
  | 'filing-approval'
  | 'investigation-report'
  | 'sanction-notice'
  | 'hearing-record'
  | 'sanction-decision'
  | 'dismissal'
  | 'transfer-letter'
  | 'closing-report'

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

/** 协议处理 and 行政处罚: what may be done about it. */
export type MeasureKind =
  | 'interview'
  | 'correct'
  | 'suspend-payment'
  | 'refuse-payment'
  | 'recover'
  | 'suspend-agreement'
  | 'end-agreement'
  | 'order-correction'
  | 'order-return'
  | 'fine'
  | 'suspend-service'
  | 'suspend-person-settlement'
  | 'ban-management'

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

/** What a review item is about. */
export type SourceKind = 'finding' | 'pattern' | 'outlier' | 'tip' | 'transfer' | 'manual'

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
  /** `withdrawal`: what was ordered or booked is taken back by opposite entries. */
  readonly money: { readonly kind: 'deduction' | 'claim' | 'withdrawal'; readonly amount: Fen } | null
}
