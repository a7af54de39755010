import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dataDirOf, requireExisting } from './options.ts'

test('a folder without a database is named, and stays as it was; a database elsewhere is not looked for in it', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'yibao-options-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const missing = join(dataDir, 'mistyped')
  const named = process.env.DATABASE_URL
  delete process.env.DATABASE_URL
  t.after(() => {
    if (named !== undefined) process.env.DATABASE_URL = named
  })
  await assert.rejects(requireExisting({ dataDir: missing }), { message: new RegExp(`^${missing} `) })
  await assert.rejects(requireExisting({ dataDir }))
  await requireExisting({ dataDir: missing, databaseUrl: 'postgres://127.0.0.1/somewhere' })
  await assert.rejects(requireExisting({ dataDir, sandbox: true }), /fill it first: .*serve --sandbox/)
  await mkdir(join(dataDir, 'pgdata'))
  await requireExisting({ dataDir })
})

test('the sandbox has a folder of its own, unless one is named', () => {
  assert.equal(dataDirOf({ sandbox: true }), `${dataDirOf({})}-sandbox`)
  assert.equal(dataDirOf({ sandbox: true, dataDir: '/tmp/mine' }), '/tmp/mine')
})
