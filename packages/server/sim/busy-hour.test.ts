import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import type { Database } from '../src/store/database.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { withTestDatabase } from '../tests/support/test-database.ts'
import { runBusyHour } from './busy-hour.ts'
import { plantTown } from './plant-town.ts'
import type { HourSummary } from './summary.ts'
import { printSummary } from './summary-text.ts'
import { townOf } from './town.ts'
import { hourOf, squeezed } from './visits.ts'

const seed = 7
const visits = 80

/** Plays a small hour against a centre of its own. */
async function play(
  database: Database,
  { inSeconds, concurrency = 16 }: { readonly concurrency?: number; readonly inSeconds?: number },
): Promise<HourSummary> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-sim-'))
  const secretBox = await openSecretBox(folder)
  const starter = await readStarter(policyFolder)
  const town = townOf(seed, { insured: 600 })
  await plantTown({ pool: database.pool, secretBox, town, starter })
  const packs = await loadPacks(policyFolder)
  const clock = shiftedClock(localDateTime(`${town.on} 09:00:00`))
  const centre = await openCentre({ database, secretBox, clock, packs, log: assert.fail })
  try {
    const url = await centre.listen('127.0.0.1', 0)
    const episodes = hourOf(seed, town, starter.catalog, { visits })
    return inSeconds === undefined
      ? await runBusyHour({ url, town, episodes, concurrency })
      : await runBusyHour({ url, town, episodes: squeezed(episodes, inSeconds), isTimed: true })
  } finally {
    await centre.close()
    await rm(folder, { recursive: true })
  }
}

interface Sums {
  readonly total: number
  readonly fund: number
  readonly account: number
  readonly cash: number
}

async function sumsIn({ pool }: Database): Promise<Sums | undefined> {
  const { rows } = await pool.query<Sums>(
    `select sum(total)::bigint as total, sum(pool)::bigint as fund, sum(account)::bigint as account,
       sum(cash)::bigint as cash from settlement`,
  )
  return rows[0]
}

test('a busy hour ends without a contradiction, and its money is what the database holds', async () => {
  await withTestDatabase(async (database) => {
    const summary = await play(database, { concurrency: 16 })
    assert.deepEqual(summary.findings, [])
    assert.deepEqual(summary.stopped, [])
    assert.equal(summary.episodes, visits)
    assert.equal(summary.retries, 0)
    assert.equal(summary.refusalsPlanned, 1)
    const { total, fund, account, cash } = summary.money.standing
    assert.deepEqual({ ...(await sumsIn(database)) }, { total, fund, account, cash })
    assert.ok(fund > 0 && account > 0 && cash > 0)
    assert.equal(summary.receipts.length, 3)

    let text = ''
    printSummary(summary, (part) => {
      text += part
    })
    assert.match(text, /2207 门诊结算/)
  })
})

test('the money does not depend on how many windows work at once, nor on the time it takes, in which visits come one by one', async () => {
  const played: HourSummary[] = []
  for (const how of [{ concurrency: 1 }, { concurrency: 24 }, { inSeconds: 4 }]) {
    await withTestDatabase(async (database) => {
      played.push(await play(database, how))
    })
  }
  const [alone, together, timed] = played
  assert.deepEqual(together?.money, alone?.money)
  assert.deepEqual(timed?.money, alone?.money)
  assert.ok((timed?.seconds ?? 0) >= 3, 'nobody who comes late in the hour came early')
})

test('a centre that fails on everything is left alone after some twenty messages', async () => {
  let received = 0
  const failing = createServer((_request, reply) => {
    received += 1
    reply.writeHead(500).end('{}')
  })
  await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve))
  const { port } = failing.address() as AddressInfo
  const starter = await readStarter(policyFolder)
  const town = townOf(seed, { insured: 600 })
  const episodes = hourOf(seed, town, starter.catalog, { visits: 300 })
  try {
    const url = `http://127.0.0.1:${port}`
    await assert.rejects(
      runBusyHour({ url, town, episodes, concurrency: 8 }),
      /^Error: 平台内部出错.*faults of its own on 2\d messages; stopped after \d+ of 300 episodes/,
    )
    assert.ok(received < 4 * 40, `${received} sendings`)
    const lost = AbortSignal.abort(new Error('the database is gone'))
    await assert.rejects(runBusyHour({ url, town, episodes, lost }), /the database is gone/)
  } finally {
    failing.close()
    failing.closeAllConnections()
  }
})

test('a town planted twice is planted once', async () => {
  await withTestDatabase(async ({ pool }) => {
    const folder = await mkdtemp(join(tmpdir(), 'yibao-sim-'))
    const secretBox = await openSecretBox(folder)
    const starter = await readStarter(policyFolder)
    const town = townOf(seed, { insured: 50 })
    const count = async (): Promise<unknown> => {
      const { rows } = await pool.query(
        `select (select count(*) from insured) as insured, (select count(*) from credential) as credentials,
           (select count(*) from provider_key) as keys, (select sum(amount) from posting) as postings,
           (select sum(version) from person_state) as versions, (select count(*) from catalog_item) as items`,
      )
      return rows[0]
    }
    await plantTown({ pool, secretBox, town, starter })
    const once = await count()
    await plantTown({ pool, secretBox, town, starter })
    assert.deepEqual(await count(), once)
    await rm(folder, { recursive: true })
  })
})
