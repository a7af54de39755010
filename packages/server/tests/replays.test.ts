import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { newPerson } from './support/people.ts'
import { businessDigests, expectRefusal, inOneWorld } from './support/refusals.ts'
import { reverseInput } from './support/stages.ts'
import { cancelInput, expectOk, purchaseInput, registration, settleInput, upload } from './support/visit.ts'
import {
  type Answer,
  hospital,
  items,
  pharmacy,
  secretOf,
  signedHeaders,
  type TestPerson,
  type World,
} from './support/world.ts'

const line = { code: items.whole.code, price: 12.5, quantity: 2 }

const freshHeaders = (more = {}) => signedHeaders(pharmacy.providerCode, secretOf(pharmacy), more)

/** The same JSON with every object's keys in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const)
  return Object.fromEntries(entries.reverse())
}

/** The same JSON with every number written as text. */
function spelled(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(spelled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelled(inner)]))
}

/** What a person has now: the account and the year's totals, without the version. */
async function standing({ database }: World, who: TestPerson) {
  const { rows: balance } = await database.pool.query(
    'select account_balance from person_state where insured_id = $1',
    [who.insuredId],
  )
  const { rows: totals } = await database.pool.query(
    'select code, amount from running_total where insured_id = $1 and amount <> 0 order by code',
    [who.insuredId],
  )
  return { balance: balance[0].account_balance, totals }
}

/** A purchase that goes far beyond the deductible, with all that was answered and sent. */
async function bought(world: World, price = 600) {
  const who = await newPerson(world, { balance: fen(50_000) })
  const till = world.till(pharmacy)
  const sent = till.sign('2102', who, purchaseInput(who, [{ ...line, price }]))
  const answer = expectOk(await till.send<'2102'>(sent))
  return { who, till, sent, answer }
}

inOneWorld('a message sent again', (world) => {
  /** Sends a changed copy of a purchase and expects the first answer, with nothing changed. */
  async function expectSameAnswer(change: (body: string) => string | Buffer, headers = freshHeaders(), path?: string) {
    const { till, sent, answer } = await bought(world())
    const before = await businessDigests(world().database)
    const again: Answer = await till.send({ headers, body: change(sent.body) }, path)
    assert.deepEqual(again, answer)
    assert.deepEqual(await businessDigests(world().database), before)
  }
  const changed = (change: (message: { input: unknown }) => unknown) => (body: string) =>
    JSON.stringify(change(JSON.parse(body)))

  test('byte for byte, with the very headers, gets the first answer', async () => {
    const { till, sent, answer } = await bought(world())
    assert.deepEqual(await till.send(sent), answer)
  })
  test('under another nonce gets the first answer', () => expectSameAnswer((body) => body))
  test('with its keys in another order gets the first answer', () => expectSameAnswer(changed(turned)))
  test('with spaces between gets the first answer', () =>
    expectSameAnswer((body) => JSON.stringify(JSON.parse(body), null, 2)))
  test('with its numbers as text gets the first answer', () => expectSameAnswer(changed(spelled)))
  test('with its input as JSON text gets the first answer', () =>
    expectSameAnswer(changed((message) => ({ ...message, input: JSON.stringify(message.input) }))))
  test('at a later time under the same number gets the first answer', () =>
    expectSameAnswer(changed((message) => ({ ...message, inf_time: '2023-11-13 09:30:00' }))))
  for (const path of ['/hsa/hgs/2102', '/fsi/api/2102', '/fsi/api/rsfComIfsService/callService/2102', '/2102']) {
    test(`to ${path} gets the first answer`, () => expectSameAnswer((body) => body, freshHeaders(), path))
  }
  test('is archived once more, without effect', async () => {
    const { till, sent } = await bought(world())
    await till.send({ ...sent, headers: freshHeaders() })
    const { rows } = await world().database.pool.query(
      'select effect, outcome, settlement_id is null as bare from message where msgid = $1 order by arrived_at',
      [sent.msgid],
    )
    assert.deepEqual(rows, [
      { effect: true, outcome: 'ok', bare: false },
      { effect: false, outcome: 'ok', bare: true },
    ])
  })

  test('eight times at one moment is booked once', async () => {
    const who = await newPerson(world())
    const till = world().till(pharmacy)
    const { body } = till.sign('2102', who, purchaseInput(who, [line]))
    const answers = await Promise.all(Array.from({ length: 8 }, () => till.send({ headers: freshHeaders(), body })))
    for (const answer of answers) assert.deepEqual(expectOk(answer), answers[0])
    const { rows } = await world().database.pool.query('select 1 from settlement where insured_id = $1', [
      who.insuredId,
    ])
    assert.equal(rows.length, 1)
  })

  test('after a refusal may be corrected under its old number', async () => {
    const who = await newPerson(world())
    const till = world().till(pharmacy)
    const wrong = purchaseInput(who, [line], { medfee_sumamt: 1 })
    const { msgid } = till.sign('2102', who, wrong)
    await expectRefusal(world(), 'settlement.total-differs', () => till.ask('2102', who, wrong, { msgid }))
    const settled = expectOk(await till.ask('2102', who, purchaseInput(who, [line]), { msgid }))
    assert.equal(settled.output.setlinfo.medins_setl_id, msgid)
  })

  test('that found nothing to reverse may be corrected for another person under its old number', async () => {
    const { who, till, sent } = await bought(world())
    const wrong = await newPerson(world())
    const { msgid } = till.sign('2601', null, {})
    const mistaken = await till.ask('2601', wrong, reverseInput(wrong, sent.msgid, '2102'), { msgid })
    assert.match(mistaken.err_msg, /flow\.nothing-to-reverse/)
    expectOk(await till.ask('2601', who, reverseInput(who, sent.msgid, '2102'), { msgid }))
  })
})

inOneWorld('what clients write differently', (world) => {
  const types = [
    'application/json',
    'application/json; charset=GBK',
    'text/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'json',
    'utf-8;;',
    '',
  ]
  for (const type of types) {
    test(`the content type ${JSON.stringify(type)} does not matter`, async () => {
      const who = await newPerson(world())
      const till = world().till(pharmacy)
      const { headers, body } = till.sign('2102', who, purchaseInput(who, [line]))
      expectOk(await till.send({ headers: { ...headers, 'content-type': type }, body }))
    })
  }
  test('no content type does as well', async () => {
    const who = await newPerson(world())
    const till = world().till(pharmacy)
    const { headers, body } = till.sign('2102', who, purchaseInput(who, [line]))
    const { 'content-type': _, ...rest } = headers
    expectOk(await till.send({ headers: rest, body }))
  })
  test('a byte order mark before the message does not matter', async () => {
    const who = await newPerson(world())
    const till = world().till(pharmacy)
    const { headers, body } = till.sign('2102', who, purchaseInput(who, [line]))
    expectOk(await till.send({ headers, body: `\ufeff${body}` }))
  })
  test('a person may be identified as of a day before their birth', async () => {
    const who = await newPerson(world())
    const data = { mdtrt_cert_type: '02', mdtrt_cert_no: who.certificateNumber, begntime: '1949-10-01' }
    const { output } = expectOk(await world().till(hospital).ask('1101', who, { data }))
    assert.deepEqual([output.baseinfo.age, output.insuinfo[0]?.psn_insu_stas], [0, '4'])
  })
})

inOneWorld('reversals', (world) => {
  test('the reversal of a settlement undoes it', async () => {
    const { who, till, answer, sent } = await bought(world())
    assert.equal(answer.output.setlinfo.fund_pay_sumamt, 50)
    expectOk(await till.ask('2601', who, reverseInput(who, sent.msgid, '2102')))
    assert.deepEqual(await standing(world(), who), { balance: 50_000, totals: [] })
    const { setlinfo } = answer.output
    const shown = expectOk(await till.ask('5203', who, cancelInput(who, setlinfo)))
    assert.equal(shown.output.setlinfo.refd_setl_flag, '1')
  })
  test('the reversal sent again gets its answer, and another one is told that it was done', async () => {
    const { who, till, sent } = await bought(world())
    const first = till.sign('2601', who, reverseInput(who, sent.msgid, '2102'))
    const answer = expectOk(await till.send(first))
    assert.deepEqual(await till.send({ ...first, headers: freshHeaders() }), answer)
    await expectRefusal(world(), 'settlement.already-undone', () =>
      till.ask('2601', who, reverseInput(who, sent.msgid, '2102')),
    )
  })
  test('the reversal of a cancel restores settlement, balance and totals', async () => {
    const { who, till, answer, sent } = await bought(world())
    const settled = await standing(world(), who)
    const { setlinfo } = answer.output
    const cancelled = expectOk(await till.ask('2103', who, cancelInput(who, setlinfo)))
    assert.deepEqual(await standing(world(), who), { balance: 50_000, totals: [] })
    expectOk(await till.ask('2601', who, reverseInput(who, cancelled.msgid, '2103')))
    assert.deepEqual(await standing(world(), who), settled)
    const shown = expectOk(await till.ask('5203', who, cancelInput(who, setlinfo)))
    assert.equal(shown.output.setlinfo.refd_setl_flag, '0')
    await expectRefusal(world(), 'settlement.already-undone', () =>
      till.ask('2601', who, reverseInput(who, cancelled.msgid, '2103')),
    )
    expectOk(await till.ask('2601', who, reverseInput(who, sent.msgid, '2102')))
    assert.deepEqual(await standing(world(), who), { balance: 50_000, totals: [] })
  })
  test('a restored visit has its lines settled again and may be cancelled again', async () => {
    const who = await newPerson(world())
    const till = world().till(hospital)
    const bill = await upload(till, who, [line])
    const { output } = expectOk(await till.ask('2207', who, settleInput(bill)))
    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, output.setlinfo)))
    expectOk(await till.ask('2601', who, reverseInput(who, cancelled.msgid, '2208')))
    await expectRefusal(world(), 'settlement.batch-settled', () => till.ask('2207', who, settleInput(bill)))
    expectOk(await till.ask('2208', who, cancelInput(who, output.setlinfo)))
    expectOk(await till.ask('2207', who, settleInput(bill)))
  })
})

inOneWorld('after a restart', (world) => {
  test('a message sent again gets its first answer', async () => {
    const { sent, answer } = await bought(world())
    await world().restart()
    assert.deepEqual(
      await world()
        .till(pharmacy)
        .send({ ...sent, headers: freshHeaders() }),
      answer,
    )
    assert.deepEqual(await world().till(pharmacy).send(sent), answer)
  })
  test('a nonce used before stays used', async () => {
    const { sent } = await bought(world())
    await world().restart()
    const till = world().till(pharmacy)
    const who = await newPerson(world())
    const other = till.sign('2102', who, purchaseInput(who, [line]))
    await expectRefusal(world(), 'gateway.replayed-nonce', () => till.send({ ...other, headers: sent.headers }))
  })
  test('the nonce of a message sent again stays used too', async () => {
    const { till, sent, answer } = await bought(world())
    const headers = freshHeaders()
    assert.deepEqual(await till.send({ ...sent, headers }), answer)
    await world().restart()
    const who = await newPerson(world())
    const other = till.sign('2201', who, registration(who))
    await expectRefusal(world(), 'gateway.replayed-nonce', () => till.send({ ...other, headers }))
  })
  test('the nonce of a refused message stays used too', async () => {
    const till = world().till(pharmacy)
    const who = await newPerson(world())
    const wrong = till.sign('2102', who, purchaseInput(who, [line], { medfee_sumamt: 1 }))
    await till.send(wrong)
    await world().restart()
    const other = till.sign('2102', who, purchaseInput(who, [line]))
    await expectRefusal(world(), 'gateway.replayed-nonce', () => till.send({ ...other, headers: wrong.headers }))
  })
})
