import type pg from 'pg'
import type { SavedFilter, SavedFilterStore } from '../flows/saved-filters.ts'
import { type Queryable, query, transaction } from './sql.ts'

const put = `
insert into saved_filter (user_id, list, name, question, saved_at) values ($1, $2, $3, $4, $5)
on conflict (user_id, list, name) do update set question = excluded.question, saved_at = excluded.saved_at`

const byList = `select name, question, to_char(saved_at, 'YYYY-MM-DD HH24:MI:SS') as "savedAt" from saved_filter
  where user_id = $1 and list = $2 order by name`

const kept = (on: Queryable, userId: string, list: string): Promise<SavedFilter[]> =>
  query<SavedFilter & pg.QueryResultRow>(on, 'filter-list', byList, [userId, list])

/** Questions that people keep. */
export function savedFilterStore(pool: pg.Pool): SavedFilterStore {
  return {
    list: (userId, list) => kept(pool, userId, list),

    save: (userId, list, filter, decide) =>
      transaction(pool, async (on) => {
        // Two requests of one person wait for each other, so that both count.
        await query(on, 'filter-owner', 'select from user_account where user_id = $1 for no key update', [userId])
        const refusal = decide(await kept(on, userId, list))
        if (refusal !== null) return refusal
        const { name, question, savedAt } = filter
        await query(on, 'filter-put', put, [userId, list, name, JSON.stringify(question), savedAt])
        return null
      }),

    async remove(userId, list, name) {
      const text = 'delete from saved_filter where user_id = $1 and list = $2 and name = $3 returning name'
      return (await query(pool, 'filter-remove', text, [userId, list, name])).length === 1
    },
  }
}
