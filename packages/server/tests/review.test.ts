import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, hospital, items, otherHospital, today, type World } from './support/world.ts'

const order = (code: string, more: Envelope = {}) => ({
  rx_id: 'RX1',
  hilist_code: code,
  hilist_name: `药品${code}`,
  cnt: 2,
  pric: 35,
  sumamt: 70,
  drord_begn_date: today,
  ...more,
})

/** What 3101 and 3102 ask about one patient; one order may stand where others send a list. */
const asked = (orders: Envelope | readonly Envelope[], patient: Envelope = {}, more: Envelope = {}) => ({
  data: {
    trig_scen: '2',
    patient_dtos: [
      {
        patn_id: 'P1',
        gend: '1',
        brdy: '1980-01-01',
        fsi_encounter_dtos: { mdtrt_id: 'V1', fsi_order_dtos: orders },
        ...patient,
      },
    ],
    ...more,
  },
})

const feedback = (warn_rslt_id: string, more: Envelope = {}, moment = '1') => ({
  data: { warn_type: moment },
  warns: [{ warn_rslt_id, dspo_way: '1', dspo_way_rea: '一线治疗无效', ...more }],
})

/** A restricted drug that was asked about; the number of the warning. */
async function warned(world: World, infno: '3101' | '3102' = '3101', rx = 'RX1'): Promise<string> {
  const answer = await world.till(hospital).ask(infno, null, asked(order(items.restricted.code, { rx_id: rx })))
  const [result] = expectOk(answer).output.result
  assert.ok(result?.jr_id)
  return result.jr_id
}

const told = async ({ database }: World) => {
  const { rows } = await database.pool.query('select result_id, way, reason from review_feedback order by told_at')
  return rows
}

inOneWorld('review before care', (open) => {
  test('a restricted drug is answered with the text of its restriction, and forbids nothing', async () => {
    const { output } = expectOk(
      await open()
        .till(hospital)
        .ask('3101', null, asked(order(items.restricted.code))),
    )
    const [result, ...others] = output.result
    assert.deepEqual(others, [])
    assert.partialDeepStrictEqual(result, {
      rule_id: 'YB0107',
      sev_deg: '3',
      vola_evid: '限二线用药',
      vola_amt: 70,
      patn_id: 'P1',
      mdtrt_id: 'V1',
    })
    assert.partialDeepStrictEqual(result?.judge_result_detail_dtos, [{ rx_id: 'RX1', vola_amt: 70 }])
  })

  test('each kind of warning is told of the orders of one message', async () => {
    const codes = ['NONE', items.own.code, items.expired.code, items.ceiling.code, items.whole.code]
    const orders = codes.map((code, index) => order(code, { rx_id: `RX${index}` }))
    const input = asked([...orders, order(items.whole.code, { rx_id: 'RX9' })])
    const { result } = expectOk(await open().till(hospital).ask('3102', null, input)).output
    assert.deepEqual(
      result.map((row) => [row.judge_result_detail_dtos[0]?.rx_id, row.rule_id, row.sev_deg, row.vola_amt]),
      [
        ['RX0', 'YB0101', '4', 70],
        ['RX1', 'YB0103', '4', 70],
        ['RX2', 'YB0102', '1', 70],
        ['RX3', 'YB0104', '2', 10],
        ['RX9', 'YB0108', '3', 70],
      ],
    )
    assert.match(result[3]?.vola_cont ?? '', /限价 30 元，涉及金额 10\.00 元/)
  })

  test('an unrestricted drug is answered with nothing, and so is a rule nobody asked for', async () => {
    const till = open().till(hospital)
    const nothing = expectOk(await till.ask('3101', null, asked(order(items.whole.code))))
    assert.deepEqual(nothing.output.result, [])
    const other = asked(order(items.restricted.code), {}, { rule_ids: 'YB0101,YB0102' })
    assert.deepEqual(expectOk(await till.ask('3101', null, other)).output.result, [])
  })

  test('an amount that is larger than any price is reviewed all the same', async () => {
    const dear = order(items.ceiling.code, { pric: 90_000_000_000_000, sumamt: null, cnt: null })
    const { result } = expectOk(await open().till(hospital).ask('3101', null, asked(dear))).output
    assert.deepEqual(result, [])
  })

  test('the same question has the same numbers, before the order others than before settlement', async () => {
    const world = open()
    const first = await warned(world)
    assert.equal(await warned(world), first)
    assert.notEqual(await warned(world, '3102'), first)
  })
})

inOneWorld('what the doctor did', (open) => {
  test('who goes on says why; the same message again is told once', async () => {
    const world = open()
    const till = world.till(hospital)
    const result = await warned(world)
    const sent = till.sign('3103', null, feedback(result))
    const first = expectOk(await till.send(sent))
    assert.deepEqual(await till.send(sent), first)
    assert.deepEqual(await told(world), [{ result_id: result, way: 'continue', reason: '一线治疗无效' }])
  })

  test('who changed the order need not say why, and may think again under another message', async () => {
    const world = open()
    const till = world.till(hospital)
    const result = await warned(world, '3102', 'RX-again')
    const change = { dspo_way: '2', dspo_way_rea: null }
    expectOk(await till.ask('3103', null, feedback(result, {}, '2')))
    expectOk(await till.ask('3103', null, feedback(result, change, '2')))
    assert.partialDeepStrictEqual((await told(world)).slice(-2), [{ way: 'continue' }, { way: 'change', reason: '' }])
  })

  const refuses = (sentence: string, code: string, input: (result: string) => unknown, by = hospital) =>
    test(`is refused ${sentence}`, async () => {
      const world = open()
      const result = await warned(world)
      await expectRefusal(world, code, () => world.till(by).ask('3103', null, input(result)))
    })

  refuses('for an unknown result', 'review.unknown-result', () => feedback('NONE'))
  refuses('for a result of another institution', 'review.unknown-result', (result) => feedback(result), otherHospital)
  refuses('without a reason to go on', 'review.no-reason', (result) => feedback(result, { dspo_way_rea: ' ' }))
  refuses('for another moment', 'review.moment-differs', (result) => feedback(result, {}, '2'))
  refuses('for a moment that is none', 'review.bad-moment', (result) => feedback(result, {}, '3'))
  refuses('for a way that is none', 'review.bad-way', (result) => feedback(result, { dspo_way: '3' }))
  refuses('for one result twice', 'review.named-twice', (result) => {
    const { data, warns } = feedback(result)
    return { data, warns: [...warns, ...warns] }
  })

  test('a message is refused under a msgid that told something else, and changes nothing', async () => {
    const world = open()
    const till = world.till(hospital)
    const result = await warned(world, '3101', 'RX-taken')
    const { msgid } = await till.ask('3103', null, feedback(result))
    const other = feedback(result, { dspo_way_rea: '另一原因' })
    await expectRefusal(world, 'flow.msgid-taken', () => till.ask('3103', null, other, { msgid }))
  })

  test('of several rows one unknown result keeps all of them out', async () => {
    const world = open()
    const result = await warned(world, '3101', 'RX-several')
    const { data, warns } = feedback(result)
    const input = { data, warns: [...warns, { warn_rslt_id: 'NONE', dspo_way: '2' }] }
    await expectRefusal(world, 'review.unknown-result', () => world.till(hospital).ask('3103', null, input))
  })
})
