import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, isoDate, localDateTime } from '@yibao/core/kernel'
import { everywhere, type Reach } from '@yibao/core/office'
import type pg from 'pg'
import { fillSettlements } from '../sim/fill/fill.ts'
import { everyMessage, findInStretch, type MessageFilter, type PageKey } from '../src/flows/desk.ts'
import type { EventKey, SettlementFilter } from '../src/flows/rest-ports.ts'
import { findSettlements } from '../src/flows/settlement-desk.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { deskStore } from '../src/store/desk-store.ts'
import { settlementStore } from '../src/store/rest-settlements.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { withBusyWorld } from './support/desk.ts'
import { answered } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, today } from './support/world.ts'

const wanted = 600

const nothingAsked: SettlementFilter = {
  ...{
    insuredId: null,
    providerCode: null,
    from: isoDate('2023-01-01'),
    until: isoDate(today),
    scheme: null,
    kind: null,
  },
  ...{ division: null, medType: null, totalFrom: null, totalUntil: null, state: null },
}

/** Everything that a walk of short strides comes to, its pages one after another. */
async function walkOf(pool: pg.Pool, filter: SettlementFilter, reach: Reach) {
  const store = settlementStore(pool, { first: 7, later: 60 })
  const ids: string[] = []
  let [after, count, partial]: [EventKey | null, number, number] = [null, 0, 0]
  do {
    const page = await findSettlements(store, { reach }, filter, { after, limit: 20, mostDays: 366 })
    assert.ok(page.ok)
    ids.push(...page.value.rows.map(({ settlementId }) => settlementId))
    if (page.value.lookedTo !== null) partial += 1
    after = page.value.next
  } while (after !== null)
  do {
    const { found, lookedTo } = await store.countStride(filter, reach, after, 1_000)
    count += found
    after = lookedTo
  } while (after !== null)
  return { ids, count, partial }
}

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
    const nobody = { ...nothingAsked, totalFrom: 99_999_999_99 }
    const filters = [
      nothingAsked,
      nobody,
      ...(['standing', 'undone'] as const).map((state) => ({ ...nothingAsked, state })),
    ]
    const reaches: readonly Reach[] = [
      everywhere,
      { regions: [divisionCode('990200')], institutions: [] },
      { regions: [], institutions: [hospital.providerCode] },
    ]
    for (const filter of [...filters, { ...nothingAsked, kind: 'cancel' as const }]) {
      for (const reach of reaches) {
        const { ids, count, partial } = await walkOf(database.pool, filter, reach)
        const all = await settlementStore(database.pool).find(filter, reach, null, 2_000)
        assert.deepEqual(
          ids,
          all.map(({ settlementId }) => settlementId),
          JSON.stringify([filter, reach]),
        )
        assert.equal(count, all.length)
        if (filter === nobody) assert.ok(partial > 5, 'in many stretches')
      }
    }
    const messages = deskStore(database.pool)
    const month: MessageFilter = { ...everyMessage, from: localDateTime('2023-10-20 00:00:00'), infno: '2207' }
    const walked: string[] = []
    let [key, stretches]: [PageKey | null, number] = [null, 0]
    do {
      const page = await findInStretch(messages, month, { after: key, limit: 50 }, isoDate(today))
      walked.push(...page.rows.map(({ messageId }) => messageId))
      if (page.lookedTo !== null) stretches += 1
      key = page.next
    } while (key !== null)
    const ofMonth = await messages.find(month, null, 1_000)
    assert.deepEqual(
      walked,
      ofMonth.map(({ messageId }) => messageId),
    )
    assert.ok(stretches > 1 && walked.length > 20)

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
