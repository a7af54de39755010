/** Every number that a pattern decides by; the values are data (`policy/supervision/patterns.yaml`) with their grounds. */
export interface PatternParameters {
  readonly duplicate: { readonly reportFrom: number }
  readonly split: SplitParameters
  readonly overlap: OverlapParameters
  readonly death: { readonly reportFrom: number }
  readonly ring: RingParameters
  readonly burst: BurstParameters
  readonly hoarding: HoardingParameters
  readonly travel: TravelParameters
  readonly upcoding: UpcodingParameters
}

export interface SplitParameters {
  /** Days from discharge to return, at most. */
  readonly gapDays: number
  /** So many first characters of the principal diagnosis must be the same. */
  readonly sameCharacters: number
  /** Beginnings of principal diagnoses that come back by plan: chemotherapy, dialysis. */
  readonly planned: readonly string[]
  readonly reportFrom: number
}

export interface OverlapParameters {
  /** Days by which a stay must lie inside the other at either end to be certain; transfers meet at the edge. */
  readonly insideDays: number
  readonly reportFrom: number
}

export interface RingParameters {
  /** Stays: days between two admissions that count as together. */
  readonly stayDays: number
  /** Counters: minutes between two swipes that count as together. */
  readonly eventMinutes: number
  /** Two meetings nearer than this are one. Days for stays; for counters the same in days. */
  readonly apartDays: number
  /** A pair is linked from so many meetings. */
  readonly meetings: number
  /** Fewest people of a ring. */
  readonly least: number
  /** A window with more people than this says nothing about any two of them; it is passed over and counted. */
  readonly crowd: number
  /** A pair is no link when so many pairs of the place, or more, would meet as often by chance. */
  readonly chance: number
  /** Powers of ten by which chance must be excluded for a group as a whole. */
  readonly evidence: number
  /** Those who came along once are taken when chance explains at most this share of them. */
  readonly stray: number
  /** Who comes to the place so often, at regular intervals, comes by plan and is no member. */
  readonly planned: number
  /** Institutions where people come together by nature: dialysis rooms, care homes, school checks. */
  readonly exempt: readonly string[]
  readonly reportFrom: number
}

export interface BurstParameters {
  readonly cards: number
  readonly minutes: number
  /** Coefficient of variation of amounts, or of gaps, below which they count as alike. */
  readonly spread: number
  /** Hours of the night, from and until; the end is not included. */
  readonly night: readonly [from: number, until: number]
  readonly reportFrom: number
}

export interface HoardingParameters {
  readonly windows: readonly number[]
  /** Days dispensed per day elapsed: suspicious, and grave. */
  readonly ratio: number
  readonly grave: number
  /** Fewest dispensings within the window. */
  readonly dispensings: number
  /** Days of stock below which nobody hoards, however high the ratio. */
  readonly stockDays: number
  readonly reportFrom: number
}

export interface TravelParameters {
  readonly kilometresPerHour: number
  /** Nearer than this is neighbourhood. */
  readonly ignoreKilometres: number
  readonly reportFrom: number
}

export interface UpcodingParameters {
  /** Fewest stays of an institution: fewer are not judged. */
  readonly stays: number
  /** Fewest stays with the code at the institution. */
  readonly codeStays: number
  /** So many times what is expected is how much honest institutions differ; excess is what goes beyond. */
  readonly tolerance: number
  /** Log-likelihood ratio from which a code counts as in excess. */
  readonly excess: number
  /** Weight of a code is its mean log payment beside like cases, drawn to nothing by so many stays. */
  readonly shrinkStays: number
  /** Expected share of a code within a category is drawn to its overall share by so many stays. */
  readonly priorStays: number
  /** A code weighs at most this (log payment). */
  readonly mostWeight: number
  /** So many first characters of the principal diagnosis make like cases. */
  readonly categoryCharacters: number
  /** Weighted excess from which an institution is reported. */
  readonly report: number
  /** A stay is in question when its codes were added with this probability. */
  readonly added: number
}
