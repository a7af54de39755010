import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { verifyAll } from '../src/flows/verify.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import {
  billOf,
  choiceInput,
  chronicInput,
  drug,
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
import { reverseInput } from './support/stages.ts'
import { admit, charge, discharge, settleStay, stayBillInput } from './support/stay.ts'
import { cancelInput, expectOk, purchaseInput } from './support/visit.ts'
import { type Envelope, hospital, otherHospital, type TestPerson } from './support/world.ts'

inOneWorld('settlements that need a filing', (world) => {
  before(() => plantRegion(world()))
  const till = (institution = ownHospital) => world().till(institution)
  const noFiling = (send: () => ReturnType<ReturnType<typeof till>['ask']>, code = 'no-filing') =>
    expectRefusal(world(), `settlement.${code}`, send)

  const entitled = async (who: TestPerson, med_type: string) => {
    const data = { psn_no: who.insuredId, insutype: '310', med_type, fixmedins_code: ownHospital.providerCode }
    const [row] = expectOk(await till().ask('2001', who, { data })).output.trtinfo
    assert.ok(row !== undefined)
    return row
  }

  test('chronic care is paid to whom its disease was filed, and the filing stays while the settlement stands', async () => {
    const who = await insuredHere(world())
    const about = { dise_codg: 'M01600', dise_name: '糖尿病' }
    const bill = await billOf(till(), who, '140104', about)
    const told = await entitled(who, '140104')
    assert.deepEqual([told.trt_enjymnt_flag, told.trt_chk_rslt], ['0', '没有有效备案：慢特病备案，2023-11-13'])
    const refused = await noFiling(() => till().ask('2207', who, bill))
    assert.match(refused.err_msg, /慢特病备案「M01600」，2023-11-13/)
    await noFiling(() => till().ask('2206', who, bill))
    await filed(till(), '2503', who, chronicInput(who))
    await noFiling(() => till().ask('2207', who, bill))

    const number = await filed(till(), '2503', who, chronicInput(who, { opsp_dise_code: 'M01600' }))
    assert.equal((await entitled(who, '140104')).trt_enjymnt_flag, '1')
    const quoted = expectOk(await till().ask('2206', who, bill))
    const settled = expectOk(await till().ask('2207', who, bill))
    assert.equal(settled.output.setlinfo.hifp_pay, 75, 'the plan was told the disease')
    assert.equal(quoted.output.setlinfo.hifp_pay, 75)

    const withdrawal = withdrawInput(who, number)
    await expectRefusal(world(), 'filing.settled-on', () => till().ask('2504', who, withdrawal))
    const cancelled = expectOk(await till().ask('2208', who, cancelInput(who, settled.output.setlinfo)))
    expectOk(await till().ask('2504', who, withdrawal))
    const reversal = reverseInput(who, cancelled.msgid, '2208')
    await noFiling(() => till().ask('2601', who, reversal), 'filing-withdrawn')
    await noFiling(() => till().ask('2207', who, bill))
  })

  test('the line may tell the disease, and any filing will do when nobody tells one', async () => {
    const who = await insuredHere(world())
    await filed(till(), '2503', who, chronicInput(who))
    const line = { ...drug, more: { dise_codg: 'M01600' } }
    const other = await billOf(till(), who, '1401', {}, line)
    await noFiling(() => till().ask('2207', who, other))
    const bill = await billOf(till(), who, '1401')
    assert.equal(expectOk(await till().ask('2207', who, bill)).output.setlinfo.hifp_pay, 70)
  })

  test('a filing that ended yesterday or begins tomorrow pays nothing today', async () => {
    const who = await insuredHere(world())
    const bill = await billOf(till(), who, '14')
    await filed(till(), '2503', who, chronicInput(who, { enddate: '2023-11-12' }))
    await filed(till(), '2503', who, chronicInput(who, { begndate: '2023-11-14', enddate: '' }))
    await noFiling(() => till().ask('2207', who, bill))
  })

  test('ordinary care is paid at the chosen institution only', async () => {
    const who = await insuredHere(world())
    const bill = await billOf(till(), who, '11')
    assert.match((await noFiling(() => till().ask('2207', who, bill))).err_msg, /定点备案「03」/)
    const second = { fixmedins_code: secondHospital.providerCode }
    const number = await filed(till(), '2505', who, choiceInput(who, second))
    await noFiling(() => till().ask('2207', who, bill), 'designated-elsewhere')
    expectOk(await till().ask('2506', who, withdrawInput(who, number)))
    await filed(till(), '2505', who, choiceInput(who))
    assert.equal(expectOk(await till().ask('2207', who, bill)).output.setlinfo.hifp_pay, 50)
  })

  test('a person of another region needs a transfer to the very hospital', async () => {
    const who = await insuredHere(world())
    const away = till(hospital)
    await filed(till(), '2505', who, choiceInput(who, { fixmedins_code: hospital.providerCode }))
    const bill = await billOf(away, who, '11')
    const elsewhere = { reflin_medins_no: otherHospital.providerCode }
    await filed(till(), '2501', who, transferInput(who, elsewhere))
    assert.match((await noFiling(() => away.ask('2207', who, bill))).err_msg, /转往本机构的转院/)
    const number = await filed(till(), '2501', who, transferInput(who))
    const settled = expectOk(await away.ask('2207', who, bill))
    assert.equal(settled.output.setlinfo.hifp_pay, 50)
    await expectRefusal(world(), 'filing.settled-on', () => till().ask('2502', who, withdrawInput(who, number)))
  })

  test('a stay in another region needs a transfer that holds on the day of admission', async () => {
    const who = await insuredHere(world())
    const away = till(hospital)
    const visitId = await admit(away, who)
    await charge(away, who, visitId, [{ code: drug.code, price: 100, quantity: 1 }])
    await discharge(away, who, visitId)
    const bill = stayBillInput(who, visitId, 100)
    await noFiling(() => away.ask('2304', who, bill))
    await filed(till(), '2501', who, transferInput(who, { begndate: '2023-11-07' }))
    await noFiling(() => away.ask('2304', who, bill))
    const sent = { begndate: '2023-11-06', enddate: '2023-11-06', refl_date: '2023-11-06' }
    const number = await filed(till(), '2501', who, transferInput(who, sent))
    const settled = await settleStay(away, who, visitId, 100)
    assert.equal(settled.hifp_pay, 60)
    await expectRefusal(world(), 'filing.settled-on', () => till().ask('2502', who, withdrawInput(who, number)))
  })

  const line = (more: Envelope = {}) => ({ ...drug, more: { bilg_dr_codg: 'DR1', rxno: 'RX1', ...more } })
  const sale = (who: TestPerson, more: Envelope = {}, medType = '15') =>
    purchaseInput(who, [line(more)], { med_type: medType })

  test('a pharmacy is paid for special drugs as the hospital that certified the filing (双通道)', async () => {
    const who = await insuredHere(world())
    const shop = till(ownPharmacy)
    const ask = (input: ReturnType<typeof sale>) => () => shop.ask('2102', who, input)
    assert.match((await noFiling(ask(sale(who)))).err_msg, /特药病种备案/)
    await filed(till(), '2503', who, chronicInput(who, { opsp_dise_code: 'M02100' }))
    assert.match((await noFiling(ask(sale(who, { bilg_dr_codg: '' })), 'no-doctor')).err_msg, /bilg_dr_codg/)
    assert.match((await noFiling(ask(sale(who, { rxno: '' })), 'no-prescription')).err_msg, /rxno/)

    const quoted = expectOk(await shop.ask('2101', who, sale(who, {}, '18')))
    const sold = expectOk(await shop.ask('2102', who, sale(who)))
    const bill = await billOf(till(), who, '15')
    const treated = expectOk(await till().ask('2207', who, bill))
    // 80 % of a tertiary hospital; the pharmacy's own level would give 10 %.
    const paid = [quoted, sold, treated].map(({ output }) => output.setlinfo.hifp_pay)
    assert.deepEqual(paid, [80, 80, 80])
    const totals = expectOk(await shop.ask('5206', who, { data: { psn_no: who.insuredId, cum_ym: '202311' } }))
    assert.deepEqual(
      totals.output.cuminfo.map(({ cum_type_code, cum }) => [cum_type_code, cum]),
      [['fil_drug', 160]],
      'both count in one total',
    )
    const { rows } = await world().database.pool.query(
      'select ordered from bill_line where insured_id = $1 and visit_id = $2',
      [who.insuredId, sold.output.setlinfo.mdtrt_id],
    )
    assert.deepEqual(rows, [{ ordered: { diseaseCode: null, doctorCode: 'DR1', prescription: 'RX1' } }])
    expectOk(await till().ask('2208', who, cancelInput(who, treated.output.setlinfo)))
    expectOk(await shop.ask('2103', who, cancelInput(who, sold.output.setlinfo)))
  })

  test('what a pharmacy sold in the second channel is not settled as a visit', async () => {
    const who = await insuredHere(world())
    const shop = till(ownPharmacy)
    await filed(till(), '2503', who, chronicInput(who))
    const sold = expectOk(await shop.ask('2102', who, sale(who)))
    expectOk(await shop.ask('2103', who, cancelInput(who, sold.output.setlinfo)))
    const bill = await billOf(till(), who, '15')
    const visit = { mdtrt_id: sold.output.setlinfo.mdtrt_id, chrg_bchno: sold.msgid }
    const asVisit = { data: { ...bill.data, ...visit } }
    await noFiling(() => shop.ask('2207', who, asVisit), 'care-not-of-provider')
  })

  test('the books agree with all of it', async () => {
    const report = await verifyAll(verifyStore(world().database.pool), () => undefined)
    assert.deepEqual(report.violations, [])
  })
})
