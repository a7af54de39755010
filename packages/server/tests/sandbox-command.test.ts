import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { divisionCode, isoDate } from '@yibao/core/kernel'
import { headersScript, signedScript } from '../sandbox/examples.ts'
import { openChosenDatabase } from '../src/cli/options.ts'
import { type Purpose, purposeOf } from '../src/store/database-purpose.ts'
import { importWriters } from '../src/store/import-store.ts'
import { opensslLacks } from './support/openssl.ts'
import { inSandbox } from './support/sandbox.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital } from './support/world.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const docs = new URL('../../../docs/', import.meta.url)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-sandbox-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Outcome {
  readonly code: number
  readonly out: string
  readonly errors: string
}

/** Runs a command on a database; one that serves is told to stop as soon as it listens. */
function yibao(url: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args, '--data-dir', folder], { env }, (_error, out, errors) =>
      resolve({ code: child.exitCode ?? -1, out, errors }),
    )
    child.stderr?.on('data', (text: string) => {
      if (text.includes('Ctrl-C')) child.kill('SIGINT')
    })
  })
}

test('serving with --sandbox fills the database once, and serving without the word is refused', () =>
  withTestDatabase(async ({ url }) => {
    const first = await yibao(url, 'serve', '--sandbox', '--port', '0')
    assert.deepEqual([first.code, /filled the sandbox/.test(first.errors)], [0, true], first.errors)
    const told = await yibao(url, 'sandbox', '--json', '--centre', 'http://127.0.0.1:1/')
    const described = JSON.parse(told.out)
    assert.equal(described.people.length, 89)
    assert.match(described.examples.tif, /^CENTRE='http:\/\/127\.0\.0\.1:1'\n/)

    const second = await yibao(url, 'serve', '--sandbox', '--port', '0')
    assert.deepEqual([second.code, /filled the sandbox/.test(second.errors)], [0, false], second.errors)
    const text = (await yibao(url, 'sandbox', '--lang', 'en')).out
    for (const { code, keys } of described.institutions) {
      assert.match(text, new RegExp(`${code} .* ${keys[0].account}  ${keys[0].secret}`))
    }
    assert.match(text, /^END$/m)

    const refused = await yibao(url, 'serve', '--port', '0')
    assert.equal(refused.code, 1)
    assert.match(refused.errors, /takes no real data.*\n.*Add --sandbox/)
  }))

const choose = (databaseUrl: string, sandbox: boolean, readOnly = false) =>
  openChosenDatabase({ databaseUrl, ...(sandbox ? { sandbox: true } : {}) }, { readOnly, founding: true })

const marked = async (url: string, sandbox: boolean, readOnly = false): Promise<Purpose | null> => {
  const database = await choose(url, sandbox, readOnly)
  try {
    return await purposeOf(database.pool)
  } finally {
    await database.close()
  }
}

test('a database that nobody filled is no sandbox yet', () =>
  withTestDatabase(async ({ url: databaseUrl }) => {
    await assert.rejects(openChosenDatabase({ databaseUrl, sandbox: true }), /no sandbox yet.*\n.*serve --sandbox/)
  }))

test('the first who opens a database for real data decides; who only looks decides nothing', () =>
  withTestDatabase(async ({ url }) => {
    assert.equal(await marked(url, false, true), null)
    assert.equal(await marked(url, true), null, 'who fills it marks it')
    assert.equal(await marked(url, false), 'real')
    await assert.rejects(choose(url, true), /holds real data.*\n.*Leave out --sandbox/)
  }))

test('a database that was used before there were marks is real', () =>
  withTestDatabase(async ({ pool, url }) => {
    await importWriters(pool).writeProviders([
      { ...hospital, division: divisionCode('990301'), range: { from: isoDate('2024-01-01'), until: null } },
    ])
    await assert.rejects(choose(url, true), /holds real data/)
    assert.equal(await marked(url, false, true), 'real')
  }))

test('the worked examples of the sandbox run in a shell', { skip: opensslLacks() ?? false }, () =>
  inSandbox(async ({ centre, describe, person }) => {
    const { examples } = await describe(await centre.listen('127.0.0.1', 0))
    assert.ok(examples !== null)
    for (const [script, signed] of [
      [examples.tif, ''],
      [examples.sm2, 'SM2'],
    ]) {
      const out = await new Promise<string>((resolve, reject) =>
        execFile('sh', ['-c', script ?? ''], { cwd: folder, timeout: 30_000 }, (error, text) =>
          error === null ? resolve(text) : reject(error),
        ),
      )
      const answer = JSON.parse(out)
      assert.deepEqual([answer.infcode, answer.signtype], [0, signed], out)
      assert.equal(answer.output.baseinfo.psn_no, person('employee').insuredId)
    }
  }),
)

test('the pages of both languages show the scripts that the sandbox prints', () => {
  for (const name of ['sandbox.md', 'sandbox.zh-CN.md']) {
    const page = readFileSync(join(fileURLToPath(docs), name), 'utf8')
    assert.ok(page.includes(headersScript) && page.includes(signedScript), name)
  }
})
