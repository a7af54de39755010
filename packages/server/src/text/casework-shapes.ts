import type { CaseworkRefusal, Deadline, DocumentKind, Matter, MoneyKind, Office } from '@yibao/core/casework'
import type { CreditRefusal } from '@yibao/core/credit'
import type { Fen, IsoDate } from '@yibao/core/kernel'

/** A matter as it is told, with what stands beside it on file. */
export interface ToldMatter {
  readonly matter: Matter
  readonly scheme: string | null
  readonly providerName: string | null
}

export interface ToldDocument {
  readonly documentNo: string
  readonly kind: DocumentKind
  readonly issuedOn: IsoDate
  readonly digest: string
}

export interface ToldMoney {
  readonly kind: MoneyKind
  readonly amount: Fen
  readonly deductionId: string | null
  readonly entryId: string | null
  readonly bookedAt: string
}

/** A limit that ends soon or has ended, and whose turn it is. */
export interface ToldLimit {
  readonly matterId: string
  readonly deadline: Deadline
  readonly daysLeft: number
  readonly mark: number | 'overdue'
  readonly office: Office
  readonly told: string | null
}

/** What casework may be refused with, beside what core refuses. */
export type CaseworkTold =
  | CaseworkRefusal
  | { readonly code: 'casework.not-a-reviewer'; readonly userId: string }
  | { readonly code: 'casework.unknown-evidence'; readonly evidence: string }
  | { readonly code: 'casework.no-scheme'; readonly matterId: string }
  | { readonly code: 'casework.no-open-month'; readonly present: string }
  | { readonly code: 'casework.deduction-waits'; readonly deductionId: string; readonly amount: Fen }
  | { readonly code: 'casework.statement-runs'; readonly division: string }
  | { readonly code: 'casework.bill-undone'; readonly settlementId: string }

/** The same of credit archives. */
export type CreditTold =
  | CreditRefusal
  | { readonly code: 'credit.unknown-subject'; readonly subject: string }
  | { readonly code: 'credit.unknown-matter'; readonly matterId: string }
  | { readonly code: 'credit.not-decided'; readonly matterId: string; readonly state: string }
  | { readonly code: 'credit.other-subject'; readonly matterId: string; readonly subject: string }
  | { readonly code: 'credit.changed-meanwhile'; readonly subject: string }
