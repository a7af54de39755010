import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { isoDate } from '@yibao/core/kernel'
import { readAuditSources } from '../src/audit-desk.ts'
import { auditDayBefore } from '../src/audit-nightly.ts'
import { useAuditRelease } from '../src/flows/audit-releases.ts'
import { plansByDigest, reproduce } from '../src/flows/audit-reproduce.ts'
import { type FindingVerifyStore, verifyFindings } from '../src/flows/audit-verify.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { openAuditArchive } from '../src/store/audit-archive-store.ts'
import { noAuditBook, readAuditBook } from '../src/store/audit-book.ts'
import { findFindings, findingsAfter, findingsSample, settledVisit } from '../src/store/audit-finding-store.ts'
import { auditedSpans, auditReleaseStore, keptAuditRelease } from '../src/store/audit-release-store.ts'
import type { Database } from '../src/store/database.ts'
import { transaction } from '../src/store/sql.ts'
import {
  audit,
  days,
  division,
  inDays,
  keep,
  ofInstitution,
  overQuantity,
  releaseOf,
  settleVisits,
  source,
  theDay,
} from './support/audit-archive.ts'
import { withTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk } from './support/visit.ts'
import { hospital, openWorld, person, type World } from './support/world.ts'

const everything = { rule: null, providerCode: null, insuredId: null, from: null, until: null }
const page = { after: null, limit: 100 }

async function inWorld(work: (world: World, database: Database) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world, database)
    } finally {
      await world.close()
    }
  })
}

test('a release is kept by its digest, governs a region from a day on, and every process hears of it', () =>
  inWorld(async (world, database) => {
    const { pool } = database
    const [first, second] = [releaseOf(overQuantity(3)), releaseOf(overQuantity(5))]
    assert.deepEqual(await keep(database, first, '2023-01-01'), { kept: 'added', inForce: 'added' })
    assert.deepEqual(await keep(database, first, '2023-01-01'), { kept: 'unchanged', inForce: 'same' })
    assert.deepEqual(await keep(database, second), { kept: 'added', inForce: null })
    const store = auditReleaseStore(pool)
    const use = (digest: string | null, from: string) =>
      useAuditRelease(store, source, { division, from: isoDate(from), digest }, atConsole)
    assert.deepEqual(await use(second.digest, '2023-07-01'), { ok: true, value: 'added' })
    assert.deepEqual(await use('0'.repeat(64), '2023-08-01'), {
      ok: false,
      error: { code: 'audit.no-such-release', digest: '0'.repeat(64) },
    })
    assert.deepEqual(await use(null, '2024-01-01'), { ok: true, value: 'added' })

    const until = performance.now() + 10_000
    const digestOn = (day: string) => world.centre.registry.audit(division, isoDate(day))?.release.digest
    const isHeard = () => digestOn('2023-07-01') === second.digest && digestOn('2024-01-01') === undefined
    while (!isHeard() && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    assert.deepEqual(['2022-12-31', '2023-06-30', '2023-07-01', '2024-01-01'].map(digestOn), [
      undefined,
      first.digest,
      second.digest,
      undefined,
    ])
    assert.equal(world.centre.registry.audit('110000', isoDate('2023-07-01')), null)
    assert.deepEqual(
      await auditedSpans(pool, division, { from: isoDate('2023-06-01'), until: isoDate('2024-06-01') }),
      [
        { from: '2023-06-01', until: '2023-07-01', digest: first.digest },
        { from: '2023-07-01', until: '2024-01-01', digest: second.digest },
      ],
    )
    assert.deepEqual(await keptAuditRelease(pool, first.digest), first)

    const book = await readAuditBook(pool, noAuditBook)
    const { rows } = await pool.query('select content from audit_release where release_digest = $1', [first.digest])
    const changed = gzipSync(gunzipSync(rows[0].content).toString('utf8').replace('"value":3', '"value":4'))
    await pool.query('update audit_release set content = $2 where release_digest = $1', [first.digest, changed])
    await assert.rejects(keptAuditRelease(pool, first.digest), /was changed on file .*: restore it from a backup/)
    const told: string[] = []
    const partly = await readAuditBook(pool, noAuditBook, (line) => told.push(line))
    assert.match(told.join(), /damaged, its days are not audited: .*restore it from a backup/)
    assert.equal(partly.on(division, isoDate('2023-06-30')), null, 'the damaged one audits nothing')
    assert.equal(partly.on(division, isoDate('2023-07-01'))?.release.digest, second.digest, 'the others go on')
    // What was compiled before serves on.
    assert.equal((await readAuditBook(pool, book)).on(division, isoDate('2023-06-30'))?.release.digest, first.digest)
    await keep(database, first)
    assert.deepEqual(await keptAuditRelease(pool, first.digest), first, 'the same content brought again heals it')
  }))

test('days whose lines were archived and dropped are not audited: without their lines nothing would be found on them', () =>
  inWorld(async (world, database) => {
    const { pool } = database
    await settleVisits(world, [[1, [9]]])
    const release = releaseOf(overQuantity(5))
    await keep(database, release)
    const retire = (month: string) =>
      pool.query(
        `insert into retired_month (table_name, month, rows, archive, digest, retired_at)
         values ('bill_line', $1, 1, 'lines.jsonl.gz', 'x', '2024-01-01')`,
        [month],
      )
    await retire('2023-10-01')
    assert.equal((await audit(database, [release])).counts.visits, 1, 'the month before')
    await retire('2023-11-01')
    await assert.rejects(audit(database, [release]), /audit\.retired/)
    await assert.rejects(audit(database, [release], { dry: true }), /audit\.retired/)
    await pool.query('delete from retired_month')
  }))

test('an audit of the archive finds what rules say, writes it once, and a dry one writes nothing', () =>
  inWorld(async (world, database) => {
    const { pool } = database
    const settled = await settleVisits(world, [
      [1, [2, 8]],
      [2, [1]],
      [1, [4]],
      [3, [9]],
    ])
    const release = releaseOf(overQuantity(5), inDays(30, 12), ofInstitution(3))
    const dry = await audit(database, [release], { dry: true })
    assert.deepEqual(dry.counts.rules, {
      'T-DAYS': { hits: 1, stake: 2000 },
      'T-PLACE': dry.counts.rules['T-PLACE'],
      'T-QTY': { hits: 2, stake: 17_000 },
    })
    assert.deepEqual([dry.counts.persons, dry.counts.visits, dry.counts.lines, dry.counts.added], [3, 4, 5, 0])
    assert.ok((dry.counts.rules['T-PLACE']?.hits ?? 0) > 0)
    assert.equal((await pool.query('select from audit_finding')).rows.length, 0)
    assert.equal((await pool.query('select from audit_run')).rows.length, 0)

    await keep(database, release)
    const run = await audit(database, [release])
    assert.deepEqual(run.counts.rules, dry.counts.rules)
    assert.equal(
      run.counts.added,
      Object.values(run.counts.rules).reduce((sum, rule) => sum + (rule?.hits ?? 0), 0),
    )
    const again = await audit(database, [release])
    assert.deepEqual([again.counts.rules, again.counts.added], [dry.counts.rules, 0])
    assert.notEqual(again.runId, run.runId)

    const found = await findFindings(pool, 'person', { ...everything, rule: 'T-QTY' }, page)
    assert.deepEqual(
      found.map(({ insuredId, stake, providerCode, moment }) => [insuredId, stake, providerCode, moment]).sort(),
      [
        [person(1).insuredId, 8000, hospital.providerCode, 'post'],
        [person(3).insuredId, 9000, hospital.providerCode, 'post'],
      ],
    )
    assert.deepEqual(
      await findFindings(pool, 'person', { ...everything, rule: 'T-QTY', until: isoDate('2023-11-13') }, page),
      [],
    )

    const sources = await readAuditSources(pool)
    const planOf = plansByDigest((digest) => keptAuditRelease(pool, digest))
    const compute = async () => {
      const outcomes: string[] = []
      for (const one of await findFindings(pool, 'person', everything, page)) {
        const on = await settledVisit(pool, one.insuredId ?? '', one.visitId ?? '')
        const plan = await planOf(one)
        const made = await transaction(pool, async (client) =>
          reproduce(await openAuditArchive(client, sources), one, { plan, settled: on }),
        )
        outcomes.push(`${one.rule} ${made.outcome}`)
      }
      return outcomes.sort()
    }
    assert.deepEqual([...new Set(await compute())], ['T-DAYS same', 'T-PLACE not-tried', 'T-QTY same'])

    const [, , , last] = settled
    assert.ok(last)
    const setlinfo = { setl_id: last.settlementId, mdtrt_id: last.visitId }
    expectOk(await world.till(hospital).ask('2208', person(3), cancelInput(person(3), setlinfo)))
    assert.ok((await compute()).includes('T-QTY gone'))
  }))

test('two releases over the same past: what is gone, what came, and the money', () =>
  inWorld(async (world, database) => {
    await settleVisits(world, [
      [1, [2, 8]],
      [2, [5]],
    ])
    const compared = await audit(database, [
      releaseOf(overQuantity(5)),
      releaseOf(overQuantity(4), overQuantity(1, 'T-TWO')),
    ])
    assert.ok(compared.comparison)
    const { rules, examples } = compared.comparison
    const place = hospital.providerCode
    assert.deepEqual(rules['T-QTY'], {
      [place]: {
        before: { hits: 1, stake: 8000 },
        after: { hits: 2, stake: 13_000 },
        gone: { hits: 0, stake: 0 },
        come: { hits: 1, stake: 5000 },
        changed: 0,
      },
    })
    assert.deepEqual(rules['T-TWO']?.[place]?.come, { hits: 3, stake: 15_000 })
    assert.deepEqual(
      examples.map(({ rule, how }) => `${rule} ${how}`),
      ['T-QTY come', 'T-TWO come', 'T-TWO come', 'T-TWO come'],
    )
    assert.equal(compared.runId, null)
    const only = await audit(database, [releaseOf(overQuantity(5)), releaseOf(overQuantity(4))], { only: ['T-OTHER'] })
    assert.deepEqual(only.comparison?.rules, {})
    assert.equal((await database.pool.query('select from audit_finding')).rows.length, 0)
  }))

test('days on which nothing was settled come to nothing', () =>
  inWorld(async (world, database) => {
    await settleVisits(world, [[1, [9]]])
    const { counts } = await audit(database, [releaseOf(overQuantity(5))], {
      scope: days('2023-11-14', '2023-12-01'),
      dry: true,
    })
    assert.deepEqual([counts.visits, counts.rules], [0, {}])
    const whole = await audit(database, [releaseOf(overQuantity(5))], { scope: theDay, dry: true })
    assert.equal(whole.counts.visits, 1)
  }))

test('every night the day before is audited once, where a release governs and something was settled', () =>
  inWorld(async (world, database) => {
    await settleVisits(world, [[1, [9]]])
    await keep(database, releaseOf(overQuantity(5)), '2023-01-01')
    const said: string[] = []
    const options = { database, source, log: (line: string) => said.push(line) }
    await auditDayBefore(options, isoDate('2023-11-13'))
    assert.deepEqual(said, [], 'nothing was settled the day before')
    await auditDayBefore(options, isoDate('2023-11-14'))
    await auditDayBefore(options, isoDate('2023-11-14'))
    assert.equal(said.length, 1)
    assert.match(said[0] ?? '', /990200 2023-11-13: 1 visits, 1 findings, 9000 fen/)
    const { rows } = await database.pool.query('select state from audit_run')
    assert.deepEqual(rows, [{ state: 'done' }])
    assert.equal((await findFindings(database.pool, 'person', everything, page)).length, 1)
  }))

test('findings on file are what their content and their release say; one that was changed is told', () =>
  inWorld(async (world, database) => {
    const { pool } = database
    await settleVisits(world, [[1, [9, 8]]])
    const release = releaseOf(overQuantity(5))
    await keep(database, release)
    await audit(database, [release])
    const store: FindingVerifyStore = {
      findings: (after, limit) => findingsAfter(pool, after, limit),
      sample: (count) => findingsSample(pool, count),
      knowsRule: async ({ digest }) => (digest === release.digest ? true : null),
      reproduce: async () => ({ outcome: 'same' }),
    }
    const whole = await verifyFindings(store, null)
    assert.deepEqual([whole.findings, whole.outcomes.same, whole.brokenCount], [2, 2, 0])
    assert.equal((await verifyFindings(store, 1)).findings, 1)
    await pool.query(
      `update audit_finding set stake = 1 where line_number = (select min(line_number) from audit_finding)`,
    )
    assert.deepEqual(
      (await verifyFindings(store, null)).broken.map(({ what }) => what),
      ['amounts-differ'],
    )
  }))
