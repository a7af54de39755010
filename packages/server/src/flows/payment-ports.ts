import type { DischargedCase, Insured, ProviderLevel, SchemeCode, Stay } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { CaseState } from '@yibao/core/payment'
import type { SettlementList } from '@yibao/core/settlement-list'

/** Whose settlements a payer looks at: those of one fund, by one or several insurances. */
export interface PaymentScope {
  readonly division: DivisionCode
  readonly schemes: readonly SchemeCode[]
}

/** A stay as it stands in the files of persons, by the bill that ended it, the first of that bill's chain. */
export interface SettledStay {
  readonly caseId: string
  readonly providerCode: string
  readonly providerLevel: ProviderLevel
  readonly insuredId: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly settledOn: IsoDate
  /** Whether it has its effect now: it may be cancelled or reversed, and restored. */
  readonly stands: boolean
  readonly insured: Pick<Insured, 'gender' | 'birth'>
  readonly admittedAt: LocalDateTime
  readonly department: string
  readonly stay: Pick<Stay, 'dischargedAt' | 'dischargeWay'> | null
  /** The version that was submitted and not withdrawn. */
  readonly list: { readonly version: number; readonly content: SettlementList } | null
  /** Sums of all bills of the stay that stand, interim ones (中途结算) among them. */
  readonly total: Fen
  readonly pool: Fen
  /** Whether one of these bills is charged to another region's or insurance's fund. */
  readonly mixed: boolean
  /** Sums of the lines of these bills by national charge type; of archived lines nothing is left. */
  readonly charges: Readonly<Record<string, Fen>>
  /** The month under which the payer has it already; null of a new one. */
  readonly month: string | null
}

/** A row of the payer's working copy. */
export interface CollectedCase {
  readonly case: DischargedCase
  readonly month: string
  readonly state: CaseState
  readonly listVersion: number | null
}

interface CollectedCounts {
  readonly fresh: number
  readonly changed: number
}

/** Which settlements of an institution belong to a month. */
export type CollectPart =
  /** Made in the month, or so late in the one before that its run did not see them. */
  | 'of-month'
  /** Under a closed earlier month: held there, undone or restored since, or reviewed since. */
  | 'of-closed-months'

/** The payer's working copy of settled stays. */
export interface CaseStore {
  /** Institutions that may have settled a stay in the month, or whose earlier ones may have changed; in order. */
  institutions(scope: PaymentScope, month: string): Promise<readonly string[]>
  /** In the order of their numbers, those behind `after`. */
  stays(asked: {
    readonly scope: PaymentScope
    readonly month: string
    readonly part: CollectPart
    readonly providerCode: string
    readonly after: string
    readonly limit: number
  }): Promise<readonly SettledStay[]>
  put(cases: readonly CollectedCase[], at: LocalDateTime): Promise<CollectedCounts>
  /** Takes out of the month what was never accounted for and does not stand any more. @returns how many */
  leave(providerCode: string, caseIds: readonly string[], month: string): Promise<number>
}
