import { invariant, type LocalDateTime, negateFen, sumFen } from '../kernel/index.ts'
import type { EntryKind, JournalEntry, Posting } from './types.ts'

export interface EntryHead {
  readonly entryId: string
  readonly kind: EntryKind
  readonly at: LocalDateTime
  readonly corrects?: string
}

/**
 * Makes a journal entry of postings that balance; postings of nothing are left out.
 *
 * @throws InvariantError when the postings do not sum to zero (a caller's mistake)
 */
export function entryOf(head: EntryHead, postings: readonly Posting[], opposes: string | null = null): JournalEntry {
  invariant(sumFen(postings.map((posting) => posting.amount)) === 0, 'the postings of an entry sum to zero')
  return { ...head, postings: postings.filter((posting) => posting.amount !== 0), opposes }
}

/** The opposite entry, linked to the one it undoes. */
export function oppositeOf(entry: JournalEntry, head: EntryHead): JournalEntry {
  const postings = entry.postings.map(({ account, amount }) => ({ account, amount: negateFen(amount) }))
  return entryOf(head, postings, entry.entryId)
}
