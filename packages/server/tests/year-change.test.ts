import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fen, isoDate, localDateTime, ppm } from '@yibao/core/kernel'
import { importWriters } from '../src/store/import-store.ts'
import { newPerson } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { verified } from './support/verified.ts'
import { type Bill, cancelInput, describeInput, expectOk, feeLine, registration, settleInput } from './support/visit.ts'
import { hospital, items, type TestPerson, type World } from './support/world.ts'

const [lastDay, firstDay] = ['2023-12-31', '2024-01-01'] as const
const [december, january] = ['202312', '202401'] as const
const cheap = { code: items.whole.code, price: 30 }

async function charge(world: World, who: TestPerson, day: string, line: typeof cheap): Promise<Bill> {
  const till = world.till(hospital)
  const begntime = `${day} 08:30:00`
  const { mdtrt_id: visitId } = expectOk(await till.ask('2201', who, registration(who, { begntime }))).output.data
  expectOk(await till.ask('2203', who, describeInput(visitId, who, { begntime })))
  const fee = feeLine({ ...line, quantity: 1, more: { fee_ocur_time: `${day} 08:40:00` } }, visitId, who, 'B1')
  const { result } = expectOk(await till.ask('2204', who, { feedetail: [fee] })).output
  return { who, visitId, batch: 'B1', split: result }
}

async function settle(world: World, bill: Bill) {
  return expectOk(await world.till(hospital).ask('2207', bill.who, settleInput(bill))).output.setlinfo
}

/** What 5206 says of a month, in yuan. */
async function totalsOf(world: World, who: TestPerson, month: string): Promise<Readonly<Record<string, number>>> {
  const asked = { data: { psn_no: who.insuredId, cum_ym: month } }
  const { cuminfo } = expectOk(await world.till(hospital).ask('5206', who, asked)).output
  return Object.fromEntries(cuminfo.map(({ cum_type_code, cum }) => [cum_type_code, cum]))
}

async function yearOf({ database }: World, settlementId: string): Promise<number> {
  const { rows } = await database.pool.query('select year from settlement where settlement_id = $1', [settlementId])
  return rows[0].year
}

function credit({ database }: World, { insuredId }: TestPerson, amount: Fen) {
  const credits = [{ insuredId, period: '2024', amount }]
  return importWriters(database.pool).writeCredits(credits, localDateTime(`${firstDay} 08:00:00`))
}

inOneWorld('from one year to the next', (world) => {
  test('running totals start at nothing, so the deductible is due again, and those of the old year stay', async () => {
    await world().restart(`${lastDay} 09:00:00`)
    const who = await newPerson(world())
    const old = await settle(world(), await charge(world(), who, lastDay, { ...cheap, price: 1010 }))
    assert.equal(old.fund_pay_sumamt, 6)
    const oldTotals = { otp_dedc: 1000, otp_pool: 6 }
    assert.deepEqual(await totalsOf(world(), who, december), oldTotals)

    await world().restart(`${firstDay} 09:00:00`)
    assert.deepEqual(await totalsOf(world(), who, january), {})
    const fresh = await settle(world(), await charge(world(), who, firstDay, { ...cheap, price: 40 }))
    assert.equal(fresh.fund_pay_sumamt, 0)
    assert.deepEqual(await totalsOf(world(), who, january), { otp_dedc: 40 })
    assert.deepEqual(await totalsOf(world(), who, december), oldTotals)
    await verified(world())
  })

  test('a batch of 31 December settled in January counts to the new year, by the catalogue of the day of its fee', async () => {
    await world().restart(`${lastDay} 09:00:00`)
    const old = { ...items.shared, code: 'TEST-N', preCoinsurance: ppm(50_000) }
    await importWriters(world().database.pool).writeCatalogItems([
      { ...old, range: { from: isoDate('2020-01-01'), until: isoDate(firstDay) } },
      { ...old, class: 'A', preCoinsurance: null, range: { from: isoDate(firstDay), until: null } },
    ])
    const line = { code: old.code, price: 100 }
    const who = await newPerson(world())
    const bill = await charge(world(), who, lastDay, line)

    await world().restart(`${firstDay} 09:00:00`)
    const settled = await settle(world(), bill)
    assert.partialDeepStrictEqual(settled, { preselfpay_amt: 5, inscp_scp_amt: 95 })
    assert.equal(await yearOf(world(), settled.setl_id), 2024)
    assert.deepEqual(await totalsOf(world(), who, december), {})
    assert.deepEqual(await totalsOf(world(), who, january), { otp_dedc: 95 })
    const [late, fresh] = [await charge(world(), who, lastDay, line), await charge(world(), who, firstDay, line)]
    assert.deepEqual([late.split[0]?.preselfpay_amt, fresh.split[0]?.preselfpay_amt], [5, 0])
    await verified(world())
  })

  test('a credit of the new year pays at once, and a cancel of December gives back to account and totals of the old year', async () => {
    await world().restart(`${lastDay} 09:00:00`)
    const who = await newPerson(world(), { balance: fen(20_00) })
    const old = await settle(world(), await charge(world(), who, lastDay, { ...cheap, price: 60 }))
    assert.partialDeepStrictEqual(old, { acct_pay: 20, psn_cash_pay: 40, balc: 0 })

    await world().restart(`${firstDay} 09:00:00`)
    const bill = await charge(world(), who, firstDay, cheap)
    const quoted = expectOk(await world().till(hospital).ask('2206', who, settleInput(bill))).output.setlinfo
    assert.partialDeepStrictEqual(quoted, { acct_pay: 0, psn_cash_pay: 30 })
    assert.deepEqual(await credit(world(), who, fen(50_00)), { added: 1, changed: 0, closed: 0 })
    assert.deepEqual(await credit(world(), who, fen(50_00)), { added: 0, changed: 0, closed: 0 })
    assert.partialDeepStrictEqual(await settle(world(), bill), { acct_pay: 30, psn_cash_pay: 0, balc: 20 })

    const cancelled = expectOk(await world().till(hospital).ask('2208', who, cancelInput(who, old))).output.setlinfo
    assert.partialDeepStrictEqual(cancelled, { acct_pay: -20, balc: 40 })
    assert.deepEqual(await totalsOf(world(), who, december), { otp_dedc: 0 })
    assert.deepEqual(await totalsOf(world(), who, january), { otp_dedc: 30 })
    await verified(world())
  })

  test('a credit beside a settlement is kept, whichever comes first', async () => {
    await world().restart(`${firstDay} 09:00:00`)
    for (let round = 0; round < 8; round += 1) {
      const who = await newPerson(world(), { balance: fen(10_00) })
      const bill = await charge(world(), who, firstDay, cheap)
      const [settled] = await Promise.all([settle(world(), bill), credit(world(), who, fen(50_00))])
      assert.ok(settled.acct_pay === 10 || settled.acct_pay === 30, `paid ${settled.acct_pay}`)
    }
    await verified(world())
  })
})
