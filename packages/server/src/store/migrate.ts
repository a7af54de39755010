import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { DatabaseError, errorCode, errorText } from './database-error.ts'
import { prepareJobQueue } from './job-queue.ts'
import { keepDigests, MIGRATION_TABLE, migrationState, pendingOf, refuseOtherHistory } from './migration-state.ts'

export interface MigrateOptions {
  readonly url: string
  /** Folder of `0001_name.sql` files; the project's own unless told. */
  readonly migrationsDir?: string | undefined
  readonly log: (line: string) => void
}

const OWN_MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url))
const NOT_SQL = '(\\..*|.*(?<!\\.sql))'

/**
 * Brings the schema forward, never back. All pending files run in one transaction: a failed upgrade leaves the
 * database as it was. A second starter waits for the first.
 *
 * @throws DatabaseError when a file fails, files were edited, renamed or inserted, or the schema is newer than this
 *         program
 */
export async function migrate({ url, migrationsDir = OWN_MIGRATIONS, log }: MigrateOptions): Promise<void> {
  const complaints: string[] = []
  const note = (line: string) => complaints.push(line.trim())
  await withClient(url, note, async (client) => {
    try {
      refuseOtherHistory(await migrationState(client, migrationsDir))
      const done = await runner({
        dbClient: client,
        dir: migrationsDir,
        ignorePattern: NOT_SQL,
        direction: 'up',
        migrationsTable: MIGRATION_TABLE,
        checkOrder: true,
        singleTransaction: true,
        advisoryLockMode: 'wait',
        logger: { info: () => undefined, warn: note, error: note },
      })
      await keepDigests(client, migrationsDir)
      await prepareJobQueue(client, url)
      const [first, last] = [done[0], done.at(-1)]
      if (first !== undefined && last !== undefined) {
        const steps = first === last ? first.name : `${first.name} … ${last.name} (${done.length})`
        log(`数据库结构已更新 migrated the database: ${steps}`)
      }
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      throw new DatabaseError(
        `数据库结构无法更新到本版本 the database could not be brought to this version: ${errorText(error)}${quote(complaints)}`,
        `未作任何更改 Nothing was changed. ${cureFor(error)}`,
        error,
      )
    }
  })
}

/**
 * Looks whether the schema is the one of this program, and changes nothing.
 *
 * @throws DatabaseError when files are pending or were edited, or the schema is newer than this program
 */
export async function requireMigrated({
  url,
  migrationsDir = OWN_MIGRATIONS,
}: Omit<MigrateOptions, 'log'>): Promise<void> {
  await withClient(
    url,
    () => undefined,
    async (client) => {
      const state = await migrationState(client, migrationsDir)
      refuseOtherHistory(state)
      const pending = pendingOf(state)
      if (pending.length === 0) return
      throw new DatabaseError(
        `数据库结构尚未更新到本版本，而本命令不作更改 the database still needs migrations, and this command changes nothing: ${pending.join(', ')}`,
        '请先启动一次平台 Start the platform once: ./yibao serve',
      )
    },
  )
}

/** @param note hears of a connection lost between two statements, which the next statement reports too */
async function withClient(
  url: string,
  note: (line: string) => void,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'yibao migrate', lock_timeout: 120_000 })
  client.on('error', (error) => note(error.message))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function cureFor(error: unknown): string {
  const code = errorCode(error)
  if (code === '55P03') {
    return '另一进程正在更改结构，请等它完成后再启动 Another process is changing the schema: wait until it is done, then start again.'
  }
  if (code === '42501') {
    return '请授予建表权限 Let this user make tables: GRANT CREATE ON SCHEMA public TO …, 或使其成为所有者 or make it the owner.'
  }
  return '请启动原版本，或修复上述问题后重新启动 Start the earlier version again, or repair what is named above and start anew.'
}

function quote(complaints: readonly string[]): string {
  return complaints.length === 0 ? '' : `\n${complaints.join('\n')}`
}
