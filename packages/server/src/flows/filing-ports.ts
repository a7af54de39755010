import type { Enrolment, Insured } from '@yibao/core/encounter'
import type { TransferFiling } from '@yibao/core/filing'
import type { IsoDate } from '@yibao/core/kernel'

/** A transfer with the person whom it is about. */
export interface FiledTransfer {
  readonly filing: TransferFiling
  readonly insured: Insured
  readonly enrolments: readonly Enrolment[]
}

/** Filings asked for without naming a person, and what they may be of. */
export interface FilingStore {
  /** Whether the list of chronic diseases names a code; true where no such list was imported. */
  listsDisease(diseaseCode: string): Promise<boolean>
  /** The transfers from or to one institution that nobody withdrew, of the days of transfer `from` to `through`, oldest first. */
  transfersOf(question: {
    readonly providerCode: string
    readonly from: IsoDate
    readonly through: IsoDate
    readonly atMost: number
  }): Promise<readonly FiledTransfer[]>
}
