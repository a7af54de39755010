import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroFen } from '@yibao/core/kernel'
import { booksOf, expectNoEffect, settleOne, totalsInput } from './support/files.ts'
import { withTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk } from './support/visit.ts'
import { type Envelope, hospital, openWorld, otherHospital, person, type World } from './support/world.ts'

const november = { setlym: '202311', begndate: '2023-11-01', enddate: '2023-11-30' }
const december = { setlym: '202312', begndate: '2023-12-01', enddate: '2023-12-31' }

/** What 3203 claims for so many settlements of 100.00, of which the fund pays 70.00. */
const claimOf = (count: number, month: Envelope, more: Envelope = {}) => ({
  data: {
    clr_type: '11',
    clr_way: '1',
    psntime: count,
    medfee_sumamt: 100 * count,
    med_sumfee: 100 * count,
    fund_appy_sum: 70 * count,
    cash_payamt: 30 * count,
    acct_pay: 0,
    ...month,
    ...more,
  },
})

const withdrawal = (applicationId: string) => ({ data: { clr_appy_evt_id: applicationId } })

/** A world in December whose hospital settled three bills of 100.00 in November. */
async function inDecember(
  work: (world: World, settled: readonly Awaited<ReturnType<typeof settleOne>>[]) => Promise<void>,
) {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const settled: Awaited<ReturnType<typeof settleOne>>[] = []
    for (const number of [1, 2, 3]) {
      const who = person(number, '990280')
      await world.plant([{ person: who, balance: zeroFen }])
      settled.push(await settleOne(world.till(hospital), who, 100))
    }
    await world.restart('2023-12-04 09:00:00')
    try {
      await work(world, settled)
    } finally {
      await world.close()
    }
  })
}

test('a month is claimed once, for what is on file, and a withdrawn claim makes room for another', () =>
  inDecember(async (world) => {
    const till = world.till(hospital)
    const refused = (code: string, input: object) => expectNoEffect(world, code, () => till.ask('3203', null, input))
    const differing = await refused('reconciliation.claim-differs', claimOf(3, november, { fund_appy_sum: 211 }))
    assert.match(differing.err_msg, /基金 报文 211\.00、中心 210\.00/)
    await refused('reconciliation.claim-differs', claimOf(3, november, { clr_way: '3' }))
    await refused('reconciliation.claim-differs', claimOf(3, november, { clr_type: '41' }))
    await refused('reconciliation.not-the-month', claimOf(3, november, { enddate: '2023-11-29' }))
    await refused('reconciliation.bad-month', claimOf(3, november, { setlym: '2023-1' }))
    await refused('reconciliation.month-not-over', claimOf(0, december))

    const sent = till.sign('3203', null, claimOf(3, november))
    const applied = expectOk(await till.send<'3203'>(sent))
    assert.deepEqual(await till.send(sent), applied)
    const applicationId = applied.output.result.clr_appy_evt_id
    const again = await refused('reconciliation.already-applied', claimOf(3, november))
    assert.match(again.err_msg, new RegExp(applicationId))

    const withdraw =
      (id: string, of = till) =>
      () =>
        of.ask('3204', null, withdrawal(id))
    await expectNoEffect(
      world,
      'reconciliation.unknown-application',
      withdraw(applicationId, world.till(otherHospital)),
    )
    await expectNoEffect(world, 'reconciliation.unknown-application', withdraw('1'))
    expectOk(await withdraw(applicationId)())
    await expectNoEffect(world, 'reconciliation.not-open', withdraw(applicationId))
    const second = expectOk(await till.ask('3203', null, claimOf(3, november)))
    await world.database.pool.query(`update clearing_application set state = 'decided' where state = 'applied'`)
    await expectNoEffect(world, 'reconciliation.not-open', withdraw(second.output.result.clr_appy_evt_id))
  }))

test('two claims of one month at the same moment are one application', () =>
  inDecember(async (world) => {
    const till = world.till(hospital)
    const answers = await Promise.all([1, 2, 3].map(() => till.ask('3203', null, claimOf(3, november))))
    assert.equal(answers.filter(({ infcode }) => infcode === 0).length, 1)
    const { rows } = await world.database.pool.query('select 1 from clearing_application')
    assert.equal(rows.length, 1)
  }))

test('settlements of a claimed month can still be undone, and the negative amounts join the next month', () =>
  inDecember(async (world, [first, second, third]) => {
    assert.ok(first !== undefined && second !== undefined && third !== undefined)
    const till = world.till(hospital)
    const reverse = (number: number, { msgid }: typeof first) =>
      till.ask('2601', person(number), { data: { psn_no: person(number).insuredId, omsgid: msgid, oinfno: '2207' } })
    // Taken back before anybody claimed it: it counts for nothing, in no month.
    expectOk(await reverse(3, third))
    // The clock shows seconds, and what happened in the second of a claim happened after it.
    await world.database.pool.query(
      `update settlement set settled_at = settled_at - interval '1 minute' where kind = 'reverse'`,
    )
    expectOk(await till.ask('3203', null, claimOf(2, november)))

    const who = person(1, '990280')
    expectOk(await till.ask('2208', who, cancelInput(who, first.setlinfo)))
    expectOk(await reverse(2, second))
    const day = { stmt_begndate: '2023-12-04', stmt_enddate: '2023-12-04', refd_setl_flag: '1' }
    const refunds = booksOf(
      [first.setlinfo, second.setlinfo].map((row) => ({ ...row, medfee_sumamt: -100, fund_pay_sumamt: -70 })),
    )
    const compared = expectOk(await till.ask('3201', null, totalsInput(refunds, day)))
    assert.equal(compared.output.stmtinfo.stmt_rslt, '000000', String(compared.output.stmtinfo.stmt_rslt_dscr))

    await world.restart('2024-01-05 09:00:00')
    const tellsBoth = await expectNoEffect(world, 'reconciliation.claim-differs', () =>
      till.ask('3203', null, claimOf(0, december)),
    )
    assert.match(tellsBoth.err_msg, /基金 报文 0\.00、中心 -140\.00/)
    expectOk(await till.ask('3203', null, claimOf(-2, december)))
  }))
