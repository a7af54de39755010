import { resolve } from 'node:path'
import type { Command } from 'commander'
import { defaultDataDir } from '../store/data-folder.ts'
import { type Database, openDatabase } from '../store/database.ts'

export interface DatabaseChoice {
  readonly dataDir?: string
  readonly databaseUrl?: string
}

/** Adds the options that say which database a command works on. */
export function databaseOptions(command: Command): Command {
  return command
    .option(
      '--data-dir <folder>',
      'folder of the embedded database and the keys (default: .yibao, as root /var/lib/yibao)',
    )
    .option('--database-url <url>', 'a PostgreSQL 15 or later of your own (default: DATABASE_URL, else embedded)')
}

/** Where the choice keeps its files: keys always live in a data folder, the database only when it is embedded. */
export function dataDirOf(choice: DatabaseChoice): string {
  return resolve(choice.dataDir ?? defaultDataDir())
}

/** Writes a line for people on standard error, so that standard output stays for results. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Opens the database that the options or the environment name. */
export function openChosenDatabase(choice: DatabaseChoice): Promise<Database> {
  const databaseUrl = choice.databaseUrl ?? process.env.DATABASE_URL
  return openDatabase({ dataDir: dataDirOf(choice), databaseUrl, log: note })
}
