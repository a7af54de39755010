import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPerson } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { settled } from './support/stages.ts'
import { boughtInput, changeInput, countInput, newCode, soldInput } from './support/stock.ts'
import { verified } from './support/verified.ts'
import { expectOk, purchaseInput } from './support/visit.ts'
import { hospital, items, pharmacy, type Till, today, type World } from './support/world.ts'

async function balanceOf({ database }: World, batch: string): Promise<number> {
  const { rows } = await database.pool.query<{ balance: number }>(
    'select coalesce(sum(added), 0)::bigint as balance from stock_entry where batch = $1',
    [batch],
  )
  return (rows[0]?.balance ?? 0) / 10_000
}

let batches = 0
const newBatch = (): string => {
  batches += 1
  return `B${batches}`
}

inOneWorld('what institutions report about their stock', (world) => {
  const till = (): Till => world().till(pharmacy)

  test('a purchase, a sale, their returns, a change and a count move the balance, and the answer has two levels', async () => {
    const batch = newBatch()
    const after: number[] = []
    const steps = [
      ['3503', boughtInput(batch, 100)],
      ['3505', soldInput(batch, 3.5)],
      ['3506', soldInput(batch, 1.5)],
      ['3504', boughtInput(batch, 10)],
      ['3502', changeInput(batch, '104', 2)],
      ['3501', countInput(batch, 85.25)],
    ] as const
    for (const [infno, input] of steps) {
      const answer = expectOk(await till().ask<string>(infno, null, input))
      assert.deepEqual(answer.output, { retRslt: '1', msgRslt: '' })
      after.push(await balanceOf(world(), batch))
    }
    assert.deepEqual(after, [100, 96.5, 98, 88, 86, 85.25])
  })

  test('the same report sent twice is booked once and gets the same answer', async () => {
    const batch = newBatch()
    const sent = till().sign('3503', null, boughtInput(batch, 7))
    const [first, again] = [expectOk(await till().send(sent)), await till().send(sent)]
    assert.deepEqual(again, first)
    assert.equal(await balanceOf(world(), batch), 7)
    const both = till().sign('3503', null, boughtInput(batch, 5))
    const answers = await Promise.all([till().send(both), till().send(both), till().send(both)])
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    assert.equal(await balanceOf(world(), batch), 12)
    await world().restart()
    assert.deepEqual(await till().send(sent), first)
    assert.equal(await balanceOf(world(), batch), 12)
  })

  test('a msgid that was used for something else is refused, for stock and for a person alike', async () => {
    const { msgid } = expectOk(await till().ask('3503', null, boughtInput(newBatch(), 1)))
    const other = boughtInput(newBatch(), 2)
    await expectRefusal(world(), 'flow.msgid-taken', () => till().ask('3503', null, other, { msgid }))
    const { answer } = await settled(world())
    const there = world().till(hospital)
    const taken = { msgid: answer.msgid }
    await expectRefusal(world(), 'flow.msgid-of-another', () => there.ask('3503', null, other, taken))
  })

  test('a msgid that reported stock is not taken for a person, also after a restart, and verify agrees', async () => {
    const { msgid } = expectOk(await till().ask('3503', null, boughtInput(newBatch(), 1)))
    const who = await newPerson(world())
    const bill = purchaseInput(who, [{ code: items.whole.code, price: 1, quantity: 1 }])
    await world().restart()
    await expectRefusal(world(), 'flow.msgid-of-another', () => till().ask('2102', who, bill, { msgid }))
    await verified(world())
  })

  test('a refused report leaves its msgid free for the corrected one', async () => {
    const batch = newBatch()
    const refused = await till().ask('3504', null, boughtInput(batch, 1))
    assert.equal(refused.infcode, -1)
    expectOk(await till().ask('3503', null, boughtInput(batch, 1), { msgid: refused.msgid }))
    assert.equal(await balanceOf(world(), batch), 1)
  })

  test('two returns of the last goods at the same moment do not both leave', async () => {
    const batch = newBatch()
    expectOk(await till().ask('3503', null, boughtInput(batch, 10)))
    const returns = Array.from({ length: 6 }, () => till().ask('3504', null, boughtInput(batch, 4)))
    const codes = (await Promise.all(returns)).map(({ infcode }) => infcode)
    assert.equal(codes.filter((code) => code === 0).length, 2)
    assert.equal(await balanceOf(world(), batch), 2)
  })

  test('stock is kept for each institution by itself', async () => {
    const batch = newBatch()
    expectOk(await till().ask('3503', null, boughtInput(batch, 10)))
    const there = world().till(hospital)
    const send = () => there.ask('3504', null, boughtInput(batch, 1))
    await expectRefusal(world(), 'stock.return-exceeds-stock', send)
  })

  test('what cannot be booked is refused by name and changes nothing', async () => {
    const batch = newBatch()
    expectOk(await till().ask('3503', null, boughtInput(batch, 5)))
    expectOk(await till().ask('3505', null, soldInput(batch, 2)))
    const { who, setlinfo } = await settled(world())
    const foreign = { setl_id: setlinfo.setl_id, psn_no: who.insuredId }
    const nameless = { med_list_codg: '', fixmedins_hilist_id: '' }
    const cases: readonly (readonly [string, string, object])[] = [
      ['stock.return-exceeds-stock', '3504', boughtInput(batch, 3.0001)],
      ['stock.return-exceeds-sale', '3506', soldInput(batch, 2.5)],
      ['stock.no-item', '3503', boughtInput(batch, 1, nameless)],
      ['stock.bad-quantity', '3505', soldInput(batch, 0)],
      ['stock.bad-quantity', '3501', countInput(batch, -1)],
      ['stock.bad-quantity', '3502', changeInput(batch, '104', 0)],
      ['stock.date-in-future', '3501', countInput(batch, 1, { invdate: '2023-11-14' })],
      ['stock.date-in-future', '3503', boughtInput(batch, 1, { purc_retn_stoin_time: '2023-11-14 00:00:00' })],
      ['stock.settlement-without-person', '3505', soldInput(batch, 1, { setl_id: setlinfo.setl_id })],
      ['stock.unknown-settlement', '3505', soldInput(batch, 1, foreign)],
      ['stock.trace-code-malformed', '3505', soldInput(batch, 1, { drug_trac_codg: '8000 0001' })],
      ['stock.code-not-sold-here', '3506', soldInput(batch, 1, { drug_trac_codg: newCode() })],
      ['message.missing-field', '3503', boughtInput(batch, 1, { purc_retn_opter_name: '' })],
      ['message.missing-field', '3501', countInput(batch, 1, { invdate: null })],
    ]
    for (const [code, infno, input] of cases) {
      await expectRefusal(world(), code, () => till().ask(infno, null, input))
    }
  })

  test('what is said besides is kept under its national name', async () => {
    const batch = newBatch()
    expectOk(await till().ask('3503', null, boughtInput(batch, 1, { pac_cnt: '24', spec: '0.25g*24片' })))
    const { rows } = await world().database.pool.query(
      'select item, operator, package_holds, details from stock_entry where batch = $1',
      [batch],
    )
    assert.partialDeepStrictEqual(rows, [
      {
        item: `local-${items.whole.code}`,
        operator: '库管员',
        package_holds: 240_000,
        details: { spler_name: '测试供应商', spec: '0.25g*24片', purc_retn_stoin_time: `${today} 08:00:00` },
      },
    ])
  })
})
