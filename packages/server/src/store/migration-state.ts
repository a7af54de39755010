import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { DatabaseError } from './database-error.ts'

/** The table of the migration runner, to which we add a column `digest`. */
export const MIGRATION_TABLE = 'schema_migration'

/** A file that the database says it has run. */
interface RanMigration {
  readonly name: string
  /** SHA-256 of the file when it ran, in hexadecimal; null when it ran before digests were kept. */
  readonly digest: string | null
}

export interface MigrationState {
  /** SHA-256 of every file of the folder by its name without `.sql`, in the order of the names. */
  readonly files: ReadonlyMap<string, string>
  readonly ran: readonly RanMigration[]
}

/** What the folder has and what the database has run. Changes nothing. */
export async function migrationState(client: pg.Client, dir: string): Promise<MigrationState> {
  return { files: await digests(dir), ran: await ranMigrations(client) }
}

async function digests(dir: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(dir)).filter((name) => /^[^.].*\.sql$/.test(name)).sort()
  const entries = names.map(async (name): Promise<readonly [string, string]> => {
    const digest = createHash('sha256').update(await readFile(join(dir, name)))
    return [basename(name, '.sql'), digest.digest('hex')]
  })
  return new Map(await Promise.all(entries))
}

async function ranMigrations(client: pg.Client): Promise<readonly RanMigration[]> {
  const table = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    `public.${MIGRATION_TABLE}`,
  ])
  if (table.rows[0]?.found !== true) return []
  // Through JSON, because a database from before digests has no such column.
  const ran = await client.query<RanMigration>(
    `SELECT name, to_jsonb(m) ->> 'digest' AS digest FROM public.${MIGRATION_TABLE} m ORDER BY id`,
  )
  return ran.rows
}

/** Files that the database has not run yet. */
export function pendingOf({ files, ran }: MigrationState): readonly string[] {
  const done = new Set(ran.map(({ name }) => name))
  return [...files.keys()].filter((name) => !done.has(name))
}

/** @throws DatabaseError when the database has run a file that is not in the folder, or that was edited since */
export function refuseOtherHistory({ files, ran }: MigrationState): void {
  const unknown = ran.map(({ name }) => name).filter((name) => !files.has(name))
  if (unknown.length > 0) {
    throw new DatabaseError(
      `数据库含有本程序不认识的结构变更 the database has migrations that this program does not know: ${unknown.join(', ')}`,
      '它用过更新的版本，请启动那个版本；要退回须有升级前的备份 It was used by a newer version: start that version. Going back needs a backup from before the upgrade.',
    )
  }
  const edited = ran.filter(({ name, digest }) => digest !== null && digest !== files.get(name))
  if (edited.length === 0) return
  throw new DatabaseError(
    `已执行过的结构变更文件被改动 migrations were edited after this database ran them: ${edited.map(({ name }) => name).join(', ')}`,
    '请恢复原文件，改动写成新文件；仅有试验数据时可换一个空数据库 Put the files back and write the change as a new one; with nothing but trial data, an empty database does too.',
  )
}

/** Records the digest of every file that has run and has none on record. */
export async function keepDigests(client: pg.Client, dir: string): Promise<void> {
  const { files, ran } = await migrationState(client, dir)
  const names = ran.flatMap(({ name, digest }) => (digest === null ? [name] : []))
  if (names.length === 0) return
  await client.query(`ALTER TABLE public.${MIGRATION_TABLE} ADD COLUMN IF NOT EXISTS digest text`)
  await client.query(
    `UPDATE public.${MIGRATION_TABLE} m SET digest = f.digest
     FROM unnest($1::text[], $2::text[]) AS f (name, digest) WHERE m.name = f.name AND m.digest IS NULL`,
    [names, names.map((name) => files.get(name) ?? null)],
  )
}
