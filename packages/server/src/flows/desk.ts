import { addDays, dateOf, daysBetween, type IsoDate, type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import { everywhere, type Reach } from '@yibao/core/office'
import type { RegionPack } from '@yibao/core/policy'
import type { FiledSettlement } from '@yibao/core/settlement'
import type { Belongs, Page } from './rest-ports.ts'

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
  /** What lies beyond it is not found. */
  readonly reach: Reach
}

export const everyMessage: MessageFilter = {
  providerCode: null,
  insuredId: null,
  from: null,
  until: null,
  infno: null,
  outcome: null,
  msgid: null,
  reach: everywhere,
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
export interface WholeMessage extends MessageRow, Belongs {
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

export type MessagePage = Page<MessageRow, PageKey>

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
}

/**
 * Whether a question looks through too much: without a person or an institution it must begin so many days, at most,
 * before it ends.
 */
export function isTooWide(filter: MessageFilter, today: IsoDate, mostDays: number): boolean {
  const { insuredId, providerCode, from, until } = filter
  if (insuredId !== null || providerCode !== null) return false
  return from === null || daysBetween(dateOf(from), until === null ? today : dateOf(until)) > mostDays
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

/** Whether a person, an institution or a refusal leads to few messages. */
export const isNarrow = ({ insuredId, providerCode, outcome }: MessageFilter): boolean =>
  insuredId !== null || providerCode !== null || (outcome !== null && outcome.kind !== 'ok')

/** Days that one stretch of a wide question looks at; who has seen how far it came waits some more for each that follows. */
const [firstStretch, laterStretch] = [1, 8]

/** A page that may have come to the end of its stretch before it was full. */
interface MessageStretch extends MessagePage {
  /** Null when the page is full, or nothing is left to look at. */
  readonly lookedTo: LocalDateTime | null
}

/** One page; of a wide question the messages of some days at most, so that nobody waits for what hardly ever fits. */
export async function findInStretch(
  store: Pick<DeskStore, 'find'>,
  filter: MessageFilter,
  page: { readonly after: PageKey | null; readonly limit: number },
  today: IsoDate,
): Promise<MessageStretch> {
  const { from, until } = filter
  const tomorrow = localDateTime(`${addDays(today, 1)} 00:00:00`)
  const end = page.after?.receivedAt ?? (until === null || until > tomorrow ? tomorrow : until)
  const days = page.after === null ? firstStretch : laterStretch
  const start = localDateTime(`${addDays(dateOf(end), -days)} 00:00:00`)
  if (isNarrow(filter) || from === null || start <= from) {
    return { ...(await findMessages(store, filter, page)), lookedTo: null }
  }
  const found = await findMessages(store, { ...filter, from: start }, page)
  if (found.next !== null) return { ...found, lookedTo: null }
  // Before every message of that moment, all of which were looked at.
  return { rows: found.rows, next: { receivedAt: start, messageId: '0' }, lookedTo: start }
}

export const keyOf = ({ receivedAt, messageId }: PageKey): PageKey => ({ receivedAt, messageId })
