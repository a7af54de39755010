import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Infno } from '@yibao/contract/national'
import { fen } from '@yibao/core/kernel'
import { newPerson, stranger } from './support/people.ts'
import { assertRefusalWords, inOneWorld } from './support/refusals.ts'
import {
  admissionInput,
  admit,
  charge,
  discharge,
  dischargeInput,
  interim,
  settleStay,
  stayBillInput,
  stayCancelInput,
  stayInput,
  stayRow,
} from './support/stay.ts'
import { verified } from './support/verified.ts'
import { hospital, items, otherHospital, type Till, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 1_000, quantity: 1 }
const rounds = 12

/** Somebody with one line of 1,000 yuan on file. */
async function lying(world: World) {
  const who = await newPerson(world, { person: stranger('990270'), balance: fen(50_000) })
  const till = world.till(hospital)
  const visitId = await admit(till, who)
  await charge(till, who, visitId, [line])
  return { who, till, visitId }
}

type Press = readonly [Till, Infno, unknown]

/** All tills press the button at the same moment. @returns who was heard, and the codes of the refusals */
async function race(who: Parameters<Till['sign']>[1], presses: readonly Press[]) {
  const answers = await Promise.all(
    presses.map(async ([till, infno, input]) => {
      const answer = await till.send(till.sign(infno, who, input))
      const code = /\[([a-z.-]+)\]$/.exec(answer.err_msg)?.[1] ?? 'ok'
      if (answer.infcode !== 0) assertRefusalWords(answer, code)
      return code
    }),
  )
  return answers
}

const won = (codes: readonly string[]): number => codes.filter((code) => code === 'ok').length

inOneWorld('two tills and one stay', (world) => {
  const books = async (insuredId: string) => {
    const { rows } = await world().database.pool.query(
      `select (select count(*)::int from settlement where insured_id = $1) as settlements,
        (select coalesce(sum(total), 0)::int from settlement where insured_id = $1) as settled,
        (select coalesce(sum(total), 0)::int from bill_line where insured_id = $1 and settlement_id is not null) as linked,
        (select coalesce(sum(total), 0)::int from bill_line where insured_id = $1) as charged,
        (select account_balance::int from person_state where insured_id = $1) as balance`,
      [insuredId],
    )
    return rows[0]
  }

  test('of final bills sent at the same moment under different msgids exactly one is booked', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await lying(world())
      await discharge(till, who, visitId)
      const bill = stayBillInput(who, visitId, 1_000)
      const codes = await race(who, [
        [till, '2304', bill],
        [till, '2304', bill],
        [till, '2304', bill],
      ])
      assert.equal(won(codes), 1, codes.join())
      for (const code of codes) assert.match(code, /^(ok|flow\.busy|settlement\.stay-closed)$/)
      const { settlements, settled, linked } = await books(who.insuredId)
      assert.deepEqual([settlements, settled, linked], [1, 100_000, 100_000])
    }
  })

  test('an interim bill and a new line never come to a bill that lacks a line it holds', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await lying(world())
      const codes = await race(who, [
        [till, '2304', stayBillInput(who, visitId, 1_000, interim)],
        [till, '2301', { feedetail: [stayRow(who, visitId, line)] }],
      ])
      assert.equal(codes[1], 'ok')
      assert.match(codes[0] ?? '', /^(ok|flow\.busy|settlement\.total-differs)$/)
      const { settled, linked, charged } = await books(who.insuredId)
      assert.equal(charged, 200_000)
      assert.deepEqual([settled, linked], codes[0] === 'ok' ? [100_000, 100_000] : [0, 0])
    }
  })

  test('a cancel and an undone discharge: the discharge is undone only after the cancel', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await lying(world())
      await discharge(till, who, visitId)
      const settled = await settleStay(till, who, visitId, 1_000, { acct_used_flag: '1' })
      const codes = await race(who, [
        [till, '2305', stayCancelInput(who, settled)],
        [till, '2405', stayInput(who, visitId)],
      ])
      assert.equal(codes[0], 'ok', codes.join())
      assert.match(codes[1] ?? '', /^(ok|settlement\.stay-settled)$/)
      const { settled: net, linked, balance } = await books(who.insuredId)
      assert.deepEqual([net, linked, balance], [0, 0, 50_000])
    }
  })

  test('a bill, a discharge and a reversal of the admission leave one story', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await lying(world())
      const codes = await race(who, [
        [till, '2304', stayBillInput(who, visitId, 1_000, interim)],
        [till, '2402', dischargeInput(who, visitId)],
        [till, '2302', { data: [{ feedetl_sn: '0000', mdtrt_id: visitId, psn_no: who.insuredId }] }],
        [till, '2404', stayInput(who, visitId)],
      ])
      const [billed, left, revoked] = codes
      assert.ok(!(billed === 'ok' && revoked === 'ok'), 'a settled line was revoked')
      assert.ok(!(left === 'ok' && codes[3] === 'ok'), 'a cancelled stay was discharged')
      const { settled, linked } = await books(who.insuredId)
      assert.equal(settled, linked)
      assert.equal(settled, billed === 'ok' ? 100_000 : 0)
    }
  })

  test('nobody is admitted to two hospitals at the same moment', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const who = await newPerson(world(), { person: stranger('990270') })
      const admission = admissionInput(who)
      const codes = await race(who, [
        [world().till(hospital), '2401', admission],
        [world().till(otherHospital), '2401', admission],
      ])
      assert.deepEqual([...codes].sort(), ['ok', 'settlement.stays-overlap'])
    }
  })

  test('one line number is taken once, whoever sends it first', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { who, till, visitId } = await lying(world())
      const row = stayRow(who, visitId, line)
      const feedetail = { feedetail: [row] }
      const codes = await race(who, [
        [till, '2301', feedetail],
        [till, '2301', feedetail],
      ])
      assert.deepEqual([...codes].sort(), ['ok', 'settlement.duplicate-line'])
    }
  })

  test('the books agree with all of it', () => verified(world()))
})
