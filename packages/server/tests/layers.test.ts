import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { verifyAll } from '../src/flows/verify.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { withTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, person, type World } from './support/world.ts'

async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await work(world)
    await world.close()
  })
}

/** 30 yuan of drugs and an implant of 40 yuan, of which the ceiling leaves 30. */
const lines = [
  { code: items.whole.code, price: 30, quantity: 1 },
  { code: items.ceiling.code, price: 40, quantity: 1 },
]

test('a bill of several payers is settled, asked for, cancelled, and agrees with the books', () =>
  inWorld(async (world) => {
    const who = person(7, '990299')
    await world.plant([{ person: who, balance: fen(0) }])
    const till = world.till(hospital)
    const first = expectOk(await till.ask('2207', who, settleInput(await upload(till, who, lines))))
    // Drugs: half of 30 is 15, the month allows 10. Implant: 80 % of 30 is 24. Aid: 60 % of 60 − 34 is 15.60. Waived: 1.
    const paid = (answer: typeof first) =>
      answer.output.setldetail.map((row) => [row.fund_pay_type, row.fund_payamt, row.fund_pay_type_name])
    assert.deepEqual(paid(first), [
      ['310100', 34, '职工基本医疗保险统筹基金'],
      ['610100', 15.6, '医疗救助基金'],
      ['630100', 1, '医院减免金额'],
    ])
    assert.partialDeepStrictEqual(first.output.setlinfo, {
      medfee_sumamt: 70,
      overlmt_selfpay: 10,
      inscp_scp_amt: 60,
      hifp_pay: 34,
      maf_pay: 15.6,
      hosp_part_amt: 1,
      fund_pay_sumamt: 49.6,
      psn_part_amt: 19.4,
      psn_cash_pay: 19.4,
    })

    const second = expectOk(await till.ask('2207', who, settleInput(await upload(till, who, lines, 'B2'))))
    // The month is used up: only the implant is left to the pool, and aid pays 60 % of 36.
    assert.partialDeepStrictEqual(second.output.setlinfo, { hifp_pay: 24, maf_pay: 21.6, psn_cash_pay: 23.4 })
    const totals = expectOk(await till.ask('5206', who, { data: { psn_no: who.insuredId, cum_ym: '202311' } }))
    assert.deepEqual(totals.output.cuminfo.map(({ cum_type_code, cum }) => [cum_type_code, cum]).toSorted(), [
      ['month_paid', 10],
      ['year_aid', 37.2],
    ])

    expectOk(await till.ask('2208', who, cancelInput(who, second.output.setlinfo)))
    expectOk(await till.ask('2208', who, cancelInput(who, first.output.setlinfo)))
    const report = await verifyAll(verifyStore(world.database.pool), () => undefined)
    assert.deepEqual(report.violations, [])
    const { rows } = await world.database.pool.query('select period, code, amount from running_total order by code')
    assert.deepEqual(rows, [
      { period: '2023-11', code: 'month_paid', amount: 0 },
      { period: '2023', code: 'year_aid', amount: 0 },
    ])
  }))
