import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  choiceInput,
  chronicInput,
  filed,
  insuredHere,
  ownHospital,
  ownPharmacy,
  plantRegion,
  secondHospital,
  transferInput,
  withdrawInput,
} from './support/filings.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { hospital, otherHospital, type TestPerson } from './support/world.ts'

inOneWorld('filings', (world) => {
  before(() => plantRegion(world()))
  const till = (institution = ownHospital) => world().till(institution)
  const diseases = async (who: TestPerson) =>
    expectOk(await till().ask('5301', who, { data: { psn_no: who.insuredId } })).output.feedetail
  const choices = async (who: TestPerson, business = '03') =>
    expectOk(await till().ask('5302', who, { data: { psn_no: who.insuredId, biz_appy_type: business } })).output
      .psnfixmedin
  const november = { begntime: '2023-11-01 00:00:00', endtime: '2023-11-30 23:59:59' }
  const transfers = async (who: TestPerson | null, institution = ownHospital, period = november) => {
    const data = { ...(who === null ? {} : { psn_no: who.insuredId }), ...period }
    return expectOk(await till(institution).ask('5304', who, { data })).output.refmedin
  }

  test('a disease is filed, shown while it holds, and withdrawn', async () => {
    const who = await insuredHere(world())
    const number = await filed(till(), '2503', who, chronicInput(who))
    await filed(till(), '2503', who, chronicInput(who, { opsp_dise_code: 'M01600', begndate: '2023-12-01' }))
    await filed(till(), '2503', who, chronicInput(who, { opsp_dise_code: 'M01700', enddate: '2023-11-12' }))
    assert.deepEqual(await diseases(who), [
      { opsp_dise_code: 'M03900', opsp_dise_name: '高血压', begndate: '2023-11-01', enddate: '2024-10-31' },
    ])
    expectOk(await till().ask('2504', who, withdrawInput(who, number)))
    assert.deepEqual(await diseases(who), [])
    await filed(till(), '2503', who, chronicInput(who))
    assert.equal((await diseases(who)).length, 1, 'it may be filed anew')
  })

  test('a disease that the imported list does not name is refused', async () => {
    const who = await insuredHere(world())
    const { pool } = world().database
    await pool.query(`insert into code_list_item (list, code, name, class_code, class_name, division, note, source)
      values ('chronic-diseases', 'M03900', '高血压', '', '', '', '', '测试')`)
    try {
      const strange = chronicInput(who, { opsp_dise_code: 'NOSUCH' })
      await expectRefusal(world(), 'filing.unknown-disease', () => till().ask('2503', who, strange))
      await filed(till(), '2503', who, chronicInput(who))
    } finally {
      await pool.query('delete from code_list_item')
    }
  })

  test('a disease that ends today still holds today', async () => {
    const who = await insuredHere(world())
    await filed(till(), '2503', who, chronicInput(who, { enddate: '2023-11-13' }))
    assert.equal((await diseases(who)).length, 1)
  })

  test('choices of institutions are shown by business, in their order', async () => {
    const who = await insuredHere(world())
    const second = { fixmedins_code: secondHospital.providerCode }
    await filed(till(), '2505', who, choiceInput(who, { ...second, fix_srt_no: '2', enddate: '2023-12-31' }))
    const first = await filed(till(ownPharmacy), '2505', who, choiceInput(who))
    await filed(till(), '2505', who, choiceInput(who, { ...second, biz_appy_type: '04' }))
    const shown = (await choices(who)).map(({ fix_srt_no, fixmedins_code, begndate, enddate, memo }) => [
      ...[fix_srt_no, fixmedins_code, begndate, enddate, memo],
    ])
    assert.deepEqual(shown, [
      ['1', ownHospital.providerCode, '2023-01-01', '', '签约'],
      ['2', secondHospital.providerCode, '2023-01-01', '2023-12-31', '签约'],
    ])
    expectOk(await till(ownPharmacy).ask('2506', who, withdrawInput(who, first)))
    assert.equal((await choices(who)).length, 1)
    assert.deepEqual(await choices(who, '09'), [])
  })

  test('a transfer is shown to who asks for the person, and without a person to those whom it concerns', async () => {
    const who = await insuredHere(world())
    const number = await filed(till(), '2501', who, transferInput(who))
    const [shown] = await transfers(who)
    assert.partialDeepStrictEqual(shown, {
      insutype: '310',
      psn_no: who.insuredId,
      certno: who.certificateNumber,
      insu_optins: '990297',
      emp_name: '测试单位',
      diag_code: 'I21.900',
      reflin_medins_no: hospital.providerCode,
      out_flag: '1',
      refl_date: '2023-11-13',
      begndate: '2023-11-01',
      enddate: '2023-11-30',
      hosp_agre_refl_flag: '1',
      opter_id: '001',
      opter_name: '测试员',
    })
    assert.equal((await transfers(null)).length, 1)
    assert.equal((await transfers(null, hospital)).length, 1)
    assert.equal((await transfers(null, otherHospital)).length, 0, 'it concerns neither side')
    const day = { begntime: '2023-11-13 12:00:00', endtime: '2023-11-13 13:00:00' }
    assert.equal((await transfers(who, ownHospital, day)).length, 1, 'whole days are asked for')
    const later = { begntime: '2023-11-14 00:00:00', endtime: '2023-11-14 00:00:00' }
    assert.equal((await transfers(who, ownHospital, later)).length + (await transfers(null, hospital, later)).length, 0)

    expectOk(await till().ask('2502', who, withdrawInput(who, number)))
    assert.equal((await transfers(who)).length + (await transfers(null, hospital)).length, 0)
  })

  test('the same message again gets the same answer and files nothing more', async () => {
    const who = await insuredHere(world())
    const sent = till().sign('2503', who, chronicInput(who))
    const first = await till().send<'2503'>(sent)
    assert.deepEqual(await till().send<'2503'>(sent), first)
    assert.equal((await diseases(who)).length, 1)
    const other = till().sign('2503', who, chronicInput(who, { memo: 'x' }), { msgid: sent.msgid })
    await expectRefusal(world(), 'flow.msgid-taken', () => till().send(other))
    const withdrawal = till().sign('2504', who, withdrawInput(who, expectOk(first).output.result.trt_dcla_detl_sn))
    expectOk(await till().send(withdrawal))
    expectOk(await till().send(withdrawal))
  })

  test('what was filed is still there after a restart', async () => {
    const who = await insuredHere(world())
    await filed(till(), '2501', who, transferInput(who))
    await world().restart()
    assert.equal((await transfers(who)).length, 1)
  })

  test('each filing that cannot stand is refused and leaves nothing', async () => {
    const who = await insuredHere(world())
    const refuses = (code: string, infno: string, input: unknown, institution = ownHospital) =>
      expectRefusal(world(), `filing.${code}`, () => till(institution).ask(infno, who, input))
    await refuses('ends-before-it-begins', '2503', chronicInput(who, { enddate: '2023-10-31' }))
    await refuses('not-insured', '2503', chronicInput(who, { insutype: '390' }))
    await refuses('not-insured', '2505', choiceInput(who, { begndate: '2019-01-01' }))
    await refuses('division-differs', '2503', chronicInput(who, { insu_optins: '990200' }))
    await refuses('date-in-future', '2503', chronicInput(who, { hosp_ide_date: '2023-11-14' }))
    await refuses('unknown-institution', '2503', chronicInput(who, { ide_fixmedins_no: 'H00000000000' }))
    await refuses('unknown-institution', '2505', choiceInput(who, { fixmedins_code: 'H00000000000' }))
    await refuses('pharmacy', '2503', chronicInput(who), ownPharmacy)
    await refuses('bad-order', '2505', choiceInput(who, { fix_srt_no: 'A' }))
    await refuses('to-itself', '2501', transferInput(who, { reflin_medins_no: ownHospital.providerCode }))
    await refuses('bad-division', '2501', transferInput(who, { mdtrtarea_admdvs: '99' }))
    await refuses('transfer-outside-range', '2501', transferInput(who, { refl_date: '2023-12-01' }))
    const local = { reflin_medins_no: 'H00000000000', mdtrtarea_admdvs: '990297' }
    await refuses('unknown-institution', '2501', transferInput(who, local))
    await filed(till(), '2503', who, chronicInput(who))
    await refuses('overlap', '2503', chronicInput(who, { begndate: '2024-10-31', enddate: '' }))
    await filed(till(), '2505', who, choiceInput(who))
    await refuses('order-taken', '2505', choiceInput(who, { fixmedins_code: secondHospital.providerCode }))
    await expectRefusal(world(), 'filing.period-turned', () =>
      till().ask('5304', who, { data: { begntime: november.endtime, endtime: november.begntime } }),
    )
  })

  test('only the institution that filed withdraws, once, by the message of its kind', async () => {
    const who = await insuredHere(world())
    const number = await filed(till(), '2503', who, chronicInput(who))
    const refuses = (code: string, infno: string, stated = number, institution = ownHospital) =>
      expectRefusal(world(), `filing.${code}`, () => till(institution).ask(infno, who, withdrawInput(who, stated)))
    await refuses('other-institution', '2504', number, secondHospital)
    await refuses('of-another-kind', '2502')
    await refuses('unknown', '2504', 'X')
    const somebody = await insuredHere(world())
    await expectRefusal(world(), 'filing.unknown', () => till().ask('2504', somebody, withdrawInput(somebody, number)))
    expectOk(await till().ask('2504', who, withdrawInput(who, number)))
    await refuses('withdrawn-before', '2504')
  })
})
