import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  deskAt,
  division,
  endMonth,
  groupByStarter,
  lawOf,
  listedStay,
  lists,
  month,
  plan,
  scheme,
} from './support/payment.ts'
import { settledStay } from './support/settlement-list.ts'
import { withTestDatabase } from './support/test-database.ts'
import { countyHospital, hospital, openWorld, otherHospital, type World } from './support/world.ts'

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await groupByStarter(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

async function balances({ database }: World): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.pool.query<{ account: string; amount: number }>(
    'select account, sum(amount)::bigint as amount from payment_posting group by account order by account',
  )
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]))
}

test('a month of three hospitals: statements, numbers, entries', () =>
  inTown(async (world) => {
    const { database } = world
    const desk = deskAt(database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    await listedStay(world, world.till(hospital), lists.plain)
    await listedStay(world, world.till(hospital), lists.complicated)
    await listedStay(world, world.till(countyHospital), lists.plain)
    await listedStay(world, world.till(otherHospital), lists.ungrouped)
    await settledStay(world, world.till(otherHospital))
    const done = await endMonth(desk)
    assert.ok(done.ok, JSON.stringify(done))
    const report = done.value
    assert.partialDeepStrictEqual(report, {
      already: false,
      resumed: false,
      institutions: 3,
      cases: 4,
      held: { 'payment.no-list': 1 },
      collected: { listed: 4, noList: 1 },
      grouped: [{ grouped: 4, statuses: { grouped: 3, ungroupable: 1 } }],
      run: { state: 'closed', planHash: lawOf().hash, period: month, issue: 1 },
    })
    const statements = await desk.runs.statements(report.run.runId)
    assert.deepEqual(
      statements.map(({ providerCode, number, noticeNumber, cases, fundPayable, withheld, appropriated }) => [
        providerCode,
        number,
        noticeNumber,
        cases,
        fundPayable,
        withheld,
        appropriated,
      ]),
      [
        // 550 + 880 points at ten yuan, seven tenths of it
        [hospital.providerCode, 'JS990270-310-202311-0001', 'BF990270-310-202311-0001', 2, 10_010_00, 500_50, 9_509_50],
        // 80 % of the cost of 3,100 yuan, seven tenths of it
        [
          otherHospital.providerCode,
          'JS990270-310-202311-0002',
          'BF990270-310-202311-0002',
          1,
          1_736_00,
          86_80,
          1_649_20,
        ],
        // 450 points
        [
          countyHospital.providerCode,
          'JS990270-310-202311-0003',
          'BF990270-310-202311-0003',
          1,
          3_150_00,
          157_50,
          2_992_50,
        ],
      ],
    )
    const sums = await balances(world)
    assert.equal(
      Object.values(sums).reduce((sum, amount) => sum + amount, 0),
      0,
    )
    assert.equal(sums[`provider:${hospital.providerCode}:disbursed`], 9_509_50)
    assert.equal(sums[`provider:${hospital.providerCode}:deposit`], 500_50)
    // What persons' settlements booked for these cases is all that stands against the claim now.
    assert.equal(sums[`provider:${hospital.providerCode}:receivable`], -(statements[0]?.fundBooked ?? 0))

    const again = await endMonth(desk)
    assert.ok(again.ok && again.value.already)
    assert.equal(again.value.run.runId, report.run.runId)
    assert.deepEqual(await balances(world), sums, 'asked twice it is booked once')
  }))

test('what stands in the way of a month is told before anything is written', () =>
  inTown(async (world) => {
    const { database } = world
    const refusal = async (more: Parameters<typeof endMonth>[1] = {}, at?: string) => {
      const done = await endMonth(deskAt(database, at), more)
      return done.ok ? 'ok' : done.error.code
    }
    const desk = deskAt(database)
    assert.equal(await refusal(), 'payment.no-plan')
    await desk.plans.keep(
      lawOf({
        budget:
          plan.budget === null
            ? null
            : {
                ...plan.budget,
                reserve: lawOf().plan.budget?.reserve ?? [],
                fund: [
                  { where: {}, values: [{ from: plan.range.from, value: 0 as never, source: '测试', assumed: false }] },
                ],
              },
      }),
      desk.now(),
      true,
    )
    assert.equal(await refusal(), 'payment.budget-zero')
    await desk.plans.keep(lawOf(), desk.now(), true)
    assert.equal(await refusal({ month: '2023-13' }), 'payment.bad-month')
    assert.equal(await refusal({}, '2023-11-20 09:00:00'), 'payment.month-not-over')

    await listedStay(world, world.till(hospital), lists.plain)
    const tried = await endMonth(deskAt(database, '2023-11-20 09:00:00'), { open: true })
    assert.ok(tried.ok)
    assert.partialDeepStrictEqual(tried.value, { cases: 1, run: { purpose: 'shadow', early: true } })
    assert.deepEqual(await balances(world), {}, 'a trial books nothing')

    await database.pool.query(`update provider set level = 'ungraded' where provider_code = $1`, [
      hospital.providerCode,
    ])
    const without = await endMonth(desk)
    assert.ok(!without.ok)
    assert.partialDeepStrictEqual(without.error, {
      code: 'payment.cases-refused',
      byCode: { 'payment.institution-without-level': 1 },
    })
    assert.equal(await desk.runs.standing('month', { division, schemes: [scheme] }, month), null)
    const held = await endMonth(desk, { hold: true })
    assert.ok(held.ok)
    assert.deepEqual([held.value.cases, held.value.held], [0, { 'payment.institution-without-level': 1 }])

    await desk.plans.keep(lawOf({ label: '另一方案' }), desk.now(), true)
    const changed = await endMonth(desk)
    assert.ok(!changed.ok)
    assert.partialDeepStrictEqual(changed.error, { code: 'payment.plan-changed', closed: true, under: lawOf().hash })
  }))
