import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { buildDirectory, compileDirectory, type DipRules, groupDip } from '@yibao/core/dip'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { dipSample } from '../sim/dip-sample.ts'
import { directoryDigest } from '../src/files/dip-directory.ts'
import { readDipRules } from '../src/files/dip-rules.ts'
import { starterDipRules } from '../src/files/shipped-dip.ts'
import { importDirectory } from '../src/flows/import-dip.ts'
import { directoryInForce, directoryStore, keptDirectory, listDirectories } from '../src/store/dip-store.ts'
import { withTestDatabase } from './support/test-database.ts'

const at = localDateTime('2025-01-05 09:00:00')
const day = isoDate
const division = divisionCode('990100')

function named(rules: DipRules, seed: number) {
  const built = buildDirectory(dipSample({ seed, cases: 600, year: 2025 }), rules)
  assert.ok(built.ok)
  return { directory: built.value, digest: directoryDigest(built.value) }
}

test('a directory is kept for good by its digest, and in force for a region, an insurance and days', async () => {
  const rules = await readDipRules(starterDipRules, null)
  const [first, second] = [named(rules, 1), named(rules, 2)]
  const whole = { division, insurance: '310', range: { from: day('2025-01-01'), until: day('2026-01-01') } } as const
  await withTestDatabase(async ({ pool }) => {
    const store = directoryStore(pool)
    assert.deepEqual(await importDirectory(store, { ...first, scope: whole, at }, true), {
      ok: true,
      value: { kept: 'added', inForce: 'added' },
    })
    assert.deepEqual(await listDirectories(pool), { kept: [], inForce: [] })

    assert.ok((await importDirectory(store, { ...first, scope: whole, at }, false)).ok)
    assert.deepEqual(await importDirectory(store, { ...first, scope: whole, at }, false), {
      ok: true,
      value: { kept: 'unchanged', inForce: 'unchanged' },
    })
    const back = await keptDirectory(pool, first.digest)
    assert.deepEqual(back?.directory, first.directory)
    assert.equal(back === null ? '' : directoryDigest(back.directory), first.digest)

    const { rows } = await pool.query('select content from dip_directory where directory_digest = $1', [first.digest])
    const put = (content: unknown) =>
      pool.query('update dip_directory set content = $2 where directory_digest = $1', [first.digest, content])
    await put(gzipSync(gunzipSync(rows[0].content).toString('utf8').replace('"warnings":[', '"warnings": [')))
    await assert.rejects(keptDirectory(pool, first.digest), /was changed on file .*: restore it from a backup/)
    await put(rows[0].content)

    const found = await directoryInForce(pool, { division, insurance: '310', day: day('2025-12-31') })
    assert.equal(found?.digest, first.digest)
    assert.equal(await directoryInForce(pool, { division, insurance: '390', day: day('2025-12-31') }), null)
    assert.equal(await directoryInForce(pool, { division, insurance: '310', day: day('2026-01-01') }), null)
    const [one] = [...dipSample({ seed: 1, cases: 1, year: 2025 })]
    assert.ok(one && found)
    assert.deepEqual(
      groupDip(compileDirectory(found.directory, 'any'), one),
      groupDip(compileDirectory(first.directory, 'any'), one),
    )

    const refused = await importDirectory(store, { ...second, scope: whole, at }, false)
    assert.deepEqual([refused.ok, refused.ok ? '' : refused.error.code], [false, 'grouper.overlaps'])
    assert.equal(await keptDirectory(pool, second.digest), null)
    const outside = { ...whole, range: { from: day('2025-06-01'), until: null } }
    const beyond = await importDirectory(store, { ...second, scope: outside, at }, false)
    assert.deepEqual([beyond.ok, beyond.ok ? '' : beyond.error.code], [false, 'grouper.outside-its-days'])

    const shorter = { ...whole, range: { from: day('2025-01-01'), until: day('2025-07-01') } }
    const changed = await importDirectory(store, { ...first, scope: shorter, at }, false)
    assert.deepEqual(changed, { ok: true, value: { kept: 'unchanged', inForce: 'changed' } })
    const later = { ...whole, range: { from: day('2025-07-01'), until: day('2026-01-01') } }
    assert.ok((await importDirectory(store, { ...second, scope: later, at }, false)).ok)
    const list = await listDirectories(pool)
    assert.deepEqual(
      list.inForce.map(({ digest, range }) => [digest, range.from]),
      [
        [first.digest, '2025-01-01'],
        [second.digest, '2025-07-01'],
      ],
    )
    assert.deepEqual(
      list.kept.map(({ groups }) => groups).sort(),
      [first.directory.groups.length, second.directory.groups.length].sort(),
    )
  })
})
