import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIdentityNumber, localDateTime } from '@yibao/core/kernel'
import { sandboxItems } from '../sandbox/items.ts'
import { plantSandbox } from '../sandbox/plant.ts'
import { csbHeaders } from './support/keys.ts'
import { inSandbox, type OpenSandbox, sandboxDay } from './support/sandbox.ts'
import { admissionInput, charge, discharge, settleStay } from './support/stay.ts'
import {
  describeInput,
  expectOk,
  feeLine,
  type Line,
  purchaseInput,
  registration,
  settleInput,
} from './support/visit.ts'
import type { Envelope, TestPerson, Till } from './support/world.ts'

const codeIn = (sentence: string): string => /\[([a-z.-]+)\]$/.exec(sentence)?.[1] ?? sentence

const begin = `${sandboxDay} 08:50:00`
const tertiary = 'H99030100001'

/** A visit of the sandbox's day with lines on file; what 2207 asks of it. */
async function billOf(
  till: Till,
  who: TestPerson,
  lines: readonly Line[],
  more: { medType?: string; scheme?: string } = {},
) {
  const { medType = '11', scheme = '310' } = more
  const opened = expectOk(await till.ask('2201', who, registration(who, { begntime: begin, insutype: scheme })))
  const visitId = opened.output.data.mdtrt_id
  expectOk(await till.ask('2203', who, describeInput(visitId, who, { med_type: medType, begntime: begin })))
  const feedetail = lines.map((line) => ({ ...feeLine(line, visitId, who, 'B1'), fee_ocur_time: begin }))
  const { result } = expectOk(await till.ask('2204', who, { feedetail })).output
  const bill = { who, visitId, batch: 'B1', split: result }
  return settleInput(bill, { med_type: medType, insutype: scheme })
}

const codeOf = (role: string): string => sandboxItems.find((item) => item.role === role)?.code ?? role

/** A stay of two weeks of the sandbox's year, settled at its end. */
async function stayOf(till: Till, who: TestPerson, scheme: string, amount: number) {
  const place = { mdtrtarea_admvs: till.institution.division }
  const admission = admissionInput(who, { begntime: '2026-05-06 09:00:00', insutype: scheme, ...place })
  const visitId = expectOk(await till.ask('2401', who, admission)).output.result.mdtrt_id
  await charge(till, who, visitId, [{ code: codeOf('class-a'), price: amount, quantity: 1, on: '2026-05-07' }])
  await discharge(till, who, visitId, { endtime: `${sandboxDay} 08:00:00`, insutype: scheme })
  const terms: Envelope = { insutype: scheme, ...place }
  return settleStay(till, who, visitId, amount, terms)
}

const drug: Line = { code: codeOf('class-a'), price: 100, quantity: 1 }

test('everybody whom the sandbox prints is found by each of his certificates, with the balance that it prints', () =>
  inSandbox(async ({ told, till }) => {
    assert.equal(new Set(told.people.map(({ certificateNumber }) => certificateNumber)).size, told.people.length)
    for (const { insuredId, certificateNumber, credentials, accountBalance, insurances, name } of told.people) {
      assert.ok(isIdentityNumber(certificateNumber) && certificateNumber.startsWith('9903') && name.startsWith('测试'))
      assert.deepEqual(
        credentials.map(({ type }) => type),
        ['01', '02', '03'],
      )
      for (const { type, number } of credentials) {
        const data = { mdtrt_cert_type: type, mdtrt_cert_no: number, psn_cert_type: '01' }
        const { baseinfo, insuinfo } = expectOk(await till(tertiary).ask('1101', null, { data })).output
        assert.equal(baseinfo.psn_no, insuredId)
        assert.deepEqual(insuinfo.map((row) => row.insutype).sort(), insurances.map(({ scheme }) => scheme).sort())
        const own = insuinfo.find((row) => row.insutype === '310')
        if (own !== undefined) assert.equal(own.balc, Number(accountBalance))
      }
    }
  }))

test('the account of an institution is good for each style of the gateway', () =>
  inSandbox(async ({ till, told, person }) => {
    const { certificateNumber } = person('employee')
    const data = { mdtrt_cert_type: '02', mdtrt_cert_no: certificateNumber, psn_cert_type: '01' }
    for (const { code, keys } of told.institutions) {
      const [key] = keys
      assert.ok(key !== undefined)
      for (const headers of [csbHeaders(key, '1101'), { apikey: key.secret }]) {
        const { body } = till(code).sign('1101', null, { data }, { inf_time: `${sandboxDay} 09:00:00` })
        expectOk(await till(code).send({ headers, body }))
      }
    }
  }))

test('a visit shows every class of items, and is paid by the numbers that the sandbox prints', () =>
  inSandbox(async ({ till, person, told }) => {
    const hospital = till(tertiary)
    const who = person('employee')
    const asked = await billOf(hospital, who, [
      { code: codeOf('class-a'), price: 500, quantity: 1 },
      { code: codeOf('class-b'), price: 45.1, quantity: 1 },
      { code: codeOf('above-ceiling'), price: 160, quantity: 1 },
      { code: codeOf('class-c'), price: 6.95, quantity: 1 },
    ])
    const { setlinfo } = expectOk(await hospital.ask('2207', who, asked)).output
    assert.partialDeepStrictEqual(setlinfo, {
      medfee_sumamt: 712.05,
      fulamt_ownpay_amt: 6.95,
      overlmt_selfpay: 10,
      preselfpay_amt: 19.51,
      inscp_scp_amt: 675.59,
      act_pay_dedc: 300,
      fund_pay_sumamt: 187.8,
    })
    const plan = told.plans.find(({ plan: id }) => id === 'sandbox-employee-outpatient')
    const rows = plan?.parameters.find(({ name }) => name === 'deductible')?.rows
    assert.equal(rows?.find(({ key }) => key[0] === 'active')?.value, '300.00')
    assert.equal(told.region.coverage[0]?.rows[0]?.value, '10%')
    const totals = await hospital.ask('5206', who, { data: { psn_no: who.insuredId, cum_ym: '202605' } })
    const codes = expectOk(totals).output.cuminfo.map((row) => row.cum_type_code)
    assert.deepEqual(codes.sort(), plan?.totals.map(({ cum_type_code: code }) => code).sort())
  }))

test('a restricted item is covered when the hospital approves it, and by the person when it does not', () =>
  inSandbox(async ({ till, person }) => {
    const eligible = async (flag: string) => {
      const line = { code: codeOf('restricted'), price: 58.4, quantity: 1, more: { hosp_appr_flag: flag } }
      return (await billOf(till(tertiary), person('load-01'), [line])).data.inscp_scp_amt
    }
    assert.deepEqual([await eligible('1'), await eligible('2')], [52.56, 0])
  }))

test('stays of an employee, a resident, and a poor resident whom medical assistance helps', () =>
  inSandbox(async ({ till, person }) => {
    const secondary = till('H99030100002')
    const employee = await stayOf(secondary, person('inpatient'), '310', 2000)
    assert.partialDeepStrictEqual(employee, { act_pay_dedc: 600, fund_pay_sumamt: 1232 })
    const resident = await stayOf(secondary, person('inpatient-resident'), '390', 2000)
    assert.partialDeepStrictEqual(resident, { act_pay_dedc: 500, fund_pay_sumamt: 1125 })
    const poor = await stayOf(secondary, person('poor'), '390', 2000)
    assert.partialDeepStrictEqual(poor, { fund_pay_sumamt: 1737.5, maf_pay: 612.5 })
  }))

test('a purchase with a traceability code that the sandbox prints empties the account', () =>
  inSandbox(async ({ till, person, told }) => {
    const shop = till('P99030100001')
    const who = person('small-account')
    const line = { code: codeOf('trace-coded'), price: 15.6, quantity: 1, more: { fee_ocur_time: begin } }
    const bill = purchaseInput(who, [line], { begntime: begin })
    const drugdetail = bill.drugdetail.map((row) => ({
      ...row,
      drug_trac_info: [
        { feedetl_sn: row.feedetl_sn, drug_trac_codg: told.traceCodes[0], trdn_flag: '0', min_prcunt_type: '2' },
      ],
    }))
    const { setlinfo } = expectOk(await shop.ask('2102', who, { ...bill, drugdetail })).output
    assert.partialDeepStrictEqual(setlinfo, { acct_pay: 12.34, psn_cash_pay: 3.26, balc: 0 })
  }))

/** What 2207 answers, or the code of the first refusal on the way there. */
async function outcome({ till, person }: OpenSandbox, role: string, more: { medType?: string; scheme?: string } = {}) {
  const hospital = till(tertiary)
  const who = person(role)
  try {
    const asked = await billOf(hospital, who, [drug], more)
    const answer = await hospital.ask('2207', who, asked)
    return answer.infcode === 0 ? answer.output.setlinfo.fund_pay_sumamt : codeIn(answer.err_msg)
  } catch (error) {
    return codeIn(error instanceof Error ? error.message : '')
  }
}

test('those who have a filing are paid by it, and those who have none are told so', () =>
  inSandbox(async (sandbox) => {
    assert.equal(await outcome(sandbox, 'chronic', { medType: '14' }), 80)
    assert.equal(await outcome(sandbox, 'employee', { medType: '14' }), 'settlement.no-filing')
    assert.equal(await outcome(sandbox, 'special-drug', { medType: '15' }), 75)
    assert.equal(await outcome(sandbox, 'employee', { medType: '15' }), 'settlement.no-filing')
    const distant = sandbox.till('H33020099001')
    const sent = await stayOf(distant, sandbox.person('transferred'), '310', 2000)
    assert.partialDeepStrictEqual(sent, { act_pay_dedc: 900, fund_pay_sumamt: 935 })
    const unsent = stayOf(distant, sandbox.person('inpatient'), '310', 2000)
    await assert.rejects(unsent, /\[settlement\.no-filing\]$/)
  }))

test('insurance that ended, has not begun or died with the person pays nothing, and one of the year pays', () =>
  inSandbox(async (sandbox) => {
    assert.equal(await outcome(sandbox, 'ended'), 'settlement.not-insured')
    assert.equal(await outcome(sandbox, 'not-yet'), 'settlement.not-insured')
    assert.equal(await outcome(sandbox, 'dead'), 'settlement.after-death')
    assert.equal(await outcome(sandbox, 'became-employee', { scheme: '390' }), 'settlement.not-insured')
    assert.equal(await outcome(sandbox, 'became-employee'), 0)
    assert.equal(await outcome(sandbox, 'became-resident', { scheme: '390' }), 30)
    assert.equal(await outcome(sandbox, 'child', { scheme: '390' }), 30)
  }))

test('a person of another region is paid by the law of that region', () =>
  inSandbox(async ({ till, person }) => {
    const hospital = till(tertiary)
    const who = person('stranger')
    const settled = expectOk(await hospital.ask('2207', who, await billOf(hospital, who, [drug])))
    // Ningbo lets the account pay a stage in front; the sandbox knows no such stage.
    assert.match(settled.output.setldetail[0]?.setl_proc_info ?? '', /个人账户段/)
  }))

test('a sandbox that is filled again keeps everything as it is', () =>
  inSandbox(async ({ database, box, describe, told, till, person }) => {
    const hospital = till(tertiary)
    const who = person('load-64')
    expectOk(await hospital.ask('2207', who, await billOf(hospital, who, [drug])))
    const before = await describe()
    assert.equal(await plantSandbox(database.pool, box, localDateTime('2027-01-01 00:00:00')), false)
    assert.deepEqual(await describe(), before)
    const balance = ({ people }: typeof told) => people.find(({ role }) => role === 'load-64')?.accountBalance
    assert.deepEqual([balance(told), balance(before)], ['10000.00', '9900.00'])
  }))

test('every institution has a key of its own, and every item and list that is promised is there', () =>
  inSandbox(async ({ told }) => {
    assert.equal(told.items.length, sandboxItems.length)
    assert.deepEqual(
      told.items.flatMap((item) => (['class-a', 'class-b', 'class-c'].includes(item.role) ? [item.class] : [])),
      ['A', 'B', 'C'],
    )
    assert.ok(told.diagnoses.length === 4 && told.chronicDiseases.length > 0)
    const secrets = told.institutions.flatMap(({ keys }) => keys.map(({ secret }) => secret))
    assert.equal(new Set(secrets).size, told.institutions.length)
    assert.deepEqual(
      told.families.map(({ members }) => members.length),
      [2, 1],
    )
  }))
