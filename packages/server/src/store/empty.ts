import type pg from 'pg'
import { query } from './sql.ts'

/** Empties every table but the list of migrations. For databases that hold nothing but generated data. */
export async function emptyDatabase(pool: pg.Pool): Promise<void> {
  const tables = await query<{ name: string }>(
    pool,
    'list-tables',
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
  )
  // Names come from the catalogue of the database itself and are quoted by it.
  await pool.query(`truncate ${tables.map((table) => table.name).join(', ')}`)
}
