import type { Procedure } from '@yibao/core/casework'
import type { Fen, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { SettlementKind } from '@yibao/core/settlement'

export interface FoundInstitution {
  readonly providerCode: string
  readonly name: string
  readonly division: string
}

export interface FoundSettlement {
  readonly settlementId: string
  readonly insuredId: string
  readonly kind: SettlementKind
  readonly at: LocalDateTime
  readonly providerName: string
  readonly total: Fen
}

export interface FoundMessage {
  readonly messageId: string
  readonly insuredId: string
  readonly infno: string
  readonly msgid: string
  readonly at: LocalDateTime
  readonly providerName: string
  readonly outcome: string
}

export interface FoundMatter {
  readonly matterId: string
  readonly procedure: Procedure
  readonly title: { readonly zh: string; readonly en: string }
  readonly providerName: string
}

export interface FoundStatement {
  readonly number: string
  readonly runId: string
  readonly providerCode: string
  readonly providerName: string
  readonly period: string
}

/** What a number or a name finds; each bounded by a reach and a limit. */
export interface SearchStore {
  /** By the beginning of the code, or part of the name. */
  institutions(text: string, reach: Reach, limit: number): Promise<readonly FoundInstitution[]>
  settlements(settlementId: string, reach: Reach, limit: number): Promise<readonly FoundSettlement[]>
  /** By the number in the archive or that of the sender. */
  messages(number: string, reach: Reach, limit: number): Promise<readonly FoundMessage[]>
  /** By number, or that of one of its papers; an institution's office finds what it was told of. */
  matters(number: string, reach: Reach, limit: number): Promise<readonly FoundMatter[]>
  /** By number, or that of the notice of payment. */
  statements(number: string, reach: Reach, limit: number): Promise<readonly FoundStatement[]>
}
