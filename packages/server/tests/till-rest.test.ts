import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Input } from '@yibao/contract/rest'
import { fen, localDateTime } from '@yibao/core/kernel'
import { atConsole, everyOperation, operationOf } from '../src/flows/operation-log.ts'
import { importWriters } from '../src/store/import-store.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { tillBooks } from '../src/store/till-store.ts'
import { plantRegister } from './support/register.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { admit, charge, discharge, settleStay } from './support/stay.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, type Line, purchaseInput, settleInput, upload } from './support/visit.ts'
import {
  hospital,
  items,
  openWorld,
  otherHospital,
  person,
  pharmacy,
  type TestPerson,
  type Till,
  today,
  type World,
} from './support/world.ts'

const patient = person(1)
const buyer = person(2)
const inpatient = person(3, '990270')
const elsewhere = person(4)
const walkIn = person(5, '990270')
const line: Line = { code: items.whole.code, price: 700, quantity: 1 }

let number = 0
const freshMsgid = (providerCode: string): string => {
  number += 1
  return `${providerCode}20231113100000${String(number).padStart(4, '0')}`
}

/** The till of the console, spoken to as the till of a hospital system is. */
function consoleTill(world: World, { client }: Colleague, at: Till['institution']): Till {
  const ask = async (
    infno: string,
    who: TestPerson | null,
    input: unknown,
    more: { readonly msgid?: unknown } = {},
  ) => {
    const msgid = typeof more.msgid === 'string' ? more.msgid : freshMsgid(at.providerCode)
    const takesBack = ['2103', '2202', '2208', '2305', '2404', '2405', '2601']
    const undoes = takesBack.includes(infno) ? { reason: '录入有误' } : {}
    const sent = { infno, msgid, input, ...undoes, ...(who === null ? {} : { insuredDivision: who.division }) }
    const { infcode, err_msg, output } = await answered(client.call('till.send', sent as Input<'till.send'>))
    return { infcode, err_msg, output, msgid }
  }
  // The same calls as those of the signed till, over another door.
  return { ...world.till(at), ask: ask as Till['ask'] }
}

describe('the till of the console', () => {
  let world: World
  let cashier: Colleague
  let second: Colleague
  let druggist: Colleague
  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant(
      [patient, buyer, inpatient, elsewhere, walkIn].map((who) => ({ person: who, balance: fen(2_000_00) })),
    )
    await importWriters(world.database.pool).writeDiagnoses([
      { edition: 'ICD-10-NHSA-2.0', code: 'I10.x00x002', name: '高血压' },
      { edition: 'ICD-9-CM-3-NHSA-2.0', code: '47.0100', name: '高位手术' },
    ])
    await plantRegister(world, hospital)
    cashier = await colleague(world, institution('cashier', hospital.providerCode))
    second = await colleague(world, institution('cashier', hospital.providerCode))
    druggist = await colleague(world, institution('cashier', pharmacy.providerCode))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const operations = (userId: string, action: string) =>
    operationLogStore(world.database.pool).find({ ...everyOperation, actor: userId, action }, null, 50)
  const settlements = async (insuredId: string): Promise<number> => {
    const { rows } = await world.database.pool.query<{ n: number }>(
      'select count(*)::int as n from settlement where insured_id = $1',
      [insuredId],
    )
    return rows[0]?.n ?? -1
  }

  it('identifies who stands at the window, masked and written down', async () => {
    const asked = { certificateType: '02', certificateNumber: patient.certificateNumber.toLowerCase() }
    const found = await answered(cashier.client.call('till.person', asked))
    assert.equal(found.insuredId, patient.insuredId)
    assert.equal(found.accountBalance, 2_000_00)
    assert.deepEqual(
      found.enrolments.map(({ scheme, inForce }) => [scheme, inForce]),
      [['310', true]],
    )
    assert.ok(!JSON.stringify(found).includes(patient.certificateNumber))
    assert.match(found.name, /\*/)
    const [row] = await operations(cashier.userId, 'till.person')
    assert.deepEqual([row?.target, row?.outcome], [patient.insuredId, 'done'])
    assert.ok(!JSON.stringify(row).includes(patient.certificateNumber))
  })

  it('knows a person by number only where that person was before', async () => {
    const insuredId = elsewhere.insuredId
    assert.equal(await codeOf(cashier.client.call('till.person', { insuredId })), '404 till.unknown-person')
    const nobody = { certificateType: '02', certificateNumber: '990000198001010000' }
    assert.equal(await codeOf(cashier.client.call('till.person', nobody)), '404 till.unknown-person')
    assert.equal(await codeOf(cashier.client.call('till.person', {})), '400 rest.bad-input')
    const both = { insuredId, certificateType: '02', certificateNumber: '1' }
    assert.equal(await codeOf(cashier.client.call('till.person', both)), '400 rest.bad-input')
  })

  it('settles a visit once, however often the same message comes', async () => {
    const till = consoleTill(world, cashier, hospital)
    const bill = await upload(till, patient, [line])
    const open = await answered(cashier.client.call('till.person', { insuredId: patient.insuredId }))
    assert.deepEqual(
      open.openVisits.map(({ visitId, inpatient: stays, lines, amount }) => [visitId, stays, lines, amount]),
      [[bill.visitId, false, 1, 700_00]],
    )
    assert.deepEqual(
      open.openVisits.map(({ departmentCode, departmentName, diagnosis }) => [
        departmentCode,
        departmentName,
        diagnosis,
      ]),
      [['D01', '内科', { code: 'I10.x00x002', name: '高血压' }]],
    )
    const quote = expectOk(await till.ask('2206', patient, settleInput(bill)))
    const msgid = freshMsgid(hospital.providerCode)
    const sent = {
      infno: '2207' as const,
      msgid,
      insuredDivision: patient.division,
      input: settleInput(bill),
    }
    const [one, two] = await Promise.all([
      answered(cashier.client.call('till.send', sent)),
      answered(cashier.client.call('till.send', sent)),
    ])
    const again = await answered(cashier.client.call('till.send', sent))
    assert.deepEqual([one.state, two.state, again.state], ['done', 'done', 'done'])
    assert.deepEqual(two.output, one.output)
    assert.deepEqual(again.output, one.output)
    assert.equal(await settlements(patient.insuredId), 1)
    assert.ok(!JSON.stringify(one).includes(patient.certificateNumber), 'identity numbers come masked')
    const { setlinfo } = one.output as typeof quote.output
    assert.deepEqual(
      [setlinfo.medfee_sumamt, setlinfo.psn_cash_pay, setlinfo.fund_pay_sumamt],
      [quote.output.setlinfo.medfee_sumamt, quote.output.setlinfo.psn_cash_pay, quote.output.setlinfo.fund_pay_sumamt],
    )
    const logged = await operations(cashier.userId, 'till.send')
    assert.equal(logged.filter(({ details }) => (details as { msgid?: string }).msgid === msgid).length, 1)
    const { openVisits } = await answered(cashier.client.call('till.person', { insuredId: patient.insuredId }))
    assert.deepEqual(openVisits, [])
  })

  it('keeps a message number for one cashier, one transaction and one content', async () => {
    const till = consoleTill(world, cashier, hospital)
    const bill = await upload(till, elsewhere, [line])
    const msgid = freshMsgid(hospital.providerCode)
    const sent = { infno: '2207' as const, msgid, insuredDivision: elsewhere.division, input: settleInput(bill) }
    assert.equal((await answered(cashier.client.call('till.send', sent))).state, 'done')
    assert.equal(await codeOf(second.client.call('till.send', sent)), '409 till.number-taken')
    assert.equal(
      await codeOf(cashier.client.call('till.send', { ...sent, infno: '2208', reason: '换个交易' })),
      '409 till.number-taken',
    )
    const other = await answered(
      cashier.client.call('till.send', { ...sent, input: settleInput(bill, { acct_used_flag: '0' }) }),
    )
    assert.deepEqual([other.state, other.refusal], ['refused', 'flow.msgid-taken'])
  })

  it('refuses what is no message of a till, names nobody, or is of another institution', async () => {
    const sent = { infno: '2207' as const, msgid: freshMsgid(hospital.providerCode), input: { data: {} } }
    assert.equal(await codeOf(cashier.client.call('till.send', sent)), '400 rest.bad-input')
    const foreign = { ...sent, infno: '3301' } as unknown as Input<'till.send'>
    assert.equal(await codeOf(cashier.client.call('till.send', foreign)), '400 rest.bad-input')
    const { providerCode } = otherHospital
    assert.equal(
      await codeOf(cashier.client.call('till.send', { ...sent, providerCode })),
      '404 till.unknown-institution',
    )
    const [beyond] = await operations(cashier.userId, 'till.send')
    assert.deepEqual([beyond?.reason, beyond?.target], ['rest.beyond-reach', providerCode])
    const two = await colleague(
      world,
      institution('cashier', hospital.providerCode),
      institution('cashier', pharmacy.providerCode),
    )
    assert.equal(await codeOf(two.client.call('till.shift', {})), '400 till.which-institution')
    assert.equal(await codeOf(two.client.call('till.shift', { providerCode: pharmacy.providerCode })), '200')
    const clerk = await colleague(world, region('clerk'))
    assert.equal(await codeOf(clerk.client.call('till.send', sent)), '403 rest.no-right')
  })

  it('takes no message whose parts name different people: the shift would be told of the wrong one', async () => {
    const till = consoleTill(world, cashier, hospital)
    const bill = await upload(till, patient, [line], 'B8')
    const input = settleInput(bill)
    const before = await settlements(patient.insuredId)
    for (const decoy of [{ psn_no: elsewhere.insuredId }, [{}, { psn_no: elsewhere.insuredId }]]) {
      const msgid = freshMsgid(hospital.providerCode)
      const sent = { infno: '2207' as const, msgid, insuredDivision: patient.division }
      const first = { ...sent, input: { regSninfo: decoy, ...input } }
      assert.equal(await codeOf(cashier.client.call('till.send', first)), '400 rest.bad-input')
      const last = { ...sent, input: { ...input, regSninfo: decoy } }
      assert.equal(await codeOf(cashier.client.call('till.send', last)), '400 rest.bad-input')
    }
    assert.equal(await settlements(patient.insuredId), before)
    const { psn_no, mdtrt_id } = { psn_no: patient.insuredId, mdtrt_id: bill.visitId }
    expectOk(await till.ask('2205', patient, { data: { psn_no, mdtrt_id, chrg_bchno: '0000' } }))
  })

  it('tells a refusal of the centre as the national interface tells it', async () => {
    const till = consoleTill(world, cashier, hospital)
    const bill = await upload(till, patient, [line], 'B7')
    const refused = await till.ask('2207', patient, settleInput(bill, { medfee_sumamt: 1 }))
    assert.equal(refused.infcode, -1)
    assert.match(refused.err_msg, /1\.00|700/)
    const found = await answered(cashier.client.call('till.receipts', {}))
    assert.ok(
      found.rows.every(({ msgid }) => msgid !== refused.msgid),
      'a refused message is no receipt',
    )
    expectOk(
      await till.ask('2205', patient, {
        data: { psn_no: patient.insuredId, mdtrt_id: bill.visitId, chrg_bchno: '0000' },
      }),
    )
  })

  it('sells and takes back at a pharmacy', async () => {
    const till = consoleTill(world, druggist, pharmacy)
    const input = purchaseInput(buyer, [{ ...line, price: 30, quantity: 2 }])
    const quote = expectOk(await till.ask('2101', buyer, input))
    const sold = expectOk(await till.ask('2102', buyer, input))
    assert.equal(sold.output.setlinfo.medfee_sumamt, quote.output.setlinfo.medfee_sumamt)
    const { rows } = await answered(druggist.client.call('till.receipts', {}))
    assert.deepEqual(
      rows.map(({ infno, state, settlement }) => [
        infno,
        state,
        settlement?.kind,
        settlement?.total,
        settlement?.stands,
      ]),
      [['2102', 'done', 'settle', 60_00, true]],
    )
    const undo = { infno: '2103' as const, msgid: freshMsgid(pharmacy.providerCode) }
    const silent = { ...undo, input: cancelInput(buyer, sold.output.setlinfo) }
    assert.equal(await codeOf(druggist.client.call('till.send', silent)), '400 rest.bad-input')
    expectOk(await till.ask('2103', buyer, cancelInput(buyer, sold.output.setlinfo)))
    const [noted] = await operations(druggist.userId, 'till.send')
    assert.deepEqual([noted?.target, noted?.reason], [buyer.insuredId, '录入有误'])
    const after = await answered(druggist.client.call('till.receipts', {}))
    assert.deepEqual(
      after.rows.map(({ settlement }) => [settlement?.kind, settlement?.total, settlement?.stands]),
      [
        ['cancel', -60_00, false],
        ['settle', 60_00, false],
      ],
    )
    const { shift, institution: where } = await answered(druggist.client.call('till.shift', {}))
    assert.equal(where.pharmacy, true)
    assert.deepEqual([shift?.sums.settled, shift?.sums.undone, shift?.sums.total, shift?.sums.cash], [1, 1, 0, 0])
  })

  it('takes a stay from admission over an interim bill to the end', async () => {
    const till = consoleTill(world, cashier, hospital)
    const visitId = await admit(till, inpatient)
    await charge(till, inpatient, visitId, [{ code: items.whole.code, price: 3000, quantity: 1 }])
    await settleStay(till, inpatient, visitId, 3000, { mid_setl_flag: '1' })
    const between = await answered(cashier.client.call('till.person', { insuredId: inpatient.insuredId }))
    assert.deepEqual(
      between.openVisits.map((one) => [one.visitId, one.inpatient, one.lines, one.dischargedAt]),
      [[visitId, true, 0, null]],
    )
    await charge(till, inpatient, visitId, [{ code: items.whole.code, price: 500, quantity: 1 }])
    await discharge(till, inpatient, visitId)
    await settleStay(till, inpatient, visitId, 500)
    const after = await answered(cashier.client.call('till.person', { insuredId: inpatient.insuredId }))
    assert.deepEqual(after.openVisits, [])
    const eligible = after.totals.find(({ code }) => code === 'ipt_elig')
    assert.deepEqual(eligible?.label, { zh: '住院符合范围费用累计', en: 'inpatient care, eligible cost' })
  })

  it('takes a registration back with its number and a reason, and an admission and a discharge with a reason', async () => {
    const till = consoleTill(world, second, hospital)
    const { visitId } = await upload(till, walkIn, [line])
    const open = await answered(second.client.call('till.person', { insuredId: walkIn.insuredId }))
    assert.deepEqual(
      open.openVisits.map(({ number: ownNumber, lines }) => [ownNumber, lines]),
      [['OP-1', 1]],
    )
    const cancel = { data: { psn_no: walkIn.insuredId, mdtrt_id: visitId, ipt_otp_no: 'OP-1' } }
    const silent = { infno: '2202' as const, msgid: freshMsgid(hospital.providerCode), input: cancel }
    assert.equal(await codeOf(second.client.call('till.send', silent)), '400 rest.bad-input')
    const inUse = await till.ask('2202', walkIn, cancel)
    assert.match(inUse.err_msg, /settlement\.visit-in-use/)
    const withdrawal = { data: { psn_no: walkIn.insuredId, mdtrt_id: visitId, chrg_bchno: '0000' } }
    expectOk(await till.ask('2205', walkIn, withdrawal))
    expectOk(await till.ask('2202', walkIn, cancel))
    const [noted] = await operations(second.userId, 'till.send')
    assert.deepEqual([noted?.target, noted?.reason], [walkIn.insuredId, '录入有误'])
    const after = await answered(second.client.call('till.person', { insuredId: walkIn.insuredId }))
    assert.deepEqual(after.openVisits, [])

    const stay = { data: { psn_no: walkIn.insuredId, mdtrt_id: await admit(till, walkIn) } }
    for (const infno of ['2404', '2405', '2601'] as const) {
      const unreasoned = { infno, msgid: freshMsgid(hospital.providerCode), input: stay }
      assert.equal(await codeOf(second.client.call('till.send', unreasoned)), '400 rest.bad-input', infno)
    }
    expectOk(await till.ask('2404', walkIn, stay))
  })

  it('reverses what nobody saw answered: what the centre has goes back, what it has not can come no more', async () => {
    const { pool } = world.database
    const till = consoleTill(world, second, hospital)
    const bill = await upload(till, walkIn, [line])
    const settled = await till.ask('2207', walkIn, settleInput(bill))
    expectOk(settled)
    await pool.query('update till_message set outcome = null where msgid = $1', [settled.msgid])
    const receiptOf = async (msgid: string) => {
      const { rows } = await answered(second.client.call('till.receipts', { limit: 200 }))
      const found = rows.find((row) => row.msgid === msgid)
      return [found?.state, found?.transaction.zh, found?.settlement?.stands]
    }
    assert.deepEqual(await receiptOf(settled.msgid), ['unseen', '门诊结算', true])
    const reverse = (msgid: string) =>
      till.ask('2601', walkIn, { data: { psn_no: walkIn.insuredId, omsgid: msgid, oinfno: '2207' } })
    const reversal = await reverse(settled.msgid)
    expectOk(reversal)
    assert.deepEqual(await receiptOf(settled.msgid), ['done', '门诊结算', false])
    const { rows } = await answered(second.client.call('till.receipts', { limit: 200 }))
    const undone = rows.find((row) => row.msgid === reversal.msgid)
    assert.deepEqual([undone?.settlement?.kind, undone?.settlement?.total], ['reverse', -700_00])

    const lost = freshMsgid(hospital.providerCode)
    const { shift } = await answered(second.client.call('till.shift', {}))
    assert.ok(shift !== null)
    await pool.query(
      `insert into till_message (insured_id, provider_code, msgid, infno, user_id, shift_id, sent_at)
       values ($1, $2, $3, '2207', $4, $5, $6)`,
      [walkIn.insuredId, hospital.providerCode, lost, second.userId, shift.shiftId, `${today} 09:00:30`],
    )
    assert.deepEqual(await receiptOf(lost), ['unknown', '门诊结算', undefined])
    const input = { data: { psn_no: walkIn.insuredId, omsgid: lost, oinfno: '2207' } }
    const order = { infno: '2601' as const, msgid: freshMsgid(hospital.providerCode), input, reason: '没有应答' }
    const nothing = await answered(second.client.call('till.send', order))
    assert.deepEqual([nothing.state, nothing.refusal], ['refused', 'flow.nothing-to-reverse'])
    assert.deepEqual(await receiptOf(lost), [undefined, undefined, undefined])
    assert.equal((await answered(second.client.call('till.shift', {}))).shift?.unknown, 0)
    const late = { infno: '2207' as const, msgid: lost, insuredDivision: walkIn.division, input: settleInput(bill) }
    const refused = await answered(second.client.call('till.send', late))
    assert.deepEqual([refused.state, refused.refusal], ['refused', 'flow.reversed-before'])
    expectOk(
      await till.ask('2205', walkIn, {
        data: { psn_no: walkIn.insuredId, mdtrt_id: bill.visitId, chrg_bchno: '0000' },
      }),
    )
  })

  it('finds items and diagnoses by pinyin, code or name, with the ceiling of this institution', async () => {
    const find = async (words: string, who = cashier) => (await answered(who.client.call('till.items', { words }))).rows
    assert.deepEqual(
      (await find('csyp')).map(({ code }) => code),
      ['TEST-A', 'TEST-B', 'TEST-C', 'TEST-L', 'TEST-R'],
    )
    const [limited] = await find('test-l')
    assert.deepEqual([limited?.code, limited?.ceiling], ['TEST-L', '30.00'])
    assert.equal((await find('test-l', druggist))[0]?.ceiling, null)
    const [restricted] = await find('TEST-R')
    assert.deepEqual([restricted?.restricted, restricted?.restriction], [true, '限二线用药'])
    assert.deepEqual(await find('TEST-X'), [], 'no longer in force')
    assert.deepEqual(await find('TEST-Y'), [], 'not yet in force')
    assert.equal(await codeOf(cashier.client.call('till.items', { words: '' })), '400 rest.bad-input')
    const diagnoses = await answered(cashier.client.call('till.diagnoses', { words: 'gxy' }))
    assert.deepEqual(diagnoses.rows, [{ code: 'I10.x00x002', name: '高血压' }])
    const procedures = await answered(cashier.client.call('till.diagnoses', { words: 'gwss' }))
    assert.deepEqual(procedures.rows, [])
  })

  it('finds departments and insurance doctors of this institution that are there today', async () => {
    const find = async (of: 'department' | 'doctor', words: string, who = cashier) =>
      (await answered(who.client.call('till.register', { of, words }))).rows
    assert.deepEqual(await find('department', 'nk'), [{ code: 'D01', name: '内科', caty: 'A03' }])
    assert.deepEqual(await find('department', '旧'), [], 'closed')
    assert.deepEqual(await find('doctor', 'csys'), [{ code: 'DR1', name: '测试医师', caty: null }])
    assert.deepEqual(await find('doctor', 'cs药'), [])
    assert.deepEqual(await find('doctor', '药师'), [], 'no doctor of the insurance')
    assert.deepEqual(await find('department', 'nk', druggist), [], 'of another institution')
  })

  it('lists the receipts of one kind of care', async () => {
    const find = async (asked: Input<'till.receipts'>) =>
      (await answered(cashier.client.call('till.receipts', asked))).rows
    const outpatients = await find({ scheme: '310', medType: '11' })
    assert.ok(outpatients.length > 0 && outpatients.every(({ settlement }) => settlement?.medType === '11'))
    assert.deepEqual(await find({ scheme: '390', medType: '11' }), [])
  })

  it('lists receipts page by page, and nothing of another institution', async () => {
    const all = await answered(cashier.client.call('till.receipts', {}))
    assert.ok(all.rows.length >= 3)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await answered(
        cashier.client.call('till.receipts', { limit: 2, ...(after === undefined ? {} : { after }) }),
      )
      seen.push(...page.rows.map(({ msgid }) => msgid))
      after = page.next ?? undefined
    } while (after !== undefined)
    assert.deepEqual(
      seen,
      all.rows.map(({ msgid }) => msgid),
    )
    const own = await answered(druggist.client.call('till.receipts', {}))
    assert.ok(own.rows.every(({ insuredId }) => insuredId === buyer.insuredId))
    const shiftId = all.rows[0]?.shiftId ?? ''
    assert.deepEqual((await answered(druggist.client.call('till.receipts', { shiftId }))).rows, [])
    assert.equal(await codeOf(cashier.client.call('till.receipts', { after: 'x' })), '400 rest.bad-input')
    assert.equal(await codeOf(cashier.client.call('till.receipts', { on: '2023-02-30' })), '400 rest.bad-input')
  })

  it('closes a shift once, with frozen sums, and takes nothing into it any more', async () => {
    const { pool } = world.database
    const books = tillBooks(pool)
    const till = consoleTill(world, cashier, hospital)
    const { shift } = await answered(cashier.client.call('till.shift', {}))
    assert.ok(shift !== null)
    const { shiftId, sums } = shift
    const { rows } = await answered(cashier.client.call('till.receipts', { shiftId }))
    const total = rows.reduce((all, { settlement }) => all + (settlement?.total ?? 0), 0)
    assert.deepEqual(
      [sums.total, sums.settled + sums.undone],
      [total, rows.length],
      'the sums are those of the receipts',
    )
    const { total: _, settled: __, undone: ___, ...payers } = sums
    assert.equal(
      Object.values(payers).reduce((all, one) => all + one, 0),
      sums.total,
    )
    assert.equal(await codeOf(second.client.call('till.close', { shiftId })), '404 till.unknown-shift')
    assert.equal(await codeOf(druggist.client.call('till.close', { shiftId })), '404 till.unknown-shift')
    assert.equal(await codeOf(cashier.client.call('till.close', { shiftId, counted: -1 })), '400 rest.bad-input')

    const lost = freshMsgid(hospital.providerCode)
    await pool.query(
      `insert into till_message (insured_id, provider_code, msgid, infno, user_id, shift_id, sent_at)
       values ($1, $2, $3, '2207', $4, $5, $6)`,
      [patient.insuredId, hospital.providerCode, lost, cashier.userId, shiftId, `${today} 09:00:30`],
    )
    const waiting = await answered(cashier.client.call('till.shift', {}))
    assert.equal(waiting.shift?.unknown, 1)
    assert.equal(await codeOf(cashier.client.call('till.close', { shiftId })), '409 till.message-under-way')
    await pool.query(`update till_message set sent_at = sent_at - interval '1 hour' where msgid = $1`, [lost])
    const unknown = await answered(cashier.client.call('till.receipts', { shiftId, limit: 200 }))
    assert.deepEqual(
      unknown.rows.filter(({ state }) => state === 'unknown').map(({ msgid }) => msgid),
      [lost],
    )

    const sentAgain = async (at: string) => {
      const message = {
        insuredId: patient.insuredId,
        providerCode: hospital.providerCode,
        msgid: lost,
        infno: '2207',
        userId: cashier.userId,
        at: localDateTime(at),
      }
      const source = { now: () => message.at, newId: () => lost }
      const operation = operationOf(source, atConsole, { action: 'till.send' })
      const begun = await books.begin(message, 'another shift', operation)
      assert.equal(await codeOf(cashier.client.call('till.close', { shiftId })), '409 till.message-under-way')
      return { begun, message }
    }
    const { begun, message } = await sentAgain(`${today} 09:00:20`)
    assert.deepEqual(begun, { kind: 'again', unknown: true })
    await books.told(message, 'refused')
    const later = await sentAgain(`${today} 09:00:25`)
    assert.deepEqual(later.begun, { kind: 'again', unknown: false })
    await books.told(message, 'refused')
    assert.equal(
      await codeOf(cashier.client.call('till.close', { shiftId })),
      '409 till.message-under-way',
      'the answer to the earlier sending comes late',
    )
    await pool.query(`update till_message set sent_at = sent_at - interval '1 hour' where msgid = $1`, [lost])

    assert.equal(
      await codeOf(cashier.client.call('till.close', { shiftId, counted: sums.cash + 1 })),
      '400 rest.bad-input',
      'a difference without a remark',
    )
    const order = { shiftId, counted: 12_34, note: '早班' }
    const closed = await answered(cashier.client.call('till.close', order))
    assert.deepEqual([closed.sums, closed.counted, closed.note], [sums, 12_34, '早班'])
    assert.equal(await codeOf(cashier.client.call('till.close', order)), '409 till.shift-closed')
    const [row] = await operations(cashier.userId, 'till.close')
    assert.deepEqual([row?.target, row?.outcome], [shiftId, 'done'])
    assert.equal((await answered(cashier.client.call('till.shift', {}))).shift, null)

    const late = { infno: '2207' as const, msgid: lost, input: { data: { psn_no: patient.insuredId } } }
    assert.equal(await codeOf(cashier.client.call('till.send', late)), '409 till.shift-closed')
    assert.equal((await answered(cashier.client.call('till.shift', {}))).shift, null, 'what is refused opens no shift')
    const settled = rows.find(({ infno, settlement }) => infno === '2207' && settlement?.stands)
    assert.ok(settled?.settlement != null)
    const { insuredId, settlement } = settled
    const who = [patient, elsewhere].find((one) => one.insuredId === insuredId) ?? patient
    expectOk(
      await till.ask('2208', who, {
        data: { psn_no: insuredId, setl_id: settlement.settlementId, mdtrt_id: settlement.visitId },
      }),
    )
    const next = await answered(cashier.client.call('till.shift', {}))
    assert.deepEqual(
      [next.shift?.sums.undone, next.shift?.sums.total],
      [1, -settlement.total],
      'the refund is the next shift’s',
    )
    const listed = await answered(cashier.client.call('till.shifts', {}))
    const before = listed.rows.find((one) => one.shiftId === shiftId)
    assert.deepEqual(before?.sums, sums)
  })

  it('reconciles a day: equal while only tills worked, different once another system sent something', async () => {
    const equal = await answered(cashier.client.call('till.reconcile', {}))
    assert.deepEqual([equal.outcome, equal.till, equal.changedShifts], ['equal', equal.filed, []])
    assert.ok(equal.rows.length > 1 && equal.rows.every((row) => row.equal))
    const his = world.till(hospital)
    expectOk(await his.ask('2207', elsewhere, settleInput(await upload(his, elsewhere, [line], 'HIS'))))
    const differs = await answered(cashier.client.call('till.reconcile', {}))
    assert.equal(differs.outcome, 'differ')
    assert.deepEqual([differs.till, differs.filed.count], [equal.till, equal.filed.count + 1])
    const pharmacys = await answered(druggist.client.call('till.reconcile', {}))
    assert.deepEqual([pharmacys.outcome, pharmacys.filed.count], ['equal', 2])
  })
})
