import type { FiledList, FiledListHead } from '@yibao/core/settlement-list'

/** Which codes of a list exist; null where no list of codes was loaded. */
export interface KnownCodes {
  readonly knownDiagnoses: ReadonlySet<string> | null
  readonly knownOperations: ReadonlySet<string> | null
}

/** What is read of settlement lists besides the file that a decision is made from. */
export interface ListStore {
  /** The latest version of the list of a settlement; null when none was ever taken. */
  latest(insuredId: string, settlementId: string): Promise<(FiledList & FiledListHead) | null>
  knownCodes(diagnoses: readonly string[], operations: readonly string[]): Promise<KnownCodes>
}
