import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../src/clock.ts'
import { type Centre, openCentre } from '../src/compose.ts'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { writeSm2PublicKey } from '../src/crypto/sm2-encoding.ts'
import type { Database } from '../src/store/database.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { csbHeaders, type TestKey } from './support/keys.ts'
import { createTestDatabase } from './support/test-database.ts'
import { today } from './support/world.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const code = 'H99010000001'

let folder: string
let database: Database
let centre: Centre
const log: string[] = []

/** Runs a command on the database of the running centre. */
function yibao(
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly errors: string }> {
  const env = { ...process.env, DATABASE_URL: database.url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args, '--data-dir', folder], { env }, (_error, out, errors) =>
      resolve({ exit: child.exitCode ?? -1, out, errors }),
    )
  })
}

const key = (...args: readonly string[]) => yibao('institution', 'key', ...args)

async function issued(...args: readonly string[]): Promise<TestKey> {
  const { out, errors } = await key(...args, '--json')
  assert.notEqual(out, '', errors)
  return JSON.parse(out)
}

/** How the running centre takes a call under a key: `in`, or the code of its refusal. */
async function taken(by: TestKey): Promise<string> {
  const answer = await centre.app.inject({
    method: 'POST',
    url: '/fsi/api/rsfComIfsService/callService',
    headers: { ...csbHeaders(by, '9001') },
    payload: JSON.stringify({ infno: '9001', msgid: 'M1', opter: '1', fixmedins_code: code, input: { signIn: {} } }),
  })
  return answer.statusCode === 200 ? 'in' : (/\[(.*)\]$/.exec(answer.json().message)?.[1] ?? answer.body)
}

/** Asks until the centre says so; the notice of a change takes some milliseconds. */
async function becomes(by: TestKey, expected: string): Promise<void> {
  const until = Date.now() + 5_000
  while ((await taken(by)) !== expected) assert.ok(Date.now() < until, `not ${expected}: ${await taken(by)}`)
}

describe('keys of an institution while the centre runs', () => {
  before(async () => {
    folder = await mkdtemp('/tmp/yibao-keys-')
    database = await createTestDatabase()
    const named = ['--name', '示例医院', '--kind', 'hospital', '--level-code', '02', '--division', '990100']
    assert.equal((await yibao('institution', 'add', '--code', code, ...named, '--from', '2020-01-01')).exit, 0)
    const clock = shiftedClock(localDateTime(`${today} 09:00:00`))
    const secretBox = await openSecretBox(folder, '')
    centre = await openCentre({ database, secretBox, clock, packs: [], log: (line) => log.push(line) })
  })
  after(async () => {
    await centre.close()
    await database.close()
    await rm(folder, { recursive: true })
  })
  afterEach(() => assert.deepEqual(log, []))

  test('a key that is issued is known at once, and one that is revoked is refused at once', async () => {
    const fresh = await issued('add', code)
    await becomes(fresh, 'in')
    assert.equal((await key('revoke', code, fresh.account)).exit, 0)
    await becomes(fresh, 'gateway.unknown-account')
    const again = await key('revoke', code, fresh.account)
    assert.equal(again.exit, 1)
    assert.match(again.errors, /no such account in force/)
  })

  test('during a rotation both keys are in force; then only the new one', async () => {
    const old = await issued('add', code, '--sm4', 'ecb', '--styles', 'csb,tif')
    const next = await issued('rotate', code, old.account, '--overlap', '1')
    await becomes(next, 'in')
    assert.equal(await taken(old), 'in')
    assert.notEqual(next.sm4Key, old.sm4Key)
    const listed = JSON.parse((await key('list', code, '--json')).out) as { account: string; styles: string[] }[]
    const styles = listed.filter(({ account }) => account === next.account).map((one) => one.styles)
    assert.deepEqual(styles, [['tif', 'csb']], 'what the old key may do, the new one may do')
    const last = await issued('rotate', code, next.account, '--overlap', '0')
    await becomes(next, 'gateway.key-not-in-force')
    assert.deepEqual([await taken(old), await taken(last)], ['in', 'in'])
    await key('revoke', code, old.account)
    await becomes(old, 'gateway.unknown-account')
    assert.equal((await key('rotate', code, old.account)).exit, 1)
  })

  test('a key begins and ends when it was said to', async () => {
    const coming = await issued('add', code, '--from', '2999-01-01')
    const gone = await issued('add', code, '--from', '2020-01-01', '--until', '2020-01-02 08:00:00')
    await becomes(coming, 'gateway.key-not-in-force')
    await becomes(gone, 'gateway.key-not-in-force')
    assert.equal((await key('add', code, '--from', '2020-01-02', '--until', '2020-01-01')).exit, 1)
  })

  test('what cannot work is refused before anything is written', async () => {
    const before = (await key('list', code, '--json')).out
    const wrong = [
      ['--requires', 'SM2'],
      ['--sm2-public-key', '04ab'],
      ['--sm2-public-key', `04${'1'.repeat(128)}`],
      ['--styles', 'tif,soap'],
      ['--from', '2023-02-30'],
    ]
    const outcomes = await Promise.all(wrong.map((args) => key('add', code, ...args)))
    assert.deepEqual(
      outcomes.map(({ exit }) => exit),
      wrong.map(() => 1),
    )
    for (const { errors } of outcomes)
      assert.match(errors, /--(?:requires|sm2-public-key|styles|from)|no point of the curve/)
    assert.equal((await key('list', code, '--json')).out, before)
  })

  test('the list shows what a key may do and no secret; the database holds secrets sealed', async () => {
    const file = join(folder, 'public.pem')
    await writeFile(file, writeSm2PublicKey(localCrypto.newSm2KeyPair().publicKey))
    const made = await issued('add', code, '--sm2-public-key', file, '--requires', 'SM2', '--sm4', 'cbc')
    assert.match(made.sm4Key ?? '', /^[0-9a-f]{32}$/)
    const { out } = await key('list', code)
    assert.match(
      out,
      new RegExp(`^${made.account}  有效 in force  tif,csb,apikey  签名 requires SM2  SM2 ….{8}  SM4 cbc$`, 'm'),
    )
    const { rows } = await database.pool.query('select t::text as row from provider_key t')
    const all = `${out}${(await key('list', code, '--json')).out}${rows.map(({ row }) => row).join()}`
    for (const secret of [made.secret, made.sm4Key ?? '']) {
      assert.equal(all.includes(secret), false)
      assert.equal(all.includes(Buffer.from(secret).toString('hex')), false)
    }
  })

  test("the centre's public key is printed as hexadecimal digits and as PEM", async () => {
    const { out } = await yibao('centre', 'key')
    assert.match(out, /^04[0-9a-f]{128}\n$/)
    assert.equal((await yibao('centre', 'key', '--pem')).out, writeSm2PublicKey(out.trim()))
    const { rows } = await database.pool.query('select public_key, private_key from centre_key')
    assert.equal(rows[0].public_key, out.trim())
    const box = await openSecretBox(folder, '')
    assert.match(box.open(rows[0].private_key), /^[0-9a-f]{64}$/)
  })
})
