import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillSettlements } from '../sim/fill/fill.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { withBusyWorld } from './support/desk.ts'
import { answered } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { today } from './support/world.ts'

const wanted = 600

test('a filled database holds every invariant, can be filled again, and its list is paged through once', () =>
  withBusyWorld(async ({ world, client }) => {
    const { database } = world
    await fillSettlements(database, wanted / 2, () => undefined)
    const filled = await fillSettlements(database, wanted, () => undefined)
    assert.ok(filled.settlements >= wanted && filled.settlements < wanted + 5)
    const report = await verifyAll(verifyStore(database.pool), () => undefined)
    assert.deepEqual([report.ok, report.violations, report.settlements], [true, [], filled.settlements])
    const { rows } = await database.pool.query<{ people: number; numbers: number; days: number; left: number }>(
      `select count(distinct insured_id)::int as people, count(distinct certificate_number)::int as numbers,
         (select count(distinct settled_at::date)::int from settlement) as days,
         (select count(*)::int from pg_class where relname like 'fill\\_%') as left
       from insured`,
    )
    const [found] = rows
    assert.equal(found?.people, found?.numbers, 'nobody has the number of another')
    assert.ok((found?.days ?? 0) > 100, 'over the days of the year')
    assert.equal(found?.left, 0, 'nothing is left behind')

    const asked = { from: '2023-01-01', until: today, limit: 200 }
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { rows: readonly { at: string; settlementId: string }[]; next: string | null } = await answered(
        client.call('settlements.find', { ...asked, ...(next === '' ? {} : { after: next }) }),
      )
      seen.push(...page.rows.map(({ at, settlementId }) => `${at} ${settlementId}`))
      next = page.next
    }
    assert.equal(new Set(seen).size, filled.settlements)
    assert.deepEqual(seen, seen.toSorted().reverse(), 'newest first throughout')
    const bigger = await answered(client.call('settlements.count', { from: '2023-01-01', until: today }))
    assert.deepEqual([bigger.count, bigger.more], [filled.settlements, false])
  }))

test('where nobody has settled nobody is copied', () =>
  withTestDatabase(async (database) => {
    await assert.rejects(
      fillSettlements(database, wanted, () => undefined),
      /nobody can be copied/,
    )
  }))
