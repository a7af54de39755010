import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { admissionInput, admit, charge, discharge, settleStay, stayBillInput, stayCancelInput } from './support/stay.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, otherHospital, today, type World } from './support/world.ts'

const region = '990270'
const inRegion = (world: World, balance = 50_000) =>
  newPerson(world, { person: stranger(region), balance: fen(balance) })

const mixed = [
  { code: items.whole.code, price: 2000, quantity: 1 },
  { code: items.shared.code, price: 500, quantity: 2, on: '2023-11-07' },
  { code: items.own.code, price: 80, quantity: 1, on: '2023-11-08' },
]

inOneWorld('a stay', (world) => {
  test('is admitted, charged, discharged and settled, and the identities of the captured case C hold', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    await charge(till, who, visitId, mixed)
    await discharge(till, who, visitId)
    const settled = await settleStay(till, who, visitId, 3080, { acct_used_flag: '1', dscgTime: today })
    // 2,000 + 950 eligible; 900 deductible; 80 % of the rest; the account pays its 500 of what is left in scope.
    assert.partialDeepStrictEqual(settled, {
      medfee_sumamt: 3080,
      fulamt_ownpay_amt: 80,
      overlmt_selfpay: 0,
      preselfpay_amt: 50,
      inscp_scp_amt: 2950,
      act_pay_dedc: 900,
      hifp_pay: 1640,
      fund_pay_sumamt: 1640,
      psn_part_amt: 1440,
      acct_pay: 500,
      psn_cash_pay: 940,
      hosp_part_amt: 0,
      balc: 0,
      clr_type: '21',
      med_type: '21',
    })
    const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt, medfee_sumamt } = settled
    assert.equal(fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt, medfee_sumamt)
    const { fund_pay_sumamt, psn_part_amt, hosp_part_amt, acct_pay, psn_cash_pay } = settled
    assert.equal(fund_pay_sumamt + (psn_part_amt ?? 0) + (hosp_part_amt ?? 0), medfee_sumamt)
    assert.equal(acct_pay + psn_cash_pay, psn_part_amt)
    await verified(world())
  })

  test('takes the captured lines E wholly into scope, each at its own price', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    const prices = [6, 6, 1, 16]
    const feedetail = await charge(
      till,
      who,
      visitId,
      prices.map((price) => ({ code: items.whole.code, price, quantity: 1 })),
    )
    assert.equal(feedetail.length, 4)
    const rows = await world().database.pool.query(
      'select total::int, eligible::int, item_class from bill_line where insured_id = $1 order by line_number',
      [who.insuredId],
    )
    assert.deepEqual(
      rows.rows.map(({ total, eligible, item_class }) => [total, eligible, item_class]),
      prices.map((price) => [price * 100, price * 100, 'A']),
    )
  })

  test('is cancelled with the opposite of every amount, as captured case D', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    await charge(till, who, visitId, mixed)
    await discharge(till, who, visitId)
    const settled = await settleStay(till, who, visitId, 3080)
    const cancelled = expectOk(await till.ask('2305', who, stayCancelInput(who, settled)))
    const { setlinfo } = cancelled.output
    assert.partialDeepStrictEqual(setlinfo, {
      medfee_sumamt: -3080,
      fulamt_ownpay_amt: -80,
      preselfpay_amt: -50,
      inscp_scp_amt: -2950,
      act_pay_dedc: -900,
      fund_pay_sumamt: -1640,
      psn_cash_pay: -1440,
      setl_type: '2',
      begndate: '2023-11-06',
      enddate: today,
      medins_setl_id: cancelled.msgid,
    })
    const parts =
      setlinfo.fulamt_ownpay_amt + setlinfo.overlmt_selfpay + setlinfo.preselfpay_amt + setlinfo.inscp_scp_amt
    assert.equal(parts, setlinfo.medfee_sumamt)
    assert.equal(setlinfo.fund_pay_sumamt + setlinfo.psn_part_amt + setlinfo.hosp_part_amt, setlinfo.medfee_sumamt)
    // The lines are free again and come to the same once more.
    assert.equal((await settleStay(till, who, visitId, 3080)).fund_pay_sumamt, 1640)
    await verified(world())
  })

  test('begins in one hospital only, when two admit the person at the same moment', async () => {
    const who = await inRegion(world())
    const answers = await Promise.all(
      [hospital, otherHospital].map((institution) => world().till(institution).ask('2401', who, admissionInput(who))),
    )
    const refused = answers.filter(({ infcode }) => infcode !== 0)
    assert.equal(refused.length, 1)
    assert.match(refused[0]?.err_msg ?? '', /settlement\.stays-overlap/)
    await verified(world())
  })

  test('is admitted and settled once, however often the same message comes', async () => {
    const who = await inRegion(world())
    const till = world().till(hospital)
    const admission = till.sign('2401', who, admissionInput(who))
    const first = expectOk(await till.send<'2401'>(admission))
    assert.deepEqual(await till.send(admission), first)
    const visitId = first.output.result.mdtrt_id
    await charge(till, who, visitId, mixed)
    await discharge(till, who, visitId)
    const bill = till.sign('2304', who, stayBillInput(who, visitId, 3080))
    const settled = expectOk(await till.send<'2304'>(bill))
    assert.deepEqual(await till.send(bill), settled)
    const { rows } = await world().database.pool.query(
      'select (select count(*)::int from visit where insured_id = $1) as visits, count(*)::int as settlements from settlement where insured_id = $1',
      [who.insuredId],
    )
    assert.deepEqual(rows, [{ visits: 1, settlements: 1 }])
  })
})
