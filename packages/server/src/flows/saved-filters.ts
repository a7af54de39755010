import type { LocalDateTime } from '@yibao/core/kernel'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Actor, actorName } from './operation-log.ts'

/** The fields of a list's question, as they are typed. */
type SavedQuestion = Readonly<Record<string, string | number | boolean>>

/** A question that somebody keeps for the next time. */
export interface SavedFilter {
  readonly name: string
  readonly question: SavedQuestion
  readonly savedAt: LocalDateTime
}

/** Where questions are kept: each for the one who asked it, by the list that it is for. */
export interface SavedFilterStore {
  /** In the order of their names. */
  list(userId: string, list: string): Promise<readonly SavedFilter[]>
  /** Puts it in the place of one of the same name. @returns false when there are `most` others already */
  save(userId: string, list: string, filter: SavedFilter, most: number): Promise<boolean>
  /** @returns false when there is none */
  remove(userId: string, list: string, name: string): Promise<boolean>
}

interface Kept {
  readonly list: string
  readonly name: string
  readonly question: SavedQuestion
}

/** Keeps a question; nothing but its owner's own list changes, so it leaves no row of the operation log. Refuses with `too-many`. */
export async function saveFilter(
  { filters, now }: { readonly filters: SavedFilterStore; readonly now: () => LocalDateTime },
  actor: Actor,
  { list, name, question }: Kept,
  most: number,
): Promise<Result<SavedFilter, 'too-many'>> {
  const filter = { name, question, savedAt: now() }
  return (await filters.save(actorName(actor), list, filter, most)) ? ok(filter) : refuse('too-many')
}
