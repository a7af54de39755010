import type { LocalDateTime } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { FiledSettlement } from '@yibao/core/settlement'

/** Which outcome is looked for: any success, any refusal, one refusal, or those of a room. */
export type OutcomeFilter =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'prefix'; readonly prefix: string }

/** What is looked for; null looks at all. */
export interface MessageFilter {
  readonly providerCode: string | null
  readonly insuredId: string | null
  /** The first moment. */
  readonly from: LocalDateTime | null
  /** The first moment that is too late. */
  readonly until: LocalDateTime | null
  readonly infno: string | null
  readonly outcome: OutcomeFilter | null
  readonly msgid: string | null
}

export const everyMessage: MessageFilter = {
  providerCode: null,
  insuredId: null,
  from: null,
  until: null,
  infno: null,
  outcome: null,
  msgid: null,
}

/** Where a page ends: the next one begins behind this message. */
export interface PageKey {
  readonly receivedAt: LocalDateTime
  readonly messageId: string
}

/** One message in a list. */
export interface MessageRow extends PageKey {
  readonly insuredId: string
  readonly name: string | null
  readonly certificateNumber: string | null
  readonly providerCode: string
  readonly msgid: string
  readonly infno: string
  readonly outcome: string
  readonly effect: boolean
  readonly settlementId: string | null
}

/** A message that a reversal announced or undid, so that its late arrival is refused. */
export interface ReversalMark {
  readonly msgid: string
  readonly infno: string
  readonly markedAt: LocalDateTime
}

/** One message with everything that it did and that was done to it. */
export interface WholeMessage extends MessageRow {
  readonly request: string
  readonly answer: string
  /** The settlement it recorded with all of its chain, oldest first; empty when it recorded none. */
  readonly chain: readonly FiledSettlement[]
  readonly marks: readonly ReversalMark[]
}

/** A settlement to be computed again, with the message that made it. */
export interface SettledMessage {
  readonly message: MessageRow
  readonly settlement: FiledSettlement
  /** Whether it still has its effect. */
  readonly stands: boolean
}

export interface MessagePage {
  readonly rows: readonly MessageRow[]
  /** Null on the last page. */
  readonly next: PageKey | null
}

interface Operation {
  readonly operationId: string
  readonly at: LocalDateTime
  readonly actor: string
  readonly action: string
  readonly details: object
}

export interface DeskToken {
  readonly tokenId: string
  readonly name: string
}

/** The archive of messages as a person at a desk asks it, never on the hot road. */
export interface DeskStore {
  /** Newest first. */
  find(filter: MessageFilter, after: PageKey | null, limit: number): Promise<readonly MessageRow[]>
  count(filter: MessageFilter): Promise<number>
  whole(messageId: string): Promise<WholeMessage | null>
  /** Of the given messages, those that recorded a settlement. */
  settlementsOf(rows: readonly MessageRow[]): Promise<readonly SettledMessage[]>
  /** The law behind a hash; null when it is not on file. */
  pack(packHash: string): Promise<RegionPack | null>
  note(operation: Operation): Promise<void>
  keepToken(token: DeskToken & { readonly hash: Uint8Array; readonly at: LocalDateTime }): Promise<void>
  /** The token in force with this hash. */
  tokenWith(hash: Uint8Array): Promise<DeskToken | null>
  /** Returns false when no such token is in force. */
  revokeToken(tokenId: string, at: LocalDateTime): Promise<boolean>
}

/** As many rows as one page may have. */
export const pageLimit = 200

/** One page of the messages that are looked for. */
export async function findMessages(
  store: Pick<DeskStore, 'find'>,
  filter: MessageFilter,
  page: { readonly after: PageKey | null; readonly limit: number },
): Promise<MessagePage> {
  const limit = Math.max(1, Math.min(page.limit, pageLimit))
  const found = await store.find(filter, page.after, limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? keyOf(last) : null }
}

export const keyOf = ({ receivedAt, messageId }: PageKey): PageKey => ({ receivedAt, messageId })

/** Who looked at names and identity numbers, and at which. */
interface Unmasking {
  readonly actor: string
  readonly at: LocalDateTime
  readonly operationId: string
  readonly details: object
}

/** Writes down that somebody looks at names and identity numbers, before anything is shown. */
export function noteUnmasking(
  store: Pick<DeskStore, 'note'>,
  { operationId, at, actor, details }: Unmasking,
): Promise<void> {
  return store.note({ operationId, at, actor, action: 'messages.unmask', details })
}
