/** One thing told to the other processes: few short values, for it is sent with every message. */
export type Told = readonly (string | number)[]

/** The other processes that answer for the same centre. */
export interface Peers {
  /** Which of them this one is, from 1. A process that takes the place of a dead one takes its number. */
  readonly number: number
  /** How many there are. */
  readonly of: number
  /** Tells all others, some milliseconds later; who starts meanwhile hears it too, who is dead does not. */
  tell(kind: string, told: Told): void
  /** Says who hears what others tell under a kind; once for each kind. */
  heard(kind: string, hear: (told: Told) => void): void
}

/** For a centre that is one process. */
export const nobodyElse: Peers = { number: 1, of: 1, tell: () => undefined, heard: () => undefined }
