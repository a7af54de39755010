import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { DatabaseError, errorCode, errorText } from './database-error.ts'

export interface MigrateOptions {
  readonly url: string
  /** Folder of `0001_name.sql` files; the project's own unless told. */
  readonly migrationsDir?: string | undefined
  readonly log: (line: string) => void
}

const OWN_MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url))
const TABLE = 'schema_migration'
const NOT_SQL = '(\\..*|.*(?<!\\.sql))'

/**
 * Brings the schema forward, never back. All pending files run in one transaction: a failed upgrade leaves the
 * database as it was. A second starter waits for the first.
 *
 * @throws DatabaseError when a file fails, files were renamed or inserted, or the schema is newer than this program
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const dir = options.migrationsDir ?? OWN_MIGRATIONS
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'yibao migrate',
    lock_timeout: 120_000,
  })
  const complaints: string[] = []
  const note = (line: string) => complaints.push(line.trim())
  // A connection lost between two statements is reported by the next one.
  client.on('error', (error) => note(error.message))
  await client.connect()
  try {
    await refuseNewerSchema(client, dir)
    const done = await runner({
      dbClient: client,
      dir,
      ignorePattern: NOT_SQL,
      direction: 'up',
      migrationsTable: TABLE,
      checkOrder: true,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { info: () => undefined, warn: note, error: note },
    })
    for (const { name } of done) options.log(`数据库结构已更新 migrated the database: ${name}`)
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError(
      `The database could not be brought to this version: ${errorText(error)}${quote(complaints)}`,
      `Nothing was changed. ${cureFor(error)}`,
      error,
    )
  } finally {
    await client.end()
  }
}

function cureFor(error: unknown): string {
  const code = errorCode(error)
  if (code === '55P03') return 'Another process is changing the schema: wait until it is done, then start again.'
  if (code === '42501') return 'Let this user make tables: GRANT CREATE ON SCHEMA public TO …, or make it the owner.'
  return 'Start the earlier version again, or repair what is named above and start anew.'
}

function quote(complaints: readonly string[]): string {
  return complaints.length === 0 ? '' : `\n${complaints.join('\n')}`
}

async function refuseNewerSchema(client: pg.Client, dir: string): Promise<void> {
  const table = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    `public.${TABLE}`,
  ])
  if (table.rows[0]?.found !== true) return
  const known = new Set((await readdir(dir)).map((file) => file.replace(/\.sql$/, '')))
  const ran = await client.query<{ name: string }>(`SELECT name FROM public.${TABLE} ORDER BY id`)
  const unknown = ran.rows.map(({ name }) => name).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new DatabaseError(
    `The database has migrations that this program does not know: ${unknown.join(', ')}.`,
    'It was used by a newer version: start that version. Going back needs a backup from before the upgrade.',
  )
}
