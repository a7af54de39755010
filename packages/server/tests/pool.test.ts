import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPool } from '../src/store/pool.ts'
import { withTestDatabase } from './support/test-database.ts'

test('server settings in the address stand beside those of the pool', () =>
  withTestDatabase(async ({ url }) => {
    const address = new URL(url)
    address.searchParams.set('options', '-c work_mem=8MB')
    const pool = createPool({ url: address.href, readOnly: true, log: () => undefined })
    try {
      const { rows } = await pool.query(
        `select current_setting('work_mem') as memory, current_setting('timezone') as zone,
           current_setting('lock_timeout') as patience, current_setting('default_transaction_read_only') as readonly`,
      )
      assert.deepEqual(rows, [{ memory: '8MB', zone: 'Asia/Shanghai', patience: '1s', readonly: 'on' }])
    } finally {
      await pool.end()
    }
  }))

test('a connection gives back what was prepared on it within the hour', async () => {
  const pool = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', log: () => undefined })
  const seconds = pool.options.maxLifetimeSeconds ?? 0
  assert.ok(seconds > 0 && seconds <= 3_600, `${seconds} s`)
  await pool.end()
})
