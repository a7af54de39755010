import type { CreditEvent, CreditKind, CreditRefusal, CreditRules } from '@yibao/core/credit'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { Asker } from './asker.ts'
import type { Actor, Operation, OperationSource } from './operation-log.ts'
import type { Belongs } from './rest-ports.ts'

/** Whose archive: an institution's or doctor's code, a person's number. */
export interface CreditSubject {
  readonly kind: CreditKind
  readonly subject: string
}

/** A matter as far as points are taken for it. */
export interface CreditMatter {
  readonly state: string
  readonly decided: boolean
  readonly providerCode: string
  readonly doctor: string | null
  readonly insuredId: string | null
}

export interface CreditArchiveStore {
  /** Null of somebody who is not on file. */
  belongs(of: CreditSubject): Promise<Belongs | null>
  events(of: CreditSubject): Promise<readonly CreditEvent[]>
  matter(matterId: string): Promise<CreditMatter | null>
  /** Adds an event with its row of the operation log; false when its number was taken meanwhile. */
  add(of: CreditSubject, event: CreditEvent, at: LocalDateTime, operation: Operation): Promise<boolean>
}

export interface CreditDesk extends OperationSource {
  readonly archives: CreditArchiveStore
  readonly rules: CreditRules
}

export interface CreditActor extends Asker {
  readonly actor: Actor
  readonly userId: string
}

export type CreditFlowRefusal =
  | CreditRefusal
  | { readonly code: 'credit.unknown-subject'; readonly subject: string }
  | { readonly code: 'credit.unknown-matter'; readonly matterId: string }
  | { readonly code: 'credit.not-decided'; readonly matterId: string; readonly state: string }
  | { readonly code: 'credit.other-subject'; readonly matterId: string; readonly subject: string }
  | { readonly code: 'credit.changed-meanwhile'; readonly subject: string }
