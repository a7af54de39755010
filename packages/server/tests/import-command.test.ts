import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { importStore } from '../src/store/import-store.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { withTestDatabase } from './support/test-database.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-command-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

interface Outcome {
  readonly code: number
  readonly out: string
  readonly errors: string
}

function yibao(url: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, out, errors }),
    )
  })
}

const institution = ['--code', 'H99010000001', '--name', '示例医院', '--kind', 'hospital', '--level-code', '02']
const agreement = ['--division', '990100', '--from', '2023-01-01']

test('an institution is added, gets a key that opens with the data folder, and an operator', () =>
  withTestDatabase(async ({ pool, url }) => {
    const added = await yibao(url, 'institution', 'add', ...institution, ...agreement)
    assert.deepEqual([added.code, added.out], [0, 'H99010000001 示例医院：已登记 added\n'])

    const issued = await yibao(url, 'institution', 'key', 'H99010000001', '--json', '--data-dir', folder)
    const key = JSON.parse(issued.out) as { account: string; secret: string }
    assert.match(key.account, /^paas_[0-9a-f]{12}$/)
    assert.match(key.secret, /^[0-9a-f]{64}$/)
    const { rows } = await pool.query<{ account: string; secret: Buffer }>('select account, secret from provider_key')
    assert.equal(rows[0]?.account, key.account)
    assert.equal((await openSecretBox(folder, '')).open(rows[0]?.secret ?? Buffer.alloc(0)), key.secret)

    const operator = ['operator', 'add', '--institution', 'H99010000001', '--number', '001', '--name', '收费员']
    assert.equal((await yibao(url, ...operator)).code, 0)
    assert.equal((await yibao(url, 'institution', 'key', 'H99010000001', '--revoke', key.account)).code, 0)
    const again = await yibao(url, 'institution', 'key', 'H99010000001', '--revoke', key.account)
    assert.equal(again.code, 1)
    assert.match(again.errors, /no such account in force/)
  }))

test('an unknown institution and bad arguments end with a cure and exit code 1', () =>
  withTestDatabase(async ({ url }) => {
    const unknown = await yibao(url, 'institution', 'key', 'H99010000009')
    assert.deepEqual([unknown.code, unknown.out], [1, ''])
    assert.match(unknown.errors, /institution add --help/)
    const wrong = await yibao(url, 'institution', 'add', ...institution, '--division', 'x', '--from', '2023-13-01')
    assert.equal(wrong.code, 1)
    assert.match(wrong.errors, /--division x：[^\n]*\n--from 2023-13-01：/)
  }))

test('a bad file ends with exit code 1, its problems on the screen and in the file', () =>
  withTestDatabase(async ({ pool, url }) => {
    const list = join(folder, 'members.csv')
    await writeFile(
      list,
      'psn_no,name,certificate_number,scheme,person_type,division,valid_from\nP1,测试一,1,310,1101,990100,2023-01-01\n',
    )
    const errors = join(folder, 'problems.csv')
    const bad = await yibao(url, 'import', 'members', list, '--errors', errors)
    assert.equal(bad.code, 1)
    assert.match(bad.out, /nothing was written/)
    assert.match(bad.errors, /第 2 行 certificate_number 1\*：不是十八位身份证号/)
    assert.match(await readFile(errors, 'utf8'), /problem,members\.csv,2,certificate_number,1,/)
    const over = await yibao(url, 'import', 'members', list, '--errors', list)
    assert.deepEqual([over.code, over.errors.includes('是同一文件')], [1, true])
    assert.match(await readFile(list, 'utf8'), /^psn_no,/)
    const missing = await yibao(url, 'import', 'members', join(folder, 'nothing.csv'))
    assert.deepEqual([missing.code, missing.errors.includes('nothing.csv')], [1, true])
    assert.deepEqual((await pool.query('select count(*)::int as n from insured')).rows, [{ n: 0 }])
  }))

test('a template that was filled in comes in, and the outcome is JSON when asked', () =>
  withTestDatabase(async ({ pool, url }) => {
    const list = join(folder, 'members.xlsx')
    assert.equal((await yibao(url, 'import', 'template', 'members', '--out', list)).code, 0)
    const done = await yibao(url, 'import', 'members', list, '--json')
    assert.equal(done.code, 0)
    const report = JSON.parse(done.out) as { added: number; outcome: string }
    assert.deepEqual([report.added, report.outcome], [1, 'written'])
    const survey = await importStore(pool).alone(async () => 'free')
    assert.equal(survey, 'free', 'the command has given its lock back')
  }))

test('a date makes no sense for the starter catalogue, and an unknown layout is refused', () =>
  withTestDatabase(async ({ url }) => {
    const dated = await yibao(url, 'import', 'catalogue', folder, '--layout', 'starter', '--from', '2025-01-01')
    assert.equal(dated.code, 1)
    assert.match(dated.errors, /--from 不适用于格式 starter.*leave --from out/)
    assert.equal((await yibao(url, 'import', 'catalogue', folder, '--layout', 'other')).code, 1)
  }))
