import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { nightlyStatistics } from '../src/supervision-night.ts'
import { settleVisits } from './support/audit-archive.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, otherHospital, type World } from './support/world.ts'

const run = 'monthly/2023-11'
/** Average cost per outpatient visit. */
const indicator = 'V10'
const ofHospital = { run, indicator, grain: 'provider', key: hospital.providerCode } as const

describe('supervision indicators over REST', () => {
  let world: World
  let dataDir: string
  let auditor: Colleague
  let away: Colleague

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'yibao-indicators-'))
    world = await openWorld(await createTestDatabase(), { dataDir })
    await settleVisits(world, [
      [1, [9, 1]],
      [2, [7]],
      [3, [2]],
    ])
    auditor = await colleague(world, region('auditor', '990000'))
    away = await colleague(world, region('auditor', '980000'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('has nothing before the first night, and says so', async () => {
    assert.deepEqual((await answered(auditor.client.call('indicators.runs'))).rows, [])
    const all = await answered(auditor.client.call('indicators.list', {}))
    assert.ok(all.rows.length > 50 && all.topics.length > 0)
    assert.equal(await codeOf(auditor.client.call('indicators.card', ofHospital)), '404 indicators.unknown-run')
    assert.equal(await codeOf(auditor.client.call('indicators.list', { run })), '404 indicators.unknown-run')
  })

  it('lists runs, numbers and scores of a night, and shows the card of a number', async () => {
    const now = () => localDateTime('2023-12-06 02:30:00')
    const night = { dataDir, now, log: () => undefined, refused: new Set<string>() }
    await nightlyStatistics({ pool: world.database.pool, ...night })
    const { rows: runs } = await answered(auditor.client.call('indicators.runs'))
    assert.deepEqual(
      runs.filter(({ run: name }) => name === run).map(({ period }) => period),
      ['2023-11'],
    )
    const { client } = auditor
    const found = await answered(client.call('indicators.values', { run, indicator, grain: 'provider' }))
    const [one] = found.rows
    assert.equal(found.rows.length, 1)
    assert.partialDeepStrictEqual(one, {
      providerCode: hospital.providerCode,
      name: hospital.name,
      rows: 3,
      numerator: 190_00,
    })
    assert.equal(one?.value?.toFixed(4), (190 / 3).toFixed(4))
    assert.ok((one?.judged.length ?? 0) > 0)
    const card = await answered(client.call('indicators.card', ofHospital))
    assert.partialDeepStrictEqual(card, {
      rows: 3,
      period: '2023-11',
      sameDefinitions: true,
      numerator: '190.00',
      denominator: '3',
    })
    const refused = card.judged.flatMap((judged) => judged.refused)
    assert.ok(
      refused.some(({ code, have, needed }) => code === 'supervision.too-few-rows' && have === 3 && needed !== null),
    )
    const risks = await answered(client.call('indicators.risks', { run, grain: 'provider' }))
    for (const { providerCode } of risks.rows) assert.equal(providerCode, hospital.providerCode)
    const none = await answered(client.call('indicators.values', { run, indicator, grain: 'provider', verdict: 'bad' }))
    assert.deepEqual(none.rows, [])
    assert.equal(
      await codeOf(client.call('indicators.card', { ...ofHospital, key: 'H0' })),
      '404 indicators.unknown-number',
    )
    assert.equal(
      await codeOf(client.call('indicators.card', { ...ofHospital, indicator: 'X1' })),
      '404 indicators.unknown-number',
    )
  })

  it('lists all that a run found beyond, as the wall counts it, each to the one who reaches it', async () => {
    const { client } = auditor
    const { rows } = await answered(client.call('indicators.beyond', { run }))
    assert.ok(rows.length > 0, 'this night found something')
    for (const { indicator: code, grain, key, means, distance } of rows) {
      const told = await answered(client.call('indicators.values', { run, indicator: code, grain, verdict: 'bad' }))
      const number = told.rows.find((one) => one.key === key)
      assert.deepEqual(
        number?.judged.filter((one) => one.means === means),
        [{ means, verdict: 'bad', distance }],
      )
    }
    const own = rows.filter(({ providerCode }) => providerCode === hospital.providerCode)
    const asked = { run, providerCode: hospital.providerCode }
    assert.deepEqual((await answered(client.call('indicators.beyond', asked))).rows, own)
    const first = await answered(client.call('indicators.beyond', { run, limit: 1 }))
    assert.deepEqual([first.rows, first.next], [rows.slice(0, 1), rows.length > 1 ? '1' : null])
    const leader = await colleague(world, region('leader', '990000'))
    const { indicators } = await answered(leader.client.call('wall.warnings'))
    assert.deepEqual(indicators, { run, period: '2023-11', count: rows.length })
    const clerk = await colleague(world, region('clerk', '990000'))
    assert.equal((await answered(clerk.client.call('wall.warnings'))).indicators, null, 'without the right')
    assert.deepEqual((await answered(away.client.call('indicators.beyond', { run }))).rows, [])
  })

  it('opens a number row by row, page by page, and the rows add up to it', async () => {
    const keys: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const asked = { ...ofHospital, limit: 2, ...(after === '' ? {} : { after }) }
      const page: Awaited<ReturnType<typeof open>> = await open(asked)
      assert.deepEqual([page.all, page.agrees], [3, true])
      keys.push(...page.rows.map(({ key }) => key))
      after = page.next
      assert.ok(page.rows.every(({ columns }) => columns.some(({ name }) => name.zh === '总额')))
    }
    assert.equal(new Set(keys).size, 3)
  })
  const open = (asked: typeof ofHospital & { readonly limit: number; readonly after?: string }) =>
    answered(auditor.client.call('indicators.rows', asked))

  it('what lies in another region is as good as missing; paths lead nowhere else', async () => {
    const { client } = away
    assert.deepEqual((await answered(client.call('indicators.values', { run, indicator, grain: 'provider' }))).rows, [])
    assert.deepEqual((await answered(client.call('indicators.risks', { run }))).rows, [])
    assert.equal(await codeOf(client.call('indicators.card', ofHospital)), '404 indicators.unknown-number')
    assert.equal(await codeOf(client.call('indicators.rows', ofHospital)), '404 indicators.unknown-number')
    const office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    assert.equal(await codeOf(office.client.call('indicators.runs')), '403 rest.no-right')
    for (const bad of ['../2023', 'monthly', 'monthly/../../etc', 'monthly/2023-11/..'])
      assert.equal(await codeOf(auditor.client.call('indicators.list', { run: bad })), '400 rest.bad-input')
    const person = { run, indicator, grain: 'person', key: 'P1' } as never
    assert.equal(await codeOf(auditor.client.call('indicators.card', person)), '400 rest.bad-input')
    const place = { run, indicator, grain: 'provider', after: 'nowhere' } as const
    assert.equal(await codeOf(auditor.client.call('indicators.values', place)), '400 rest.bad-input')
  })

  it('a lake that was made anew since does not explain an old number', async () => {
    const { pool } = world.database
    const now = () => localDateTime('2023-12-06 02:30:00')
    await settleVisits(world, [[4, [5]]])
    await rm(join(dataDir, 'supervision', 'daily'), { recursive: true, force: true })
    await nightlyStatistics({ pool, dataDir, now, log: () => undefined, refused: new Set<string>() })
    assert.equal(await codeOf(auditor.client.call('indicators.rows', ofHospital)), '409 indicators.changed-since')
    assert.equal(await codeOf(auditor.client.call('indicators.card', ofHospital)), '200')
  })
})
