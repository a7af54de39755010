import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { assertRefusalWords, expectRefusal, inOneWorld } from './support/refusals.ts'
import { reverseInput } from './support/stages.ts'
import {
  admissionInput,
  admit,
  charge,
  discharge,
  interim,
  settleStay,
  stayBillInput,
  stayCancelInput,
  stayInput,
} from './support/stay.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 1_000, quantity: 1 }
const rounds = 12

/** An admission as it was sent, and a reversal of it under a msgid of its own each time. */
async function admitted(world: World) {
  const who = await newPerson(world, { person: stranger('990270'), balance: fen(50_000) })
  const till = world.till(hospital)
  const sent = till.sign('2401', who, admissionInput(who))
  const visitId = expectOk(await till.send<'2401'>(sent)).output.result.mdtrt_id
  const reverse = () => till.ask('2601', who, reverseInput(who, sent.msgid, '2401'))
  return { who, till, sent, visitId, reverse }
}

inOneWorld('the reversal of an admission', (world) => {
  test('takes it back while nothing hangs on it, once, and its message may not come again', async () => {
    const { till, sent, reverse } = await admitted(world())
    expectOk(await reverse())
    const again = await reverse()
    assertRefusalWords(again, /\[([a-z.-]+)\]$/.exec(again.err_msg)?.[1] ?? '')
    await expectRefusal(world(), 'flow.reversed-before', () => till.send(sent))
  })

  test('is refused while lines, a discharge or a bill hang on it, and changes nothing', async () => {
    const { who, till, visitId, reverse } = await admitted(world())
    const refused = async () => {
      const answer = await reverse()
      const code = /\[(settlement\.[a-z-]+)\]$/.exec(answer.err_msg)?.[1] ?? `not refused: ${answer.err_msg}`
      await expectRefusal(world(), code, reverse)
    }
    await charge(till, who, visitId, [line])
    await refused()
    await settleStay(till, who, visitId, 1_000, interim)
    await refused()
    await discharge(till, who, visitId)
    await refused()
    await verified(world())
  })

  test('after it was cancelled is refused, and a new stay begins afterwards', async () => {
    const { who, till, visitId, reverse } = await admitted(world())
    expectOk(await till.ask('2404', who, stayInput(who, visitId)))
    const answer = await reverse()
    assert.match(answer.err_msg, /\[settlement\.[a-z-]+\]$/)
    await admit(till, who)
  })

  test('names the kind of message that it reverses', async () => {
    const { who, till, sent, visitId } = await admitted(world())
    await expectRefusal(world(), 'flow.infno-differs', () =>
      till.ask('2601', who, reverseInput(who, sent.msgid, '2304')),
    )
    const discharged = await till.ask('2402', who, { dscginfo: {}, diseinfo: [] })
    for (const infno of ['2301', '2402', '2405', '2501', '3301', '3503', '4101A', '9101'] as const) {
      await expectRefusal(world(), 'flow.not-reversible', () =>
        till.ask('2601', who, reverseInput(who, discharged.msgid, infno)),
      )
    }
    await charge(till, who, visitId, [line])
  })
})

inOneWorld('a reversal and its message at the same moment', (world) => {
  test('leave the bill undone, whichever comes first', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await admitted(world())
      await charge(till, who, visitId, [line])
      await discharge(till, who, visitId)
      const bill = till.sign('2304', who, stayBillInput(who, visitId, 1_000, { acct_used_flag: '1' }))
      const [settled, reversed] = await Promise.all([
        till.send<'2304'>(bill),
        till.ask('2601', who, reverseInput(who, bill.msgid, '2304')),
      ])
      if (settled.infcode === 0) expectOk(reversed)
      else {
        assert.match(settled.err_msg, /\[flow\.reversed-before\]$/)
        assert.match(reversed.err_msg, /\[flow\.nothing-to-reverse\]$/)
      }
      const { rows } = await world().database.pool.query(
        `select coalesce(sum(total), 0)::int as net, (select account_balance::int from person_state where insured_id = $1) as balance
         from settlement where insured_id = $1`,
        [who.insuredId],
      )
      assert.deepEqual(rows, [{ net: 0, balance: 50_000 }])
      await expectRefusal(world(), 'flow.reversed-before', () => till.send(bill))
    }
    await verified(world())
  })

  test('of a cancel leave the bill standing or cancelled, never half', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await admitted(world())
      await charge(till, who, visitId, [line])
      await discharge(till, who, visitId)
      const settled = await settleStay(till, who, visitId, 1_000, { acct_used_flag: '1' })
      const cancel = till.sign('2305', who, stayCancelInput(who, settled))
      await Promise.all([till.send(cancel), till.ask('2601', who, reverseInput(who, cancel.msgid, '2305'))])
      const { rows } = await world().database.pool.query(
        `select coalesce(sum(total), 0)::int as net, (select account_balance::int from person_state where insured_id = $1) as balance
         from settlement where insured_id = $1`,
        [who.insuredId],
      )
      assert.deepEqual(rows, [{ net: 100_000, balance: settled.balc * 100 }], 'a reversed cancel never was')
    }
    await verified(world())
  })
})
