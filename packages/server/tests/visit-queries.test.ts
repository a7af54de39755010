import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { settled } from './support/stages.ts'
import { admit, discharge } from './support/stay.ts'
import { cancelInput, describeInput, expectOk, openVisit, settleInput, upload } from './support/visit.ts'
import { hospital, items, otherHospital, type TestPerson, today, type World } from './support/world.ts'

const period = { begntime: '2023-11-01 00:00:00', endtime: `${today} 00:00:00` }
const asked = (who: TestPerson, more: object = {}) => ({
  data: { psn_no: who.insuredId, ...period, med_type: '11', ...more },
})

inOneWorld('the visits of a person (5201)', (world) => {
  test('are those of the asking institution, of the kind and in the period, the whole last day included', async () => {
    const { till, who, bill, setlinfo } = await settled(world())
    await openVisit(world().till(otherHospital), who)
    const { output } = expectOk(await till.ask<'5201'>('5201', who, asked(who)))
    assert.equal(output.mdtrtinfo.length, 1)
    assert.partialDeepStrictEqual(output.mdtrtinfo[0], {
      mdtrt_id: bill.visitId,
      psn_no: who.insuredId,
      begntime: `${today} 08:50:00`,
      endtime: setlinfo.setl_time,
      med_type: '11',
      ipt_otp_no: 'OP-1',
      otp_diag_info: 'I10.x00x002 高血压',
      inhosp_stas: '',
      insu_optins: '990200',
    })
    const others = [{ med_type: '21' }, { endtime: '2023-11-12 00:00:00' }, { begntime: `${today} 08:50:01` }]
    for (const more of others) {
      const none = expectOk(await till.ask<'5201'>('5201', who, asked(who, more)))
      assert.deepEqual(none.output.mdtrtinfo, [], JSON.stringify(more))
    }
    const one = expectOk(await till.ask<'5201'>('5201', who, asked(who, { mdtrt_id: bill.visitId })))
    assert.equal(one.output.mdtrtinfo.length, 1)
  })

  test('tell of a stay what the hospital said of it, and give no end to one that goes on', async () => {
    const who = await newPerson(world(), { person: stranger('990270') })
    const till = world().till(hospital)
    const visitId = await admit(till, who)
    const ask = async () =>
      expectOk(await till.ask<'5201'>('5201', who, asked(who, { med_type: '21' }))).output.mdtrtinfo[0]
    const lying = { mdtrt_id: visitId, begntime: '2023-11-06 09:00:00', adm_bed: '12', chfpdr_name: '测试医师' }
    assert.partialDeepStrictEqual(await ask(), { ...lying, endtime: '', inhosp_stas: '1', ipt_otp_no: 'ZY-1' })
    await discharge(till, who, visitId)
    const left = await ask()
    assert.partialDeepStrictEqual(left, { ...lying, inhosp_stas: '0' })
    assert.notEqual(left?.endtime, '')
    assert.ok(Number(left?.ipt_days) >= 1)
  })

  test('are not told of another institution, of nobody, or over too long a period', async () => {
    const { till, who, bill } = await settled(world())
    const there = world().till(otherHospital)
    const named = asked(who, { mdtrt_id: bill.visitId })
    await expectRefusal(world(), 'settlement.other-providers-visit', () => there.ask('5201', who, named))
    await expectRefusal(world(), 'settlement.unknown-visit', () =>
      till.ask('5201', who, asked(who, { mdtrt_id: 'V-0' })),
    )
    await expectRefusal(world(), 'flow.unknown-insured', () => till.ask('5201', who, asked(stranger())))
    const turned = { begntime: `${today} 10:00:00`, endtime: `${today} 09:00:00` }
    await expectRefusal(world(), 'query.period-turned', () => till.ask('5201', who, asked(who, turned)))
    const long = { begntime: '2022-11-01 00:00:00' }
    await expectRefusal(world(), 'query.period-too-long', () => till.ask('5201', who, asked(who, long)))
  })
})

inOneWorld('what belongs to a visit', (world) => {
  test('its diagnoses (5202) come with who made them, and a voided one is gone', async () => {
    const { till, who, bill } = await settled(world())
    const question = { data: { psn_no: who.insuredId, mdtrt_id: bill.visitId } }
    const { output } = expectOk(await till.ask<'5202'>('5202', who, question))
    assert.partialDeepStrictEqual(output.diseinfo, [
      {
        inout_diag_type: '1',
        diag_code: 'I10.x00x002',
        maindiag_flag: '1',
        diag_dept: '内科',
        dise_dor_no: 'DR1',
        dise_dor_name: '测试医师',
        diag_time: `${today} 08:55:00`,
      },
    ])
    assert.ok((output.diseinfo[0]?.diag_info_id ?? '').length <= 30)
    const described = describeInput(bill.visitId, who)
    const voided = described.diseinfo.map((row) => ({ ...row, vali_flag: '0' }))
    expectOk(await till.ask('2203', who, { ...described, diseinfo: voided }))
    assert.deepEqual(expectOk(await till.ask<'5202'>('5202', who, question)).output.diseinfo, [])
    const there = world().till(otherHospital)
    await expectRefusal(world(), 'settlement.other-providers-visit', () => there.ask('5202', who, question))
  })

  test('its lines (5204) come as a bare array: all of the visit, or those of one settlement that stands', async () => {
    const { till, who, bill, setlinfo } = await settled(world())
    const named = { psn_no: who.insuredId, mdtrt_id: bill.visitId }
    const ask = async (more: object = {}) =>
      expectOk(await till.ask<'5204'>('5204', who, { data: { ...named, ...more } })).output
    const lines: unknown = await ask()
    assert.ok(Array.isArray(lines))
    assert.partialDeepStrictEqual(lines, [
      {
        mdtrt_id: bill.visitId,
        setl_id: setlinfo.setl_id,
        med_list_codg: items.whole.code,
        medins_list_codg: `local-${items.whole.code}`,
        det_item_fee_sumamt: 20,
        inscp_scp_amt: 20,
        chrgitm_lv: '01',
        list_type: '101',
        dosform_name: '片剂',
        hosp_appr_flag: '0',
      },
    ])
    assert.deepEqual(await ask({ setl_id: setlinfo.setl_id }), lines)
    const cancelled = expectOk(await till.ask('2208', who, cancelInput(who, setlinfo)))
    assert.deepEqual(await ask({ setl_id: cancelled.output.setlinfo.setl_id }), [], 'it settles nothing any more')
    assert.partialDeepStrictEqual(await ask(), [{ setl_id: '' }])
  })

  test('its lines are refused to another institution, and under another settlement', async () => {
    const [one, other] = [await settled(world()), await settled(world())]
    const data = { psn_no: one.who.insuredId, mdtrt_id: one.bill.visitId }
    const there = world().till(otherHospital)
    await expectRefusal(world(), 'settlement.other-providers-visit', () => there.ask('5204', one.who, { data }))
    const foreign = { data: { ...data, setl_id: other.setlinfo.setl_id } }
    await expectRefusal(world(), 'settlement.unknown-settlement', () => one.till.ask('5204', one.who, foreign))
    const visitId = await openVisit(one.till, one.who)
    const elsewhere = { data: { ...data, mdtrt_id: visitId, setl_id: one.setlinfo.setl_id } }
    const code = 'settlement.visit-of-settlement-differs'
    await expectRefusal(world(), code, () => one.till.ask('5204', one.who, elsewhere))
  })
})

/** A settled outpatient visit, turned into one for a chronic disease: what 5205 looks for is how it is filed. */
async function chronicVisit(world: World, who: TestPerson, at: typeof hospital): Promise<void> {
  const till = world.till(at)
  const bill = await upload(till, who, [{ code: items.whole.code, price: 3, quantity: 1 }])
  expectOk(await till.ask('2207', who, settleInput(bill)))
  await world.database.pool.query("update visit set med_type = '140104' where insured_id = $1 and visit_id = $2", [
    who.insuredId,
    bill.visitId,
  ])
}

inOneWorld('what a person takes and where people lie', (world) => {
  test('drugs for chronic diseases (5205) are told of every institution, by its name', async () => {
    const who = await newPerson(world())
    await chronicVisit(world(), who, hospital)
    await chronicVisit(world(), who, otherHospital)
    const ordinary = await upload(world().till(hospital), who, [{ code: items.whole.code, price: 5, quantity: 1 }])
    expectOk(await world().till(hospital).ask('2207', who, settleInput(ordinary)))
    const { output } = expectOk(
      await world()
        .till(hospital)
        .ask<'5205'>('5205', who, { data: { psn_no: who.insuredId, ...period } }),
    )
    assert.deepEqual(
      output.feedetail.map((row) => [row.fixmedins_name, row.med_type, row.pric, row.med_list_codg]).toSorted(),
      [hospital, otherHospital].map(({ name }) => [name, '140104', 3, items.whole.code]).toSorted(),
    )
    const long = { data: { psn_no: who.insuredId, ...period, begntime: '2022-01-01 00:00:00' } }
    await expectRefusal(world(), 'query.period-too-long', () => world().till(hospital).ask('5205', who, long))
  })

  test('who lies in an institution now (5303) is told of one person or of all, and of no other institution', async () => {
    const people = [stranger('990270'), stranger('990270')]
    const till = world().till(hospital)
    for (const person of people) await newPerson(world(), { person })
    const [first, second] = people
    assert.ok(first !== undefined && second !== undefined)
    const visitId = await admit(till, first)
    const left = await admit(till, second)
    await discharge(till, second, left)
    const all = expectOk(await till.ask<'5303'>('5303', null, { data: period })).output.data
    assert.partialDeepStrictEqual(all, [
      { mdtrt_id: visitId, psn_no: first.insuredId, med_type: '21', begndate: '2023-11-06', ipt_otp_no: 'ZY-1' },
    ])
    assert.equal(all.length, 1)
    const own = { data: { ...period, psn_no: first.insuredId } }
    assert.deepEqual(expectOk(await till.ask<'5303'>('5303', first, own)).output.data, all)
    const there = world().till(otherHospital)
    assert.deepEqual(expectOk(await there.ask<'5303'>('5303', null, { data: period })).output.data, [])
    assert.deepEqual(expectOk(await there.ask<'5303'>('5303', first, own)).output.data, [])
  })
})
