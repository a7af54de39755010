import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { withTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, purchaseInput, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, person, pharmacy, type World } from './support/world.ts'

async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await work(world)
    await world.close()
  })
}

const capturedLine = { code: items.shared.code, price: 4.52, quantity: 1 }

test('the captured outpatient settlement A comes out with the same split, payers and balance', () =>
  inWorld(async (world) => {
    const who = person(1)
    await world.plant([{ person: who, balance: fen(137815) }])
    const till = world.till(hospital)
    const bill = await upload(till, who, [capturedLine])
    assert.deepEqual(
      [bill.split[0]?.preselfpay_amt, bill.split[0]?.inscp_scp_amt, bill.split[0]?.pric_uplmt_amt],
      [0.23, 4.29, 999999],
    )

    const quoted = expectOk(await till.ask('2206', who, settleInput(bill)))
    const settled = expectOk(await till.ask('2207', who, settleInput(bill)))
    const { setlinfo } = settled.output
    const expected = {
      medfee_sumamt: 4.52,
      fulamt_ownpay_amt: 0,
      overlmt_selfpay: 0,
      preselfpay_amt: 0.23,
      inscp_scp_amt: 4.29,
      act_pay_dedc: 4.29,
      fund_pay_sumamt: 0,
      acct_pay: 4.52,
      psn_cash_pay: 0,
      psn_part_amt: 4.52,
      balc: 1373.63,
      clr_type: '11',
    }
    assert.partialDeepStrictEqual(setlinfo, expected)
    assert.partialDeepStrictEqual(quoted.output.setlinfo, expected)
    assert.equal(setlinfo.clr_way, '1')
    assert.deepEqual(
      [quoted.output.setlinfo.setl_time, quoted.output.setlinfo.clr_way, quoted.output.setlinfo.clr_optins],
      [null, null, null],
    )
    assert.deepEqual(
      settled.output.setldetail.map((row) => [row.fund_pay_type, row.fund_payamt]),
      [['310200', 4.52]],
    )
    assert.equal(setlinfo.medins_setl_id, settled.msgid)
  }))

test('a bill of 25.10 is settled and cancelled with the amounts and signs of captured case B', () =>
  inWorld(async (world) => {
    const who = person(2)
    await world.plant([{ person: who, balance: fen(137815) }])
    const till = world.till(hospital)
    const bill = await upload(till, who, [capturedLine, { code: items.whole.code, price: 20.58, quantity: 1 }])
    const settled = expectOk(await till.ask('2207', who, settleInput(bill)))
    assert.equal(settled.output.setlinfo.balc, 1353.05)

    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, settled.output.setlinfo)))
    const { setlinfo } = cancelled.output
    const expected = {
      medfee_sumamt: -25.1,
      preselfpay_amt: -0.23,
      inscp_scp_amt: -24.87,
      act_pay_dedc: -24.87,
      fund_pay_sumamt: 0,
      acct_pay: -25.1,
      balc: 1378.15,
      medins_setl_id: cancelled.msgid,
    }
    assert.partialDeepStrictEqual(setlinfo, expected)
    assert.deepEqual(
      cancelled.output.setldetail.map((row) => [row.fund_pay_type, row.fund_payamt]),
      [['310200', -25.1]],
    )
  }))

test('a purchase is settled in one message, and the same message again gets the same answer', () =>
  inWorld(async (world) => {
    const who = person(3)
    await world.plant([{ person: who, balance: fen(5000) }])
    const till = world.till(pharmacy)
    const sent = till.sign('2102', who, purchaseInput(who, [{ code: items.whole.code, price: 12.5, quantity: 2 }]))
    const first = expectOk(await till.send<'2102'>(sent))
    const again = await till.send(sent, '/hsa/hgs/2102')
    assert.deepEqual(again, first)
    assert.equal(first.output.setlinfo.balc, 25)
    const rows = await world.database.pool.query('select count(*)::int as n from settlement')
    assert.equal(rows.rows[0].n, 1)
  }))
