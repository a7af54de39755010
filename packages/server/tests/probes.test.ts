import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { runBusyHour } from '../sim/busy-hour.ts'
import { plantTown } from '../sim/plant-town.ts'
import { type Town, townOf } from '../sim/town.ts'
import { hourOf } from '../sim/visits.ts'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import { logOn } from '../src/monitoring/index.ts'
import { plainOperations } from '../src/operations.ts'
import type { Database } from '../src/store/database.ts'
import type { SecretBox } from '../src/store/secret-box.ts'
import { withTestDatabase } from './support/test-database.ts'

const seed = 5
const openBox: SecretBox = { seal: (text) => Buffer.from(text), open: (sealed) => Buffer.from(sealed).toString() }

interface Played {
  readonly town: Town
  readonly log: string
  readonly metrics: string
  readonly ready: number
}

/** Plays a small hour, and a few messages that cannot be carried out, with somebody watching. */
async function playWatched(database: Database): Promise<Played> {
  const starter = await readStarter(policyFolder)
  const town = townOf(seed, { insured: 400 })
  await plantTown({ pool: database.pool, secretBox: openBox, town, starter })
  const clock = shiftedClock(localDateTime(`${town.on} 09:00:00`))
  let log = ''
  const stream = {
    write: (line: string) => {
      log += line
    },
  }
  const journal = { ...logOn(stream, 3, () => '2025-03-02T04:00:00.000Z'), close: async () => undefined }
  const centre = await openCentre({
    database,
    secretBox: openBox,
    clock,
    packs: await loadPacks(policyFolder),
    log: assert.fail,
    operations: { ...plainOperations, journal },
  })
  try {
    const url = await centre.listen('127.0.0.1', 0)
    const episodes = hourOf(seed, town, starter.catalog, { visits: 60 })
    const summary = await runBusyHour({ url, town, episodes, concurrency: 8 })
    assert.deepEqual(summary.stopped, [])
    const [person] = town.members
    assert.ok(person !== undefined)
    // Names where numbers belong: what senders invent must not come out anywhere.
    for (const [infno, msgid] of [
      ['9999', person.insured.name],
      [person.insured.name.slice(0, 5), person.insured.certificateNumber],
    ]) {
      await fetch(`${url}/x`, {
        method: 'POST',
        body: JSON.stringify({ infno, msgid, opter: '1', fixmedins_code: 'X', input: {} }),
      })
    }
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const ready = (await fetch(`${url}/ready`)).status
    return { town, log, metrics, ready }
  } finally {
    await centre.close()
  }
}

/** Every name and number of every person of the town that appears in a text. */
function personsIn(text: string, { members }: Town): readonly string[] {
  return members
    .flatMap(({ insured }) => [insured.name, insured.certificateNumber, insured.insuredId])
    .filter((word) => text.includes(word))
}

interface Line {
  readonly [name: string]: unknown
  readonly kind: string
  readonly setl_id: string
  readonly total: number
  readonly paid: Readonly<Record<string, number>>
}

test('a played hour as its watchers see it', async (t) => {
  await withTestDatabase(async (database) => {
    const { town, log, metrics, ready } = await playWatched(database)
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)

    await t.test('neither log nor metrics hold a name, an identity number or an insured number of anybody', () => {
      assert.deepEqual(personsIn(log, town), [])
      assert.deepEqual(personsIn(metrics, town), [])
    })

    await t.test('each settlement has one line, with the amounts that are on file', async () => {
      const { rows } = await database.pool.query<{ settlement_id: string; total: number; kind: string; msgid: string }>(
        'select settlement_id, total, kind, msgid from settlement',
      )
      const settled = lines.filter(({ kind }) => kind === 'settlement')
      assert.ok(rows.length > 30)
      assert.deepEqual(
        settled.map(({ setl_id, total, action, msgid }) => [setl_id, total, action, msgid]).sort(),
        rows.map(({ settlement_id, total, kind, msgid }) => [settlement_id, total, kind, msgid]).sort(),
      )
      for (const { total, paid } of settled) {
        assert.equal(
          Object.values(paid).reduce((sum, amount) => sum + amount, 0),
          total,
        )
      }
      const [first] = settled
      assert.deepEqual(Object.keys(first ?? {}), [
        ...[
          'level',
          'time',
          'worker',
          'kind',
          'message',
          'infno',
          'institution',
          'msgid',
          'setl_id',
          'action',
          'scheme',
        ],
        ...['total', 'paid', 'ms'],
      ])
    })

    await t.test('the metrics count messages, settlements and fen', async () => {
      const { rows } = await database.pool.query<{ scheme: string; settled: number; pool: number }>(
        `select scheme, count(*)::int as settled, sum(pool)::bigint as pool from settlement
          where kind = 'settle' group by scheme`,
      )
      const value = (name: string): number =>
        Number(
          metrics
            .split('\n')
            .find((line) => line.startsWith(`${name} `))
            ?.split(' ')
            .at(-1),
        )
      for (const { scheme, settled, pool } of rows) {
        assert.equal(value(`yibao_settlements_total{scheme="${scheme}",kind="settle"}`), settled)
        if (pool > 0)
          assert.equal(value(`yibao_settled_fen_total{scheme="${scheme}",kind="settle",payer="pool"}`), pool)
      }
      assert.ok(value('yibao_messages_total{infno="2207",outcome="ok"}') > 20)
      assert.equal(value('yibao_messages_total{infno="other",outcome="refused"}'), 2)
      assert.equal(value('yibao_refusals_total{code="gateway.missing-header"}'), 2)
      assert.equal(
        value('yibao_message_seconds_count{infno="2207"}'),
        value('yibao_messages_total{infno="2207",outcome="ok"}'),
      )
      assert.equal(value('yibao_messages_in_flight'), 0)
      assert.equal(value('yibao_database_answers'), 1)
      assert.match(metrics, /^yibao_build_info\{version="[^"]+",node="v\d+[^"]*"\} 1$/m)
    })

    await t.test('the centre is ready', () => assert.equal(ready, 200))
  })
})
