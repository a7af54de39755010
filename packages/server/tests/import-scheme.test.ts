import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { readSchemeFolder } from '../src/files/scheme-folder.ts'
import { starterScheme } from '../src/files/shipped.ts'
import { importScheme } from '../src/flows/import-scheme.ts'
import type { GrouperScope } from '../src/flows/take-up-grouper.ts'
import { keptScheme, listSchemes, schemeInForce, schemeStore } from '../src/store/scheme-store.ts'
import { withTestDatabase } from './support/test-database.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const at = localDateTime('2025-01-02 08:00:00')

let scratch = ''
/** The starter scheme under another name, so that its content differs. */
let other = ''
before(async () => {
  scratch = await mkdtemp('/tmp/yibao-import-scheme-')
  other = join(scratch, 'other')
  await cp(starterScheme, other, { recursive: true })
  const path = join(other, 'scheme.json')
  const text = await readFile(path, 'utf8')
  await writeFile(
    path,
    text.replace('"starter"', '"other"').replace('"fallbacks"', '"range": {"from": "2024-01-01"}, "fallbacks"'),
  )
})
after(() => rm(scratch, { recursive: true }))

const scope = (from: string, until: string | null): GrouperScope => ({
  division: divisionCode('990100'),
  insurance: '310',
  range: { from: isoDate(from), until: until === null ? null : isoDate(until) },
})

function yibao(url: string, ...args: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: url, YIBAO_MASTER_KEY: '' }
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

test('a scheme is kept whole, once, and groups the stays of the days it was put in force for', () =>
  withTestDatabase(async ({ pool }) => {
    const store = schemeStore(pool)
    const { scheme, digest, codeEdition } = await readSchemeFolder(starterScheme)
    const first = { scheme, digest, codeEdition, at }
    const year = scope('2025-01-01', '2026-01-01')
    const rehearsed = await importScheme(store, { ...first, scope: year }, true)
    assert.deepEqual(rehearsed, { ok: true, value: { kept: 'added', inForce: 'added' } })
    assert.deepEqual(await listSchemes(pool), { kept: [], inForce: [] }, 'a rehearsal writes nothing')

    const done = await importScheme(store, { ...first, scope: year }, false)
    assert.deepEqual(done, { ok: true, value: { kept: 'added', inForce: 'added' } })
    const again = await importScheme(store, { ...first, scope: year }, false)
    assert.deepEqual(again, { ok: true, value: { kept: 'unchanged', inForce: 'unchanged' } })
    assert.deepEqual((await keptScheme(pool, digest))?.scheme, scheme)
    assert.equal(await keptScheme(pool, 'nothing'), null)
    const { rows } = await pool.query('select content from grouping_scheme where scheme_digest = $1', [digest])
    const put = (content: unknown) =>
      pool.query('update grouping_scheme set content = $2 where scheme_digest = $1', [digest, content])
    await put(gzipSync(gunzipSync(rows[0].content).toString('utf8').replace('47.0100', '47.0101')))
    await assert.rejects(keptScheme(pool, digest), /was changed on file .*: restore it from a backup/)
    await put(rows[0].content)

    const on = async (day: string, insurance: '310' | '390' = '310') =>
      (await schemeInForce(pool, { division: divisionCode('990100'), insurance, day: isoDate(day) }))?.digest ?? null
    assert.deepEqual(
      [await on('2024-12-31'), await on('2025-01-01'), await on('2025-12-31'), await on('2026-01-01')],
      [null, digest, digest, null],
    )
    assert.equal(await on('2025-06-01', '390'), null, 'each insurance has its own')
  }))

test('days on which another scheme is in force are refused, and what is in force stays', () =>
  withTestDatabase(async ({ pool }) => {
    const store = schemeStore(pool)
    const one = { ...(await readSchemeFolder(starterScheme)), at }
    const two = { ...(await readSchemeFolder(other)), at }
    await importScheme(store, { ...one, scope: scope('2025-01-01', null) }, false)
    const refused = await importScheme(store, { ...two, scope: scope('2026-01-01', null) }, false)
    assert.ok(!refused.ok && refused.error.code === 'grouper.overlaps')
    assert.equal(refused.error.other.digest, one.digest)
    assert.equal(await keptScheme(pool, two.digest), null, 'a refused import keeps nothing')

    const ended = await importScheme(store, { ...one, scope: scope('2025-01-01', '2026-01-01') }, false)
    assert.deepEqual(ended, { ok: true, value: { kept: 'unchanged', inForce: 'changed' } })
    assert.ok((await importScheme(store, { ...two, scope: scope('2026-01-01', null) }, false)).ok)
    const early = await importScheme(store, { ...two, scope: scope('2023-01-01', '2023-06-01') }, false)
    assert.ok(!early.ok && early.error.code === 'grouper.outside-its-days')
    const { inForce } = await listSchemes(pool)
    assert.deepEqual(
      inForce.map(({ scheme, range }) => [scheme, range.from, range.until]),
      [
        ['starter', '2025-01-01', '2026-01-01'],
        ['other', '2026-01-01', null],
      ],
    )
  }))

test('two imports at the same moment do not both put a scheme in force', () =>
  withTestDatabase(async ({ pool }) => {
    const store = schemeStore(pool)
    const one = { ...(await readSchemeFolder(starterScheme)), at }
    const two = { ...(await readSchemeFolder(other)), at }
    const outcomes = await Promise.all([
      importScheme(store, { ...one, scope: scope('2025-01-01', null) }, false),
      importScheme(store, { ...two, scope: scope('2025-06-01', null) }, false),
    ])
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1)
    assert.equal((await listSchemes(pool)).inForce.length, 1)
  }))

test('the command imports, repeats, refuses and lists', () =>
  withTestDatabase(async ({ url }) => {
    const place = ['--division', '990100', '--scheme', '310', '--from', '2025-01-01']
    const done = await yibao(url, 'import', 'scheme', starterScheme, ...place)
    assert.deepEqual([done.code, done.err], [0, ''])
    assert.match(done.out, /^starter [0-9a-f]{12}：已入库 kept\n990100 310 2025-01-01 … .*已启用 in force\n$/)
    const again = await yibao(url, 'import', 'scheme', starterScheme, ...place)
    assert.match(again.out, /unchanged[^\n]*\n[^\n]*unchanged/)

    const overlaps = await yibao(url, 'import', 'scheme', other, ...place)
    assert.deepEqual([overlaps.code, overlaps.out], [1, ''])
    assert.match(overlaps.err, /日期重叠[\s\S]*give it an end first[\s\S]*--from 2025-01-01 --until/)

    const broken = join(scratch, 'broken')
    await cp(starterScheme, broken, { recursive: true })
    await rm(join(broken, 'lists.json'))
    const refused = await yibao(url, 'import', 'scheme', broken)
    assert.deepEqual([refused.code, refused.out], [1, ''])
    assert.match(refused.err, /lists\.json:1: .*no such file/)

    const half = await yibao(url, 'import', 'scheme', starterScheme, '--division', '990100')
    assert.match(half.err, /give --division, --scheme and --from together/)
    const kept = JSON.parse((await yibao(url, 'import', 'scheme', starterScheme, '--json')).out)
    assert.deepEqual([kept.kept, kept.inForce, kept.warnings], ['unchanged', null, 0])
    const shown = await yibao(url, 'scheme', 'list')
    assert.match(shown.out, /^[0-9a-f]{12} {2}starter .*\n {2}启用 in force 990100 310 {2}2025-01-01 … /)
  }))
