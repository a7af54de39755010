import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { bill, reverseInput, settled } from './support/stages.ts'
import { admit, charge, discharge, settleStay } from './support/stay.ts'
import { boughtInput, codedPurchase, newCode, soldInput } from './support/stock.ts'
import { verified } from './support/verified.ts'
import { cancelInput, expectOk, settleInput } from './support/visit.ts'
import { hospital, items, pharmacy, type Till, today, type World } from './support/world.ts'

const codeIn = (sentence: string): string => /\[([a-z.-]+)\]$/.exec(sentence)?.[1] ?? ''

inOneWorld('the traceability code of a package', (world) => {
  const till = (): Till => world().till(pharmacy)
  const buy = async (codes: readonly string[], more: object = {}) => {
    const who = await newPerson(world())
    return { who, answer: await till().ask<'2102'>('2102', who, codedPurchase(who, { codes, ...more })) }
  }
  const setlinfoOf = (bought: Awaited<ReturnType<typeof buy>>) => expectOk(bought.answer).output.setlinfo

  test('is sold once; the next is told when and where, by quote and settlement alike', async () => {
    const codes = [newCode(), newCode()]
    setlinfoOf(await buy(codes, { quantity: 2 }))
    const who = await newPerson(world())
    for (const infno of ['2101', '2102'] as const) {
      const send = () => till().ask(infno, who, codedPurchase(who, { codes: [newCode(), codes[1] ?? ''], quantity: 2 }))
      const refused = await expectRefusal(world(), 'stock.trace-code-sold', send)
      assert.match(refused.err_msg, new RegExp(`${codes[1]}.*${today}.*${pharmacy.providerCode}`))
    }
    const foreign = () =>
      world()
        .till(hospital)
        .ask('3505', null, soldInput('X', 1, { drug_trac_codg: codes[0] }))
    const refused = await expectRefusal(world(), 'stock.trace-code-sold', foreign)
    assert.match(refused.err_msg, /P9902\*\*\*01/)
  })

  test('is told by a quote and claimed by none', async () => {
    const codes = [newCode()]
    const who = await newPerson(world())
    expectOk(await till().ask('2101', who, codedPurchase(who, { codes })))
    expectOk(await till().ask('2101', who, codedPurchase(who, { codes })))
    setlinfoOf(await buy(codes))
  })

  test('sent again with its message gets the first answer', async () => {
    const who = await newPerson(world())
    const sent = till().sign('2102', who, codedPurchase(who, { codes: [newCode()] }))
    const first = expectOk(await till().send(sent))
    assert.deepEqual(await till().send(sent), first)
  })

  test('may be sold again after the settlement was cancelled or reversed, at once', async () => {
    const codes = [newCode()]
    const first = await buy(codes)
    expectOk(await till().ask('2103', first.who, cancelInput(first.who, setlinfoOf(first))))
    const second = await buy(codes)
    setlinfoOf(second)
    expectOk(await till().ask('2601', second.who, reverseInput(second.who, second.answer.msgid, '2102')))
    const third = await buy(codes)
    setlinfoOf(third)
    assert.equal(codeIn((await buy(codes)).answer.err_msg), 'stock.trace-code-sold')
  })

  test('sold since its settlement was cancelled keeps the cancel from being reversed', async () => {
    const codes = [newCode()]
    const first = await buy(codes)
    const cancelled = expectOk(await till().ask('2103', first.who, cancelInput(first.who, setlinfoOf(first))))
    const reverse = () => till().ask('2601', first.who, reverseInput(first.who, cancelled.msgid, '2103'))
    const second = await buy(codes)
    await expectRefusal(world(), 'stock.trace-code-sold', reverse)
    expectOk(await till().ask('2103', second.who, cancelInput(second.who, setlinfoOf(second))))
    expectOk(await reverse())
    assert.equal(codeIn((await buy(codes)).answer.err_msg), 'stock.trace-code-sold')
  })

  test('of a refused purchase stays free', async () => {
    const codes = [newCode()]
    const who = await newPerson(world())
    const wrong = codedPurchase(who, { codes })
    const input = { ...wrong, druginfo: { ...wrong.druginfo, medfee_sumamt: 99 } }
    await expectRefusal(world(), 'settlement.total-differs', () => till().ask('2102', who, input))
    setlinfoOf(await buy(codes))
  })

  test('split is sold in parts until the package is empty, and never whole', async () => {
    const codes = [newCode()]
    expectOk(await till().ask('3503', null, boughtInput('SPLIT', 10, { pac_cnt: '24' })))
    const parts = { split: true, unit: '1' }
    setlinfoOf(await buy(codes, { ...parts, quantity: 20 }))
    setlinfoOf(await buy(codes, { ...parts, quantity: 4 }))
    assert.equal(codeIn((await buy(codes, { ...parts, quantity: 1 })).answer.err_msg), 'stock.trace-code-used-up')
    assert.equal(codeIn((await buy(codes)).answer.err_msg), 'stock.trace-code-split')
    const whole = [newCode()]
    setlinfoOf(await buy(whole))
    assert.equal(codeIn((await buy(whole, parts)).answer.err_msg), 'stock.trace-code-split')
  })

  test('malformed, on another line or twice in one bill is refused and claims nothing', async () => {
    const code = newCode()
    const who = await newPerson(world())
    const bill = codedPurchase(who, { codes: [code] })
    const strayed = bill.drugdetail.map((line) => ({
      ...line,
      drug_trac_info: line.drug_trac_info.map((row) => ({ ...row, feedetl_sn: 'L-0' })),
    }))
    const cases = [
      ['stock.trace-code-malformed', codedPurchase(who, { codes: ['8000 0000 01'] })],
      ['stock.trace-code-twice', codedPurchase(who, { codes: [code, code], quantity: 2 })],
      ['stock.trace-code-of-another-line', { ...bill, drugdetail: strayed }],
    ] as const
    for (const [refusal, input] of cases) {
      await expectRefusal(world(), refusal, () => till().ask('2101', who, input))
      await expectRefusal(world(), refusal, () => till().ask('2102', who, input))
    }
  })

  test('of a purchase is the code of its sale report; a report without a settlement is another sale', async () => {
    const code = newCode()
    const bought = await buy([code])
    const { setl_id } = setlinfoOf(bought)
    const named = { setl_id, psn_no: bought.who.insuredId, drug_trac_codg: code, mdtrt_sn: 'OP-1' }
    await expectRefusal(world(), 'stock.trace-code-sold', () =>
      till().ask('3505', null, soldInput('LINK', 1, { drug_trac_codg: code })),
    )
    expectOk(await till().ask('3505', null, soldInput('LINK', 1, named)))
    const { rows } = await world().database.pool.query(
      'select settlement_id, visit_number, trace_code from stock_entry where batch = $1',
      ['LINK'],
    )
    assert.deepEqual(rows, [{ settlement_id: setl_id, visit_number: 'OP-1', trace_code: code }])
    expectOk(await till().ask('3506', null, soldInput('LINK', 1, named)))
    assert.equal(codeIn((await buy([code])).answer.err_msg), 'stock.trace-code-sold', 'its settlement stands')
  })

  test('reported for a visit is freed when that settlement is undone', async () => {
    const code = newCode()
    const { who, setlinfo } = await settled(world())
    const named = { setl_id: setlinfo.setl_id, psn_no: who.insuredId, drug_trac_codg: code }
    expectOk(
      await world()
        .till(hospital)
        .ask('3505', null, soldInput('VISIT', 1, named)),
    )
    assert.equal(codeIn((await buy([code])).answer.err_msg), 'stock.trace-code-sold')
    expectOk(await world().till(hospital).ask('2208', who, cancelInput(who, setlinfo)))
    setlinfoOf(await buy([code]))
  })

  test('sold for cash comes free when the goods come back: by its name, or when all of the sale did', async () => {
    const [one, two, three] = [newCode(), newCode(), newCode()]
    for (const code of [one, two, three]) {
      expectOk(await till().ask('3505', null, soldInput('CASH', 1, { drug_trac_codg: code })))
    }
    expectOk(await till().ask('3506', null, soldInput('CASH', 1, { drug_trac_codg: one })))
    setlinfoOf(await buy([one]))
    expectOk(await till().ask('3506', null, soldInput('CASH', 1)))
    assert.equal(codeIn((await buy([two])).answer.err_msg), 'stock.trace-code-sold', 'nobody said which came back')
    expectOk(await till().ask('3506', null, soldInput('CASH', 1)))
    setlinfoOf(await buy([two]))
    setlinfoOf(await buy([three]))
  })
})

async function claimAside({ database }: World, code: string, secondsAgo: number): Promise<void> {
  await database.pool.query(
    `insert into trace_code_use (code, provider_code, msgid, insured_id, line_number, item_code, local_item, split, unit,
       quantity, used_at, sold_to, settlement_id, claim_msgid, claimed_at)
     values ($1, $2, 'LOST', 'someone', 'L1', '', '', false, 'package', 10000, '2023-11-13 08:00:00', 'someone', null, 'LOST',
       now() - make_interval(secs => $3))`,
    [code, pharmacy.providerCode, secondsAgo],
  )
}

inOneWorld('two tills and one package', (world) => {
  test('of many that sell it at the same moment exactly one wins, round after round', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 12; round += 1) {
      const codes = [newCode(), newCode()]
      const till = world().till(pharmacy)
      const people = await Promise.all(Array.from({ length: 6 }, () => newPerson(world())))
      const answers = await Promise.all(
        people.map((who, index) => {
          // Every other till scans the packages the other way round.
          const scanned = index % 2 === 0 ? codes : [...codes].reverse()
          return till.ask('2102', who, codedPurchase(who, { codes: scanned, quantity: 2 }))
        }),
      )
      assert.equal(answers.filter(({ infcode }) => infcode === 0).length, 1)
      for (const { infcode, err_msg } of answers) {
        if (infcode !== 0) assert.match(err_msg, /\[(?:stock\.trace-code-(?:sold|busy)|flow\.busy)\]$/)
      }
    }
    await verified(world())
  })

  test('a package that two sales hold nevertheless is found by verify', async () => {
    const code = newCode()
    const who = await newPerson(world())
    expectOk(
      await world()
        .till(pharmacy)
        .ask('2102', who, codedPurchase(who, { codes: [code] })),
    )
    await claimAside(world(), code, 0)
    await verified(world())
    await world().database.pool.query("update trace_code_use set insured_id = '', sold_to = '' where msgid = 'LOST'")
    await assert.rejects(verified(world()), new RegExp(code))
    await world().database.pool.query("delete from trace_code_use where msgid = 'LOST'")
  })

  test('a claim whose message never came to its effect is busy for a minute and then taken over', async () => {
    const code = newCode()
    const who = await newPerson(world())
    const send = () =>
      world()
        .till(pharmacy)
        .ask('2102', who, codedPurchase(who, { codes: [code] }))
    await claimAside(world(), code, 30)
    await expectRefusal(world(), 'stock.trace-code-busy', send)
    await world().database.pool.query("update trace_code_use set claimed_at = claimed_at - interval '40 seconds'")
    expectOk(await send())
  })

  test('how many codes a bill says it has is kept with its settlement, of a purchase, a visit and a stay', async () => {
    const counts = { minpacunt_drug_trac_cnt: 1, mcs_trac_cnt: 0 }
    const buyer = await newPerson(world())
    const sale = codedPurchase(buyer, { codes: [newCode()] })
    const bought = { ...sale, druginfo: { ...sale.druginfo, ...counts } }
    expectOk(await world().till(pharmacy).ask('2102', buyer, bought))
    const visitor = await bill(world())
    expectOk(await visitor.till.ask('2207', visitor.who, settleInput(visitor.bill, counts)))
    const patient = await newPerson(world(), { person: stranger('990270') })
    const ward = world().till(hospital)
    const visitId = await admit(ward, patient)
    await charge(ward, patient, visitId, [{ code: items.whole.code, price: 20, quantity: 1 }])
    await discharge(ward, patient, visitId)
    await settleStay(ward, patient, visitId, 20, counts)
    for (const { insuredId } of [buyer, visitor.who, patient]) {
      const { rows } = await world().database.pool.query('select trace_counts from settlement where insured_id = $1', [
        insuredId,
      ])
      assert.deepEqual(rows, [{ trace_counts: { packages: 1, consumables: 0 } }])
    }
  })
})
