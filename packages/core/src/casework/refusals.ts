import type { Fen, IsoDate } from '../kernel/index.ts'
import type { ActKind, LimitName, MatterState, MeasureKind, Office } from './types.ts'

/** Why something is not done; the first that applies, in the order that README.md says. */
export type CaseworkRefusal =
  | { readonly code: 'casework.unknown-matter'; readonly matterId: string }
  | { readonly code: 'casework.changed-meanwhile'; readonly matterId: string; readonly version: number }
  | {
      readonly code: 'casework.not-now'
      readonly act: ActKind
      readonly state: MatterState
      readonly may: readonly ActKind[]
    }
  | { readonly code: 'casework.not-yours'; readonly act: ActKind; readonly office: Office; readonly asked: Office }
  | { readonly code: 'casework.conflict-of-interest'; readonly userId: string; readonly providerCode: string }
  | { readonly code: 'casework.not-assigned'; readonly userId: string; readonly assigned: string | null }
  | { readonly code: 'casework.same-person'; readonly userId: string; readonly did: ActKind }
  | { readonly code: 'casework.no-assignee'; readonly act: ActKind }
  | { readonly code: 'casework.nobody-free'; readonly providerCode: string; readonly asked: number }
  | { readonly code: 'casework.no-reason'; readonly act: ActKind }
  | { readonly code: 'casework.no-evidence'; readonly act: ActKind }
  | { readonly code: 'casework.deadline-past'; readonly deadline: IsoDate; readonly today: IsoDate }
  | { readonly code: 'casework.term-too-short'; readonly deadline: IsoDate; readonly least: IsoDate }
  | { readonly code: 'casework.too-late'; readonly act: ActKind; readonly until: IsoDate; readonly today: IsoDate }
  | { readonly code: 'casework.too-early'; readonly act: ActKind; readonly until: IsoDate; readonly today: IsoDate }
  | { readonly code: 'casework.amount'; readonly amount: Fen; readonly most: Fen }
  | { readonly code: 'casework.heavier'; readonly measure: MeasureKind | null; readonly most: Fen }
  | { readonly code: 'casework.still-due'; readonly amount: Fen }
  | { readonly code: 'casework.nothing-due' }
  | { readonly code: 'casework.nothing-owed' }
  | { readonly code: 'casework.already-extended'; readonly times: number }
  | { readonly code: 'casework.became-case'; readonly linked: string }
  | { readonly code: 'casework.no-basis'; readonly measure: MeasureKind | null; readonly basis: string | null }
  | {
      readonly code: 'casework.beyond-basis'
      readonly measure: MeasureKind
      readonly basis: string
      readonly allowed: string
    }
  | { readonly code: 'casework.no-approval'; readonly act: ActKind }
  | { readonly code: 'casework.two-people'; readonly act: ActKind; readonly given: number }
  | { readonly code: 'casework.no-limit'; readonly limit: LimitName; readonly on: IsoDate }
  | { readonly code: 'casework.broken-history'; readonly matterId: string; readonly number: number }
  | {
      readonly code: 'casework.beyond-line'
      readonly lineNumber: string
      readonly amount: Fen
      /** What the funds paid for the line, and what of it other matters have taken already. */
      readonly share: Fen
      readonly taken: Fen
      readonly others: readonly string[]
    }
