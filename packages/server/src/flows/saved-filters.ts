import { canonicalText, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
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
  /** Puts it in the place of one of the same name, as `decide` says of all that are kept for the list, while nobody else does. */
  save<Refusal>(
    userId: string,
    list: string,
    filter: SavedFilter,
    decide: (kept: readonly SavedFilter[]) => Refusal | null,
  ): Promise<Refusal | null>
  /** @returns false when there is none */
  remove(userId: string, list: string, name: string): Promise<boolean>
}

interface Kept {
  readonly list: string
  readonly name: string
  readonly question: SavedQuestion
  /** What stands under the name, as it was looked at; null for nothing, absent where nobody looked. */
  readonly replaces?: SavedQuestion | null | undefined
}

export type FilterRefusal =
  | { readonly code: 'filters.too-many' }
  /** When the one that stands there now was saved; null when it was removed. */
  | { readonly code: 'filters.changed-meanwhile'; readonly savedAt: LocalDateTime | null }

/**
 * Keeps a question; nothing but its owner's own list changes, so it leaves no row of the operation log. Refuses with `filters.too-many`,
 * and with `filters.changed-meanwhile` when something else stands under the name than was looked at.
 */
export async function saveFilter(
  { filters, now }: { readonly filters: SavedFilterStore; readonly now: () => LocalDateTime },
  actor: Actor,
  { list, name, question, replaces }: Kept,
  most: number,
): Promise<Result<SavedFilter, FilterRefusal>> {
  const filter = { name, question, savedAt: now() }
  const refusal = await filters.save(actorName(actor), list, filter, (kept): FilterRefusal | null => {
    const before = kept.find((one) => one.name === name) ?? null
    if (replaces !== undefined && canonicalText(before?.question ?? null) !== canonicalText(replaces)) {
      return { code: 'filters.changed-meanwhile', savedAt: before?.savedAt ?? null }
    }
    return before === null && kept.length >= most ? { code: 'filters.too-many' } : null
  })
  return refusal === null ? ok(filter) : refuse(refusal)
}
