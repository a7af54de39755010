import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fen, isoDate, localDateTime } from '@yibao/core/kernel'
import type { Sharing } from '../src/flows/family-ports.ts'
import { verifyAll } from '../src/flows/verify.ts'
import { withdrawSharing } from '../src/store/import-family.ts'
import { importWriters } from '../src/store/import-store.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { answered, colleague, region } from './support/rest.ts'
import { reverseInput } from './support/stages.ts'
import { admit, charge, discharge, refundOf, settleStay, stayCancelInput } from './support/stay.ts'
import { verified } from './support/verified.ts'
import { cancelInput, expectOk, purchaseInput, settleInput, upload } from './support/visit.ts'
import { hospital, items, otherHospital, pharmacy, type TestPerson, today, type World } from './support/world.ts'

const at = localDateTime(`${today} 08:30:00`)

async function share(world: World, member: TestPerson, owner: TestPerson, more: Partial<Sharing> = {}): Promise<void> {
  const sharing: Sharing = {
    memberId: member.insuredId,
    ownerId: owner.insuredId,
    relation: 'child',
    range: { from: isoDate('2023-01-01'), until: null },
    yearlyLimit: null,
    ...more,
  }
  await importWriters(world.database.pool).writeSharings([sharing], at)
}

/** A member with 20 yuan and an owner with 500 who shares. */
async function pair(world: World, more: Partial<Sharing> & { readonly owned?: Fen } = {}) {
  const { owned = fen(500_00), ...sharing } = more
  const owner = await newPerson(world, { balance: owned })
  const member = await newPerson(world, { balance: fen(20_00) })
  await share(world, member, owner, sharing)
  return { member, owner }
}

async function balanceOf({ database }: World, { insuredId }: TestPerson): Promise<number> {
  const { rows } = await database.pool.query('select account_balance from person_state where insured_id = $1', [
    insuredId,
  ])
  return rows[0].account_balance
}

const bought = (price: number) => [{ code: items.whole.code, price, quantity: 1 }]

inOneWorld('an account that a relative may use', (world) => {
  test('pays what the own account leaves; both receipts and both accounts show it, and a cancel gives it back', async () => {
    const { member, owner } = await pair(world())
    const till = world().till(hospital)
    const bill = await upload(till, member, bought(100))
    const quoted = expectOk(await till.ask('2206', member, settleInput(bill)))
    assert.equal(await balanceOf(world(), owner), 500_00)
    const settled = expectOk(await till.ask('2207', member, settleInput(bill)))
    const { setlinfo, setldetail } = settled.output
    const expected = { acct_pay: 100, acct_mulaid_pay: 80, psn_cash_pay: 0, psn_part_amt: 100, balc: 0 }
    assert.partialDeepStrictEqual(setlinfo, expected)
    assert.partialDeepStrictEqual(quoted.output.setlinfo, expected)
    const row = setldetail.find(({ fund_pay_type }) => fund_pay_type === '310200')
    assert.equal(row?.fund_payamt, 100)
    assert.match(row?.setl_proc_info ?? '', /家庭共济：测\* 账户支付 80\.00 元/)
    assert.deepEqual([await balanceOf(world(), member), await balanceOf(world(), owner)], [0, 420_00])

    const asked = { data: { psn_no: member.insuredId, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } }
    const shown = expectOk(await till.ask('5203', member, asked))
    assert.partialDeepStrictEqual(shown.output.setlinfo, { acct_pay: 100, acct_mulaid_pay: 80, psn_pay: 100 })

    const cancelled = expectOk(await till.ask('2208', member, cancelInput(member, setlinfo)))
    assert.partialDeepStrictEqual(cancelled.output.setlinfo, { acct_pay: -100, acct_mulaid_pay: -80, balc: 20 })
    assert.deepEqual([await balanceOf(world(), member), await balanceOf(world(), owner)], [20_00, 500_00])
    await verified(world())
  })

  test('whoever looks at the settlement sees the number of its person and not those of the relatives, unless with a reason', async () => {
    const { member, owner } = await pair(world())
    const bill = await upload(world().till(hospital), member, bought(100))
    const settled = expectOk(await world().till(hospital).ask('2207', member, settleInput(bill)))
    const { insuredId } = member
    const asked = { insuredId, settlementId: settled.output.setlinfo.setl_id }
    const { client } = await colleague(world(), region('auditor'))
    const whole = await answered(client.call('settlements.get', asked))
    const timeline = await answered(client.call('settlements.timeline', asked))
    const { rows } = await answered(client.call('messages.find', { insuredId, infno: '2207' }))
    const { messageId = '' } = rows[0] ?? {}
    const message = await answered(client.call('messages.get', { messageId }))
    for (const shown of [whole, timeline, message]) {
      assert.doesNotMatch(JSON.stringify(shown), new RegExp(owner.insuredId))
    }
    for (const postings of [
      whole.settlement.postings,
      timeline.steps[0]?.entry.postings,
      message.settlement?.postings,
    ]) {
      const people = postings?.map(({ account }) => account).filter((account) => account.startsWith('person:'))
      const masked = `${owner.insuredId.slice(0, 4)}…${owner.insuredId.slice(-2)}`
      assert.deepEqual(people?.toSorted(), [`person:${masked}:shared`, `person:${insuredId}:account`].toSorted())
    }
    const unmasked = await answered(client.call('messages.unmask', { messageId, reason: '核对家庭共济支付' }))
    assert.match(JSON.stringify(unmasked.settlement?.postings), new RegExp(`person:${owner.insuredId}:shared`))
  })

  test('is left alone when the member does not want the account, and beyond the limit of the year', async () => {
    const { member, owner } = await pair(world(), { yearlyLimit: fen(30_00) })
    const till = world().till(pharmacy)
    expectOk(await till.ask('2102', member, purchaseInput(member, bought(50), { acct_used_flag: '0' })))
    assert.equal(await balanceOf(world(), owner), 500_00)
    const settled = expectOk(await till.ask('2102', member, purchaseInput(member, bought(60))))
    assert.partialDeepStrictEqual(settled.output.setlinfo, { acct_pay: 50, acct_mulaid_pay: 30, psn_cash_pay: 10 })
    const more = expectOk(await till.ask('2102', member, purchaseInput(member, bought(5))))
    assert.partialDeepStrictEqual(more.output.setlinfo, { acct_pay: 0, acct_mulaid_pay: 0, psn_cash_pay: 5 })
  })

  test('pays nothing before its first day, from its last day on, and once it is withdrawn', async () => {
    for (const range of [
      { from: isoDate('2023-11-14'), until: null },
      { from: isoDate('2023-01-01'), until: isoDate('2023-11-13') },
    ]) {
      const { member } = await pair(world(), { range })
      const settled = expectOk(
        await world()
          .till(pharmacy)
          .ask('2102', member, purchaseInput(member, bought(30))),
      )
      assert.partialDeepStrictEqual(settled.output.setlinfo, { acct_mulaid_pay: 0, psn_cash_pay: 10 })
    }
    const { member, owner } = await pair(world())
    const ids = { memberId: member.insuredId, ownerId: owner.insuredId }
    assert.equal(await withdrawSharing(world().database.pool, ids, at), true)
    assert.equal(await withdrawSharing(world().database.pool, ids, at), false)
    const settled = expectOk(
      await world()
        .till(pharmacy)
        .ask('2102', member, purchaseInput(member, bought(30))),
    )
    assert.partialDeepStrictEqual(settled.output.setlinfo, { acct_mulaid_pay: 0, psn_cash_pay: 10 })
  })

  test('is debited once when the message comes twice, and its answer is the same', async () => {
    const { member, owner } = await pair(world())
    const till = world().till(pharmacy)
    const sent = till.sign('2102', member, purchaseInput(member, bought(100)))
    const [first, again] = [await till.send<'2102'>(sent), await till.send(sent, '/hsa/hgs/2102')]
    assert.deepEqual(again, expectOk(first))
    assert.equal(await balanceOf(world(), owner), 420_00)
    expectOk(await till.ask('2601', member, reverseInput(member, sent.msgid, '2102')))
    assert.equal(await balanceOf(world(), owner), 500_00)
  })

  test('a cancel is not reversed against an owner who withdrew or spent the money, and is against one who can', async () => {
    const cancelled = async () => {
      const people = await pair(world(), { owned: fen(100_00) })
      const { member } = people
      const till = world().till(hospital)
      const bill = await upload(till, member, bought(100))
      const { setlinfo } = expectOk(await till.ask('2207', member, settleInput(bill))).output
      const { msgid } = expectOk(await till.ask('2208', member, cancelInput(member, setlinfo)))
      return { ...people, restore: () => till.ask('2601', member, reverseInput(member, msgid, '2208')) }
    }
    const withdrawn = await cancelled()
    const ids = { memberId: withdrawn.member.insuredId, ownerId: withdrawn.owner.insuredId }
    await withdrawSharing(world().database.pool, ids, at)
    await expectRefusal(world(), 'settlement.family-not-authorised', withdrawn.restore)
    const spent = await cancelled()
    expectOk(
      await world()
        .till(pharmacy)
        .ask('2102', spent.owner, purchaseInput(spent.owner, bought(30))),
    )
    await expectRefusal(world(), 'settlement.family-too-small', spent.restore)
    const able = await cancelled()
    expectOk(await able.restore())
    assert.equal(await balanceOf(world(), able.owner), 20_00)
  })

  test('two relatives at two tills at once never take more than it holds, nor does the owner beside them', async () => {
    for (let round = 0; round < 12; round += 1) {
      const owner = await newPerson(world(), { balance: fen(100_00) })
      const members = await Promise.all([1, 2].map(() => newPerson(world(), { balance: fen(0) })))
      for (const member of members) await share(world(), member, owner)
      // The owner may use an account of a member too: both ways at once must not lock each other out.
      const [first] = members
      if (first !== undefined) await share(world(), owner, first)
      const till = world().till(pharmacy)
      const answers = await Promise.all(
        [...members, owner].map((who) => till.ask('2102', who, purchaseInput(who, bought(45)))),
      )
      const paid = answers.map((answer) => {
        if (answer.infcode !== 0) assert.match(answer.err_msg, /\[flow\.busy\]$/)
        return answer.infcode === 0 ? Math.round(answer.output.setlinfo.acct_pay * 100) : 0
      })
      const left = await balanceOf(world(), owner)
      assert.ok(left >= 0)
      assert.equal(left + paid.reduce((sum, amount) => sum + amount, 0), 100_00)
    }
    await verified(world())
  })

  test('whoever settles at the same moment as the owner’s own visit gathers again', async () => {
    const { member, owner } = await pair(world(), { owned: fen(100_00) })
    const [here, there] = [world().till(hospital), world().till(otherHospital)]
    const [mine, theirs] = [await upload(here, owner, bought(90)), await upload(there, member, bought(90))]
    const answers = await Promise.all([
      here.ask('2207', owner, settleInput(mine)),
      there.ask('2207', member, settleInput(theirs)),
    ])
    const paid = answers.map((answer) => expectOk(answer).output.setlinfo)
    const own = paid[0]?.acct_pay ?? 0
    const lent = paid[1]?.acct_mulaid_pay ?? 0
    assert.equal(Math.round((own + lent) * 100) + (await balanceOf(world(), owner)), 100_00)
  })

  test('pays for a stay bill by bill, gets back what the stay gives back, and everything when the bills are cancelled', async () => {
    const region = '990270'
    const owner = await newPerson(world(), { person: stranger(region), balance: fen(1000_00) })
    const who = await newPerson(world(), { person: stranger(region), balance: fen(500_00) })
    await share(world(), who, owner)
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    const [row] = await charge(till, who, visitId, [{ code: items.whole.code, price: 2000, quantity: 1 }])
    assert.ok(row !== undefined)
    const used = { acct_used_flag: '1' }
    const interim = await settleStay(till, who, visitId, 2000, { ...used, mid_setl_flag: '1' })
    // 900 deductible and a fifth of the rest.
    assert.partialDeepStrictEqual(interim, { psn_part_amt: 1120, acct_pay: 1120, acct_mulaid_pay: 620, balc: 0 })
    expectOk(await till.ask('2301', who, { feedetail: [refundOf(row, 1)] }))
    await charge(till, who, visitId, [
      { code: items.shared.code, price: 500, quantity: 2 },
      { code: items.own.code, price: 80, quantity: 1 },
    ])
    await discharge(till, who, visitId)
    const final = await settleStay(till, who, visitId, -920, used)
    // Of the whole stay the accounts may pay 960; what is not covered is cash.
    const expected = { psn_part_amt: -80, acct_pay: -160, acct_mulaid_pay: -160, psn_cash_pay: 80 }
    assert.partialDeepStrictEqual(final, expected)
    assert.equal(await balanceOf(world(), owner), 540_00)
    await verified(world())
    for (const bill of [final, interim]) expectOk(await till.ask('2305', who, stayCancelInput(who, bill)))
    assert.deepEqual([await balanceOf(world(), who), await balanceOf(world(), owner)], [500_00, 1000_00])
    await verified(world())
  })

  test('a payment without the owner’s entry, and an entry without the payment, are found', async () => {
    const { member, owner } = await pair(world())
    expectOk(
      await world()
        .till(pharmacy)
        .ask('2102', member, purchaseInput(member, bought(100))),
    )
    const { pool } = world().database
    const changed = await pool.query(
      "update journal_entry set entry_id = 'elsewhere' where insured_id = $1 and kind = 'family'",
      [owner.insuredId],
    )
    assert.equal(changed.rowCount, 1)
    const { violations } = await verifyAll(verifyStore(pool), () => undefined)
    assert.deepEqual(
      violations
        .filter(({ what }) => what === `entry of owner ${owner.insuredId}`)
        .map(({ invariant, insuredId, found, expected }) => [invariant, insuredId, found, expected])
        .sort(),
      [
        [3, member.insuredId, '0', 'none'],
        [3, member.insuredId, 'none', '8000'],
      ],
    )
  })
})
