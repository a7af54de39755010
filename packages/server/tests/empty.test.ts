import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDatabase } from '../src/store/empty.ts'
import { withTestDatabase } from './support/test-database.ts'

test('an emptied database has the schema of today, whatever an earlier version left in it', () =>
  withTestDatabase(async (database) => {
    const { pool } = database
    await pool.query('alter table bill_line drop column source')
    await pool.query('create table relic (number integer primary key)')
    await pool.query("insert into diagnosis_code (edition, code, name) values ('X', 'J00', 'cold')")
    await emptyDatabase(database)
    const { rows } = await pool.query(
      `select to_regclass('public.relic') as relic, (select count(*) from diagnosis_code) as codes,
         (select count(*) from information_schema.columns where table_name = 'bill_line' and column_name = 'source') as source`,
    )
    assert.deepEqual({ ...rows[0] }, { relic: null, codes: 0, source: 1 })
  }))
