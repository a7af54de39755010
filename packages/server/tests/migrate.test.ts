import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { type Database, openDatabase } from '../src/store/database.ts'
import { withTestDatabase } from './support/test-database.ts'

const note = 'CREATE TABLE note (id bigint PRIMARY KEY);'

let migrationsDir: string

beforeEach(async () => {
  migrationsDir = await mkdtemp(join(tmpdir(), 'yibao-migrations-'))
  await migration('0001_note.sql', note)
})
afterEach(() => rm(migrationsDir, { recursive: true }))

const migration = (name: string, text: string): Promise<void> => writeFile(join(migrationsDir, name), text)

/** A database without any table of ours, to be opened with the migrations of the test. */
function withBareDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    await database.pool.query('drop schema public cascade; create schema public')
    await work(database)
  })
}

async function openOnce({ url: databaseUrl }: Database, readOnly = false): Promise<void> {
  const database = await openDatabase({ databaseUrl, migrationsDir, readOnly })
  await database.close()
}

async function digestsIn({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ digest: string }>('select digest from schema_migration order by id')
  return rows.map(({ digest }) => digest)
}

test('a migration that was edited after it ran is named and refused, and runs on once it is put back', () =>
  withBareDatabase(async (database) => {
    await openOnce(database)
    await migration('0001_note.sql', `${note} -- edited`)
    await migration('0002_more.sql', 'ALTER TABLE note ADD COLUMN body text;')
    for (const readOnly of [false, true]) {
      await assert.rejects(openOnce(database, readOnly), /被改动.*edited after .*: 0001_note\n[^\n]*Put the files back/)
    }
    assert.equal((await digestsIn(database)).length, 1)
    await migration('0001_note.sql', note)
    await openOnce(database)
    assert.equal((await digestsIn(database)).length, 2)
  }))

test('a database from before digests gets them on first sight', () =>
  withBareDatabase(async (database) => {
    await openOnce(database)
    const digests = await digestsIn(database)
    assert.match(digests.join(), /^[0-9a-f]{64}$/)
    await database.pool.query('alter table schema_migration drop column digest')
    await openOnce(database, true)
    await openOnce(database)
    assert.deepEqual(await digestsIn(database), digests)
  }))

test('whoever only looks is refused while migrations are pending, and changes nothing', () =>
  withBareDatabase(async (database) => {
    await assert.rejects(openOnce(database, true), /尚未更新.*: 0001_note\n[^\n]*Start the platform once/)
    const { rows } = await database.pool.query("select to_regclass('public.schema_migration') as found")
    assert.deepEqual(rows, [{ found: null }])
    await openOnce(database)
    const looking = await openDatabase({ databaseUrl: database.url, migrationsDir, readOnly: true })
    await assert.rejects(looking.pool.query('insert into note values (1)'), /read-only transaction/)
    await looking.close()
  }))
