import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { defaultDataDir, holdsDatabase } from '../store/data-folder.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../store/database.ts'
import { requirePurpose } from '../store/database-purpose.ts'

export interface DatabaseChoice {
  readonly dataDir?: string
  readonly databaseUrl?: string
  /** The database is a sandbox for developers, never one with real data. */
  readonly sandbox?: true
}

/** How a command opens the database. */
export interface Opening extends Pick<DatabaseOptions, 'readOnly' | 'maxConnections' | 'patience'> {
  /** Whether an unused database may become a sandbox now. */
  readonly founding?: true
}

/** Adds the options that say which database a command works on. */
export function databaseOptions(command: Command): Command {
  return command
    .option(
      '--data-dir <folder>',
      '数据目录 folder of the embedded database and the keys (default: .yibao, as root /var/lib/yibao)',
    )
    .option(
      '--database-url <url>',
      '自备的 PostgreSQL a PostgreSQL 15 or later of your own (default: DATABASE_URL, else embedded)',
    )
    .option(
      '--sandbox',
      '沙箱：开发测试用的数据库 the sandbox (default folder: .yibao-sandbox, as root /var/lib/yibao-sandbox)',
    )
}

/**
 * For commands that look at what is there, so that a mistyped folder does not become a new database without a fault.
 *
 * @throws Error when the choice is an embedded database that does not exist yet
 */
export async function requireExisting(choice: DatabaseChoice): Promise<void> {
  const folder = dataDirOf(choice)
  if (databaseUrlOf(choice) !== undefined || (await holdsDatabase(folder))) return
  if (choice.sandbox === true) {
    throw new Error(`${folder} 中没有沙箱 holds no sandbox：请先运行 fill it first: ./yibao serve --sandbox`)
  }
  throw new Error(
    `${folder} 中没有数据库 holds no database：请核对 --data-dir 或 --database-url check which one you mean`,
  )
}

/** The server of one's own that the options or the environment name; undefined for the embedded one. */
export function databaseUrlOf({ databaseUrl }: DatabaseChoice): string | undefined {
  return databaseUrl ?? process.env.DATABASE_URL
}

/** Where the choice keeps its files: keys always live in a data folder, the database only when it is embedded. */
export function dataDirOf(choice: DatabaseChoice): string {
  const standard = defaultDataDir()
  return resolve(choice.dataDir ?? (choice.sandbox === true ? `${standard}-sandbox` : standard))
}

/** Writes a line for people on standard error, so that standard output stays for results. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Opens the database that the options or the environment name, works, and closes it whatever happens. */
export async function withDatabase<T>(
  choice: DatabaseChoice,
  work: (database: Database) => Promise<T>,
  how: Opening = {},
): Promise<T> {
  const database = await openChosenDatabase(choice, how)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/**
 * Opens the database that the options or the environment name.
 *
 * @throws DatabaseError when it is a sandbox and `--sandbox` was not said, or the other way about
 */
export async function openChosenDatabase(choice: DatabaseChoice, how: Opening = {}): Promise<Database> {
  const { readOnly = false, founding = false, maxConnections, patience } = how
  const database = await openDatabase({
    readOnly,
    maxConnections,
    patience,
    dataDir: dataDirOf(choice),
    databaseUrl: databaseUrlOf(choice),
    log: note,
  })
  try {
    const purpose = choice.sandbox === true ? 'sandbox' : 'real'
    await requirePurpose(database.pool, { purpose, at: systemClock.now(), readOnly, founding })
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
