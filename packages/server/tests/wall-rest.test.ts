import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { addDays, divisionCode, fen, isoDate } from '@yibao/core/kernel'
import { everywhere } from '@yibao/core/office'
import { keepDaySums, sumUpDays } from '../src/store/settlement-days.ts'
import { wallStore } from '../src/store/wall-store.ts'
import { yibao } from './support/desk.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, today, type World } from './support/world.ts'

const own = person(1, '990270')
const other = person(2, '990280')

/** Moves everything that was settled so many days back, as if it had been settled then. */
const daysBack = (world: World, days: number) =>
  world.database.pool.query(`update settlement set settled_at = settled_at - make_interval(days => $1)`, [days])

describe('the wall over REST', () => {
  let world: World
  let leader: Colleague
  let clerk: Colleague
  let office: Colleague
  let total = 0

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([
      { person: own, balance: fen(500_00), enrolment: { division: divisionCode('990270') } },
      { person: other, balance: fen(20_00), enrolment: { division: divisionCode('990280') } },
    ])
    leader = await colleague(world, region('leader'))
    clerk = await colleague(world, region('clerk', '990270'))
    office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const line = { code: items.whole.code, price: 700, quantity: 1 }
    const places = [
      [hospital, own],
      [otherHospital, own],
      [hospital, other],
    ] as const
    for (const [index, [where, who]] of places.entries()) {
      const till = world.till(where)
      const made = expectOk(await till.ask('2207', who, settleInput(await upload(till, who, [line], `V${index}`))))
        .output.setlinfo
      if (who === other) expectOk(await till.ask('2208', who, cancelInput(who, made)))
      else total += 700_00
    }
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  it('says of today what reports say, and what of it lies outside the region of the fund', async () => {
    const { today: rows, year, day, funds } = await answered(leader.client.call('wall.figures'))
    assert.equal(day, today)
    assert.deepEqual(
      rows.map(({ scheme, settled, undone, total: sum }) => [scheme, settled, undone, sum]),
      [['310', 3, 1, total]],
    )
    assert.deepEqual(year, rows)
    const { sums } = await answered(leader.client.call('reports.daily', { from: today, until: today }))
    const { account, cash, fund } = rows[0] ?? { account: -1, cash: -1, fund: -1 }
    assert.deepEqual([account, cash], [sums.account, sums.cash])
    assert.equal(fund, sums.total - sums.account - sums.cash - sums.hospital)
    const outside = await world.database.pool.query<{ count: number }>(
      `select count(*) filter (where p.division not like left(t.division, 6) || '%')::int as count
       from settlement t join provider p using (provider_code) where t.kind = 'settle'`,
    )
    assert.equal(rows[0]?.outsideSettled, outside.rows[0]?.count)
    assert.deepEqual(
      funds.map(({ scheme, opening, balance, spending }) => [scheme, opening, balance, spending]),
      [['310', null, null, fund]],
    )
  })

  it('shows the latest settlements, masked, and then only what is new', async () => {
    const { rows, cursor } = await answered(leader.client.call('wall.recent'))
    assert.equal(rows.length, 4)
    assert.deepEqual(
      rows.map(({ at }) => at),
      rows
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    for (const { person: name } of rows) assert.match(name ?? '', /\*/)
    const { rows: names } = await world.database.pool.query<{ name: string }>('select name from insured')
    for (const { name } of names) assert.ok(!JSON.stringify(rows).includes(name))
    const again = await answered(leader.client.call('wall.recent', { since: cursor ?? '' }))
    assert.deepEqual([again.rows, again.cursor], [[], cursor])
    assert.equal(await codeOf(leader.client.call('wall.recent', { since: 'yesterday' })), '400 rest.bad-input')
  })

  it('ranks institutions and divisions, and gives each division a tile', async () => {
    const ranked = await answered(leader.client.call('wall.ranking', { order: 'settled' }))
    assert.deepEqual(
      ranked.rows.map(({ code, settled }) => [code, settled]),
      [
        [hospital.providerCode, 2],
        [otherHospital.providerCode, 1],
      ],
    )
    assert.equal(ranked.rows[0]?.name, hospital.name)
    const places = await answered(leader.client.call('wall.divisions', { period: 'year' }))
    assert.equal(
      places.rows.reduce((sum, row) => sum + row.total, 0),
      total,
    )
    assert.deepEqual(
      new Set(places.rows.map(({ division }) => division)),
      new Set([hospital.division, otherHospital.division]),
    )
    const byDivision = await answered(leader.client.call('wall.ranking', { by: 'division', period: 'month' }))
    assert.deepEqual(
      byDivision.rows.map((row) => row.total).reduce((sum, one) => sum + one, 0),
      total,
    )
  })

  it('keeps everybody within reach', async () => {
    const mine = await answered(clerk.client.call('wall.figures'))
    assert.deepEqual(
      mine.today.map(({ settled, undone }) => [settled, undone]),
      [[2, 0]],
    )
    const theirs = await answered(clerk.client.call('wall.recent'))
    assert.deepEqual(new Set(theirs.rows.map(({ insuredId }) => insuredId)), new Set([own.insuredId]))
    const house = await answered(office.client.call('wall.figures'))
    assert.deepEqual(
      house.today.map(({ settled }) => settled),
      [1],
    )
    assert.deepEqual(house.funds, [], 'an institution has no fund')
    const rows = await answered(office.client.call('wall.ranking'))
    assert.deepEqual(
      rows.rows.map(({ code }) => code),
      [otherHospital.providerCode],
    )
    assert.deepEqual((await answered(office.client.call('wall.income'))).rows, [])
  })

  it('warns of what the asker may see', async () => {
    const { matters, budgets } = await answered(leader.client.call('wall.warnings'))
    assert.deepEqual([matters?.reviews, matters?.overdue, budgets], [0, 0, []])
    const maker = await colleague(world, region('policy-maker'))
    assert.equal((await answered(maker.client.call('wall.warnings'))).matters, null, 'without the right to see matters')
  })

  it('takes income and openings from a file, and tells how long the balance pays', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yibao-fund-'))
    try {
      const file = join(folder, 'fund.csv')
      const year = today.slice(0, 4)
      const lines = [
        '统筹区,险种,月份,类别,金额,依据',
        `990200,职工,${year}-01,期初结余,1000.00,决算`,
        `990200,职工,${year}-02,保费收入,200.50,月报`,
        `990300,310,${year}-02,subsidy,7,另一地区`,
      ]
      await writeFile(file, `${lines.join('\n')}\n`)
      const run = (path: string) => yibao(world.database.url, 'import', 'fund', path, '--data-dir', folder)
      const done = await run(file)
      assert.equal(done.code, 0, done.errors)
      assert.equal((await run(file)).code, 0, 'the same file again changes nothing')
      const bad = join(folder, 'bad.csv')
      await writeFile(bad, `${lines[0]}\n990200,职工,${year}-13,税,0,x\n`)
      const refused = await run(bad)
      assert.equal(refused.code, 1)
      for (const word of ['月份', '类别', '金额']) assert.match(refused.out + refused.errors, new RegExp(word))
    } finally {
      await rm(folder, { recursive: true })
    }
    const county = await colleague(world, region('leader', '990200'))
    const { funds } = await answered(county.client.call('wall.figures'))
    const [fund] = funds
    assert.ok(fund !== undefined)
    assert.deepEqual([fund.opening?.amount, fund.income], [1000_00, 200_50])
    assert.equal(fund.balance, 1200_50 - fund.spending)
    assert.deepEqual(
      (await answered(county.client.call('wall.income'))).rows.map(({ division, kind, amount }) => [
        division,
        kind,
        amount,
      ]),
      [
        ['990200', 'contribution', 200_50],
        ['990200', 'opening', 1000_00],
      ],
    )
    const all = await answered(leader.client.call('wall.income', { limit: 1 }))
    const rest = await answered(leader.client.call('wall.income', { after: all.next ?? '' }))
    assert.equal(all.rows.length + rest.rows.length, 3)
    assert.equal(await codeOf(leader.client.call('wall.income', { after: "x' or 1=1" })), '400 wall.bad-page')
    await assert.rejects(world.database.pool.query('update fund_income set amount = 1'), /append-only/)
  })

  it('sums days up when they are over, to the same fen, and anew when something came later', async () => {
    const { pool } = world.database
    const store = wallStore(pool)
    const at = world.centre.ports.clock.now()
    const yesterday = addDays(isoDate(today), -1)
    await daysBack(world, 1)
    const range = { from: yesterday, until: yesterday }
    const live = await store.live('institution', range, everywhere)
    assert.equal(await sumUpDays(pool, yesterday, at, { whole: true }), 1)
    assert.equal(await sumUpDays(pool, yesterday, at, { whole: true }), 0, 'once')
    const byCode = (rows: readonly { readonly key: string }[]) =>
      [...rows].sort((one, two) => (one.key < two.key ? -1 : 1))
    assert.deepEqual(byCode(await store.kept('institution', range, everywhere)), byCode(live))
    assert.equal(await store.keptThrough(), yesterday)
    const fresh = await colleague(world, region('leader', '990000'))
    const figures = await answered(fresh.client.call('wall.figures'))
    assert.deepEqual(figures.today, [])
    assert.equal(figures.year[0]?.total, total)
    const ranked = await answered(fresh.client.call('wall.ranking', { period: 'year' }))
    assert.equal(ranked.rows.length, 2)
    await daysBack(world, 2)
    assert.equal(await sumUpDays(pool, yesterday, at, { whole: false }), 0, 'what is kept is believed')
    await pool.query(`update settlement set settled_at = settled_at - interval '400 days' where provider_code = $1`, [
      otherHospital.providerCode,
    ])
    await pool.query(`update settlement set settled_at = $2::date where provider_code = $1`, [
      otherHospital.providerCode,
      today,
    ])
    assert.equal(
      await sumUpDays(pool, yesterday, at, { whole: true }),
      3,
      'one is missing from the days that were kept',
    )
    const kept = await store.kept('institution', { from: addDays(isoDate(today), -3), until: yesterday }, everywhere)
    assert.deepEqual(
      kept.map(({ key, settled }) => [key, settled]),
      [[hospital.providerCode, 2]],
    )
  })

  it('sums days up by itself while the centre runs', async () => {
    const { pool } = world.database
    await pool.query('delete from settlement_day')
    await pool.query('delete from settlement_day_kept')
    const runs: string[] = []
    const end = keepDaySums({
      pool,
      now: world.centre.ports.clock.now,
      log: assert.fail,
      run: async (name, work) => {
        await work()
        runs.push(name)
      },
      beginMs: 1,
    })
    for (let wait = 0; wait < 100 && runs.length === 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await end()
    assert.deepEqual(runs, ['days'])
    assert.equal(await wallStore(pool).keptThrough(), addDays(isoDate(today), -1))
  })
})
