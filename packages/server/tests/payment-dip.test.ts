import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildDirectory } from '@yibao/core/dip'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import { dipGroupTable } from '@yibao/core/payment'
import { dipSample } from '../sim/dip-sample.ts'
import { directoryDigest } from '../src/files/dip-directory.ts'
import { readDipRules } from '../src/files/dip-rules.ts'
import { groupTableRows } from '../src/files/group-table-text.ts'
import { starterDipRules } from '../src/files/shipped-dip.ts'
import { importDirectory } from '../src/flows/import-dip.ts'
import { directoryStore } from '../src/store/dip-store.ts'
import { always, deskAt, division, endMonth, lawOf, listedStay, lists, plan, scheme } from './support/payment.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { hospital, openWorld } from './support/world.ts'

test('a month by disease groups: cases are grouped by the directory in force, priced by its scores, and computed again', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      const range = { from: isoDate('2023-01-01'), until: isoDate('2024-01-01') }
      const rules = { ...(await readDipRules(starterDipRules, null)), year: 2023, range }
      const built = buildDirectory(dipSample({ seed: 1, cases: 2_000, year: 2023 }), rules)
      assert.ok(built.ok)
      const [directory, digest] = [built.value, directoryDigest(built.value)]
      const at = localDateTime('2023-01-05 09:00:00')
      const scope = { division, insurance: scheme, range } as const
      assert.ok((await importDirectory(directoryStore(database.pool), { directory, digest, scope, at }, false)).ok)
      const terms = { id: 'dip', grouping: rules.name, range, source: '测试', levelMean: 'weighted' } as const
      const [drg] = plan.methods
      assert.ok(drg?.kind === 'drg')
      const byScore = { ...drg, kind: 'dip', id: 'dip', label: 'DIP', table: 'dip', scale: always(1_000_000) } as const
      const blank = { by: 'cost', share: always(700_000), costPerPoint: null } as const
      const law = lawOf({ methods: [{ ...byScore, blank }] }, [dipGroupTable(directory, terms)])
      const desk = deskAt(database)
      await desk.plans.keep(law, desk.now(), true)
      await listedStay(world, world.till(hospital), lists.plain)
      await listedStay(world, world.till(hospital), lists.ungrouped)
      const done = await endMonth(desk)
      assert.ok(done.ok, JSON.stringify(done))
      const { cases, held, grouped, run } = done.value
      assert.deepEqual([cases, held, run.drgScheme, run.dipDirectory], [2, {}, null, digest])
      assert.partialDeepStrictEqual(grouped, [{ kind: 'dip', grouper: digest, grouped: 2 }])
      await verified(world)
    } finally {
      await world.close()
    }
  }))

test('the scores that the sandbox ships are those of the directory that the commands of its guide make', async () => {
  const rules = await readDipRules(starterDipRules, null)
  const range = { from: isoDate('2024-01-01'), until: isoDate('2099-01-01') }
  const built = buildDirectory(dipSample({ seed: 1, cases: 3_000, year: rules.year }), { ...rules, range })
  assert.ok(built.ok)
  const about = { id: 'sandbox-dip', grouping: rules.name, range, source: '', levelMean: 'weighted' } as const
  const shipped = await readFile(
    join(import.meta.dirname, '../../../policy/payment/990301-sandbox/dip-scores.tsv'),
    'utf8',
  )
  assert.equal(groupTableRows(dipGroupTable(built.value, about)), shipped)
})
