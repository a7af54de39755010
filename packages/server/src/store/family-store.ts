import type { Fen } from '@yibao/core/kernel'
import type { FamilyMove, FamilyOwner, PersonFile } from '@yibao/core/settlement'
import type pg from 'pg'
import { gatherOwner, recordOwner } from './family-sql.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** Completes the authorisations of a file with what the owners' accounts hold; each owner is read by his own key. */
export async function withOwners(on: Queryable, file: PersonFile): Promise<PersonFile> {
  const owners: FamilyOwner[] = []
  for (const authorised of file.family ?? []) {
    const [owner] = await query<{ ownerName: string; version: number; balance: Fen }>(on, 'gather-owner', gatherOwner, [
      authorised.ownerId,
    ])
    if (owner !== undefined) owners.push({ ...authorised, ...owner })
  }
  return { ...file, family: owners }
}

/** Thrown to take a transaction back because somebody moved on meanwhile. */
class Stale extends Error {}

async function recordMove(on: Queryable, memberId: string, { ownerId, amount, version, entry }: FamilyMove) {
  const postings = entry.postings.map((posting, index) => ({ number: index + 1, ...posting }))
  const { entryId, at, opposes } = entry
  const values = [ownerId, amount, version, entryId, at, opposes, memberId, JSON.stringify(postings)]
  return query<{ version: number }>(on, 'record-owner', recordOwner, values)
}

/**
 * Records a settlement and what it moves on the accounts of relatives in one transaction, everybody in the order of the
 * person numbers, so that two families never wait for each other crosswise.
 *
 * @param record writes the member's own rows; false when the member's version moved on
 * @returns false when anybody's version moved on; then nothing was written
 */
export async function recordWithOwners(
  pool: pg.Pool,
  memberId: string,
  moves: readonly FamilyMove[],
  record: (on: Queryable) => Promise<boolean>,
): Promise<boolean> {
  const steps = [
    { personId: memberId, take: record },
    ...moves.map((move) => ({
      personId: move.ownerId,
      take: async (on: Queryable) => (await recordMove(on, memberId, move)).length === 1,
    })),
  ].sort((a, b) => (a.personId < b.personId ? -1 : 1))
  try {
    await transaction(pool, async (client) => {
      for (const { take } of steps) if (!(await take(client))) throw new Stale('somebody moved on meanwhile')
    })
    return true
  } catch (error) {
    if (error instanceof Stale) return false
    throw error
  }
}
