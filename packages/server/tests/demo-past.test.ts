import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { plantDemoPeople } from '../sim/demo-people.ts'
import { livePast, pastBegins } from '../sim/past/past.ts'
import { pastClock } from '../sim/past/past-clock.ts'
import { plantTown } from '../sim/plant-town.ts'
import { townOf } from '../sim/town.ts'
import { verifyEverything } from '../src/cli/verify.ts'
import { finishedRun } from '../src/files/indicator-run-folder.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import { idSource } from '../src/ids.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openBox } from './support/world.ts'

test('a town of the demo has a past: something waits for every office, months are closed, and every invariant holds', () =>
  withTestDatabase(async (database) => {
    const { pool } = database
    const dataDir = await mkdtemp(join(tmpdir(), 'yibao-past-'))
    try {
      const [packs, starter] = await Promise.all([loadPacks(policyFolder), readStarter(policyFolder)])
      const town = townOf(5, { insured: 1_000 })
      const [clock, newId] = [pastClock(pastBegins), idSource()]
      await plantTown({ pool, secretBox: openBox, town, starter, since: pastBegins })
      await plantDemoPeople(pool, { now: clock.now, newId }, town)
      const size = { visits: 12, settlements: 150 }
      const ground = { database, secretBox: openBox, packs, profiles: [], town, starter, dataDir }
      await livePast({ ...ground, ...size, clock, newId, log: () => undefined })

      const report = await verifyEverything(pool, dataDir)
      assert.deepEqual(report.violations, [])
      assert.ok(report.settlements > size.settlements && report.paidCases > 0 && report.sealedRows > 0)

      const column = async (text: string) =>
        (await pool.query<{ one: string }>(text)).rows.map(({ one }) => one).toSorted()
      const states = new Set(await column('select state as one from matter'))
      const waiting = ['open', 'first-review', 'notified', 'answered', 'second-review', 'decided', 'appealed']
      for (const state of [...waiting, 'final', 'recovered', 'legal-review', 'cleared']) {
        assert.ok(states.has(state), `${state} of ${[...states].join(' ')}`)
      }
      assert.deepEqual(await column(`select period || ' ' || schemes[1] || ' ' || state as one from payment_run`), [
        '2023-09 310 closed',
        '2023-09 390 closed',
        '2023-10 310 closed',
      ])
      assert.deepEqual(await column('select distinct state as one from evidence_piece'), ['in', 'out'])
      assert.deepEqual(await column('select distinct review_state as one from local_mapping'), [
        'accepted',
        'refused',
        'waiting',
      ])
      assert.ok((await column('select state as one from special_case_review')).includes('assigned'))
      assert.deepEqual(await column('select user_id as one from user_account where held'), ['clerk.zhou'])
      assert.notEqual(await finishedRun(join(dataDir, 'supervision', 'monthly', '2023-10')), null)
      assert.equal((await column('select year::text as one from payment_comparison')).length, 1)
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  }))
