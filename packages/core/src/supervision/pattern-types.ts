import type { Fen } from '../kernel/index.ts'

/** What the patterns are called everywhere: in findings, parameters, words and cases. */
export const patternCodes = [
  'duplicate-stay',
  'split-stay',
  'overlapping-stay',
  'stay-after-death',
  'card-ring',
  'card-burst',
  'hoarding',
  'impossible-travel',
  'swipe-during-stay',
  'up-coding',
] as const

export type PatternCode = (typeof patternCodes)[number]

/** A stay, an event or a line that a finding rests on. */
export interface PatternMember {
  /** Of the stay, the event or the line. */
  readonly id: string
  readonly personId: string
  /** False of what is there for comparison only: the stay inside which the other one lies. */
  readonly inQuestion: boolean
}

export type ReasonName =
  | 'members'
  | 'companions'
  | 'times-together'
  | 'attendance-share'
  | 'first-day'
  | 'last-day'
  | 'gap-days'
  | 'same-doctor'
  | 'same-operations'
  | 'same-amount'
  | 'same-diagnosis'
  | 'days-inside'
  | 'days-overlapping'
  | 'days-after-death'
  | 'death-known-to-the-month'
  | 'cards'
  | 'minutes'
  | 'amount-spread'
  | 'gap-spread'
  | 'at-night'
  | 'home-places'
  | 'place'
  | 'evidence'
  | 'kilometres'
  | 'kilometres-per-hour'
  | 'possession-ratio'
  | 'window-days'
  | 'stock-days'
  | 'sites'
  | 'stays'
  | 'code-excess'
  | 'paid-above-expected'

/** One number behind a finding; `expected` is what it is held against, `about` the code or day it is of. */
export interface PatternReason {
  readonly name: ReasonName
  readonly value: number | string
  readonly expected?: number | string
  readonly about?: string
}

/** What a pattern found: who and what together, how sure, and the numbers that say so. A suspicion, never a verdict. */
export interface PatternFinding {
  readonly pattern: PatternCode
  /** Unique within the pattern and the same whenever the same facts are looked at. */
  readonly group: string
  readonly providerCode: string
  readonly doctor: string | null
  /** Null of what is no one person's. */
  readonly personId: string | null
  /** 0 to 1; what it means is said beside each detector. */
  readonly score: number
  /** What the funds paid for the members in question; which part of it is undue is for the review. */
  readonly stake: Fen
  readonly members: readonly PatternMember[]
  readonly reasons: readonly PatternReason[]
}

/** What could not be looked at, and how often: never taken for "nothing found". */
export type NotLooked = Readonly<Record<string, number>>

export interface PatternOutcome {
  readonly findings: readonly PatternFinding[]
  readonly notLooked: NotLooked
}
