import type pg from 'pg'
import type { SavedFilter, SavedFilterStore } from '../flows/saved-filters.ts'
import { query, transaction } from './sql.ts'

const put = `
insert into saved_filter (user_id, list, name, question, saved_at) values ($1, $2, $3, $4, $5)
on conflict (user_id, list, name) do update set question = excluded.question, saved_at = excluded.saved_at`

/** Questions that people keep. */
export function savedFilterStore(pool: pg.Pool): SavedFilterStore {
  return {
    list(userId, list) {
      const text = `select name, question, to_char(saved_at, 'YYYY-MM-DD HH24:MI:SS') as "savedAt" from saved_filter
        where user_id = $1 and list = $2 order by name`
      return query<SavedFilter & pg.QueryResultRow>(pool, 'filter-list', text, [userId, list])
    },

    save: (userId, list, { name, question, savedAt }, most) =>
      transaction(pool, async (on) => {
        // Two requests of one person wait for each other, so that both count.
        await query(on, 'filter-owner', 'select from user_account where user_id = $1 for no key update', [userId])
        const [others] = await query<{ count: number }>(
          on,
          'filter-count',
          'select count(*)::int as count from saved_filter where user_id = $1 and list = $2 and name <> $3',
          [userId, list, name],
        )
        if ((others?.count ?? 0) >= most) return false
        await query(on, 'filter-put', put, [userId, list, name, JSON.stringify(question), savedAt])
        return true
      }),

    async remove(userId, list, name) {
      const text = 'delete from saved_filter where user_id = $1 and list = $2 and name = $3 returning name'
      return (await query(pool, 'filter-remove', text, [userId, list, name])).length === 1
    },
  }
}
