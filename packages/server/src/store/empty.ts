import type { Database } from './database.ts'
import { migrate } from './migrate.ts'

/**
 * Drops the whole schema and makes it anew, so that nothing of an earlier version stays behind either.
 * For databases that hold nothing but generated data, before anything else has used the pool.
 */
export async function emptyDatabase({ pool, url }: Pick<Database, 'pool' | 'url'>): Promise<void> {
  await pool.query('drop schema public cascade; create schema public; drop schema if exists graphile_worker cascade')
  await migrate({ url, log: () => undefined })
}
