import type { DivisionCode, Fen, IsoDate, LocalDateTime, Ppm } from '../kernel/index.ts'

/** Where a tip is on its road. */
export type TipState =
  | 'received'
  | 'accepted'
  | 'declined'
  | 'linked'
  | 'concluded'
  | 'proposed'
  | 'awarded'
  | 'rewarded'
  | 'unrewarded'

export type TipAct =
  | 'receive'
  | 'accept'
  | 'decline'
  | 'link'
  | 'conclude'
  | 'propose-reward'
  | 'approve-reward'
  | 'return-reward'
  | 'pay'
  | 'lapse'
  | 'no-reward'

/** Who does it: who receives tips, who approves rewards, who pays, or the clock. */
export type TipOffice = 'receiver' | 'approver' | 'cashier'

/** What must hold besides the state; each is one check with its own refusals. */
export type TipNeed =
  | 'reason'
  | 'matter'
  | 'outcome'
  | 'substantiated'
  | 'reward'
  | 'other-person'
  | 'claim-code'
  | 'before-end'
  | 'after-end'

/** One row of the table that the road of a tip is; `from` is null before it is received. */
export interface TipRow {
  readonly from: TipState | null
  readonly act: TipAct
  readonly to: TipState
  readonly by: TipOffice
  readonly needs: readonly TipNeed[]
}

export type TipChannel = 'phone' | 'letter' | 'visit' | 'web' | 'transferred'

/** What was found of it. */
export interface TipOutcome {
  readonly substantiated: boolean
  /** Loss of the fund that was found out, or avoided, because of it. */
  readonly amount: Fen
}

/** One share of one part of an amount: what a rule of rewards comes to is the sum of these. */
export interface RewardStep {
  readonly part: Fen
  readonly share: Ppm
  readonly result: Fen
}

/** A reward with how it came about. */
export interface Reward {
  readonly amount: Fen
  /** What it is reckoned on. */
  readonly base: Fen
  readonly steps: readonly RewardStep[]
  /** Whether floor or ceiling counted instead of the sum. */
  readonly bound: 'floor' | 'ceiling' | null
  readonly rule: {
    readonly division: DivisionCode
    readonly source: string
    readonly assumed: boolean
    /** Months after the award in which it can be claimed. */
    readonly claimMonths: number
  }
}

/** A tip as it is told to those who work on it; who gave it is sealed elsewhere. */
export interface Tip {
  readonly tipId: string
  readonly state: TipState
  /** Grows by one with each event. */
  readonly version: number
  readonly channel: TipChannel
  readonly division: DivisionCode
  /** The institution it is about; null of a person or where it is not known yet. */
  readonly providerCode: string | null
  readonly what: string
  /** What the teller reckons is at stake; null when nothing was said. */
  readonly amountHint: Fen | null
  readonly named: boolean
  readonly receivedAt: LocalDateTime
  /** Who took it in, and so saw the claim code. */
  readonly receivedBy: string
  readonly matterId: string | null
  readonly outcome: TipOutcome | null
  readonly reward: Reward | null
  readonly proposedBy: string | null
  readonly approvedBy: string | null
  /** The last day on which an awarded reward can be claimed. */
  readonly claimUntil: IsoDate | null
  readonly receipt: string | null
}

export type TipFacts = Pick<Tip, 'tipId' | 'channel' | 'division' | 'providerCode' | 'what' | 'amountHint' | 'named'>

/** What an act says besides who, when and why; which are asked depends on the act. */
export interface TipDetails {
  readonly facts?: TipFacts
  readonly matterId?: string
  readonly outcome?: TipOutcome
  readonly reward?: Reward
  readonly receipt?: string
  /** Whether the claim code that was shown is the right one; the code itself is told to nobody. */
  readonly claimCode?: boolean
}

/** One thing that happened to a tip; never changed. */
export interface TipEvent {
  readonly tipId: string
  /** 1 for the receipt. */
  readonly number: number
  readonly act: TipAct
  readonly actor: string
  readonly at: LocalDateTime
  readonly reason: string | null
  readonly details: TipDetails
}

export type TipRefusal =
  | { readonly code: 'tip.unknown-tip'; readonly tipId: string }
  | { readonly code: 'tip.changed-meanwhile'; readonly tipId: string; readonly version: number }
  | {
      readonly code: 'tip.not-now'
      readonly act: TipAct
      readonly state: TipState | null
      readonly may: readonly TipAct[]
    }
  | { readonly code: 'tip.no-right'; readonly userId: string; readonly right: string }
  | { readonly code: 'tip.no-reason'; readonly act: TipAct | 'open' }
  | { readonly code: 'tip.nothing-said' }
  | { readonly code: 'tip.bad-text'; readonly what: string; readonly longest: number }
  | { readonly code: 'tip.no-matter'; readonly tipId: string }
  | { readonly code: 'tip.no-outcome'; readonly tipId: string }
  | { readonly code: 'tip.not-substantiated'; readonly tipId: string }
  | { readonly code: 'tip.not-first'; readonly tipId: string; readonly first: string; readonly matterId: string }
  | { readonly code: 'tip.same-person'; readonly userId: string; readonly act: TipAct }
  | { readonly code: 'tip.wrong-code'; readonly tipId: string }
  | { readonly code: 'tip.too-late'; readonly until: IsoDate; readonly today: IsoDate }
  | { readonly code: 'tip.too-early'; readonly until: IsoDate; readonly today: IsoDate }
  | { readonly code: 'tip.no-reward-rule'; readonly division: DivisionCode; readonly on: IsoDate }
  | { readonly code: 'tip.no-amount'; readonly tipId: string }
  | { readonly code: 'tip.holders-missing'; readonly holders: number }
  | { readonly code: 'tip.holders-full'; readonly holders: readonly string[] }
  | { readonly code: 'tip.holder-known'; readonly holder: string }
  | { readonly code: 'tip.not-holder'; readonly holder: string }
  | { readonly code: 'tip.no-identity'; readonly tipId: string }
  | { readonly code: 'tip.two-keys'; readonly given: number }
  | { readonly code: 'tip.wrong-key'; readonly keyId: string }
  | { readonly code: 'tip.not-opened'; readonly tipId: string }
