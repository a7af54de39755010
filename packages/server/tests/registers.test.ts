import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import type { Department, Practitioner } from '../src/flows/register-ports.ts'
import { importWriters } from '../src/store/import-store.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, hospital, otherHospital, person, pharmacy } from './support/world.ts'

const range = { from: isoDate('2020-01-01'), until: null }

const department = (providerCode: string, code: string, rest: Partial<Department> = {}): Department => ({
  providerCode,
  code,
  name: `测试科室${code}`,
  range,
  details: { caty: 'A03', dept_resper_name: '测试主任', dept_resper_tel: '0000-0000000', dr_psncnt: '12' },
  ...rest,
})

const practitioner = (providerCode: string, number: number, rest: Partial<Practitioner> = {}): Practitioner => ({
  providerCode,
  code: `D99020000${number}`,
  name: `测试医师${number}`,
  kind: '1',
  certificateType: '01',
  certificateNumber: person(number).certificateNumber,
  insuranceDoctor: true,
  range,
  details: { prac_psn_no: `T${number}` },
  ...rest,
})

inOneWorld('registers', (world) => {
  const till = () => world().till(hospital)
  const writers = () => importWriters(world().database.pool)

  const institutions = async (medinsinfo: Envelope) =>
    expectOk(await till().ask('1201', null, { medinsinfo })).output.medinsinfo

  test('institutions are found by type, name and code, with their level', async () => {
    const hospitals = await institutions({ fixmedins_type: '1' })
    assert.deepEqual(
      hospitals.slice(0, 2).map((one) => [one.fixmedins_code, one.fixmedins_type, one.hosp_lv, one.uscc]),
      [
        [hospital.providerCode, '1', '02', ''],
        [otherHospital.providerCode, '1', '02', ''],
      ],
    )
    assert.ok(hospitals.every((one) => one.fixmedins_type === '1'))
    assert.deepEqual(
      (await institutions({ fixmedins_type: '2' })).map((one) => one.fixmedins_code),
      [pharmacy.providerCode],
    )
    const { name, providerCode } = otherHospital
    assert.equal((await institutions({ fixmedins_type: '1', fixmedins_code: providerCode })).length, 1)
    assert.equal((await institutions({ fixmedins_type: '1', fixmedins_name: name.slice(-2) })).length, 1)
    assert.deepEqual(await institutions({ fixmedins_type: '2', fixmedins_code: providerCode }), [])
    assert.deepEqual(await institutions({ fixmedins_type: '3' }), [])
  })

  test('a credit code is told once it is known, and a list without it does not take it away', async () => {
    const creditCode = '12990200MB0000001X'
    await writers().writeProviders([{ ...hospital, creditCode }])
    await writers().writeProviders([hospital])
    const asked = { fixmedins_type: '1', fixmedins_code: hospital.providerCode }
    assert.deepEqual(
      (await institutions(asked)).map((one) => one.uscc),
      [creditCode],
    )
  })

  test('an institution whose agreement has ended is not told', async () => {
    const until = isoDate('2023-11-13')
    const ended = { ...hospital, providerCode: 'H99020000009', name: '停业医院', range: { from: range.from, until } }
    await writers().writeProviders([ended])
    assert.deepEqual(await institutions({ fixmedins_type: '1', fixmedins_name: '停业' }), [])
  })

  test('more institutions than an answer carries are refused with a way out', async () => {
    await world().database.pool.query(
      `insert into provider (provider_code, name, kind, level, level_code, division, valid_from)
       select 'C' || lpad(n::text, 11, '0'), '诊所' || n, 'clinic', 'ungraded', '11', '990200', date '2020-01-01'
       from generate_series(1, 501) as n`,
    )
    const medinsinfo = { fixmedins_type: '1', fixmedins_name: '诊所' }
    const answer = await expectRefusal(world(), 'register.too-many', () => till().ask('1201', null, { medinsinfo }))
    assert.match(answer.err_msg, /医药机构超过 500 条.*请填编号或名称/)
    assert.equal((await institutions({ ...medinsinfo, fixmedins_code: 'C00000000007' })).length, 1)
  })

  const list = async (data: Envelope) => expectOk(await till().ask('1901', null, { data })).output.list

  test('a code list is told with its order and its classes', async () => {
    const levels = await list({ type: 'chrgitm_lv' })
    assert.deepEqual(levels[0], {
      type: 'chrgitm_lv',
      label: '甲类',
      value: '01',
      parent_value: '',
      sort: 1,
      vali_flag: '1',
    })
    assert.equal(levels.length, 4)
    const below = await list({ type: 'med_type', parentValue: '14' })
    assert.ok(below.length > 0 && below.every((one) => one.value.startsWith('14') && one.value !== '14'))
    assert.deepEqual(await list({ type: 'chrgitm_lv', vali_Flag: '0' }), [])
  })

  test('the codes that are ours alone are told like the others', async () => {
    assert.deepEqual((await list({ type: 'hilist_lmtpric_type' })).map((one) => one.value).toSorted(), [
      '0',
      '1',
      '2',
      '3',
    ])
  })

  test('a list that nobody has is refused, inherited names included', async () => {
    for (const type of ['no_such_list', 'constructor']) {
      await expectRefusal(world(), 'register.unknown-dictionary', () => till().ask('1901', null, { data: { type } }))
    }
  })

  test('departments are told to their own institution, with everything the register holds', async () => {
    const until = isoDate('2023-01-01')
    await writers().writeDepartments([
      department(hospital.providerCode, 'A03'),
      department(hospital.providerCode, 'A04', { range: { from: range.from, until } }),
      department(otherHospital.providerCode, 'A03'),
    ])
    const { feedetail } = expectOk(await till().ask('5101', null, {})).output
    assert.equal(feedetail.length, 2)
    assert.partialDeepStrictEqual(feedetail[0], {
      hosp_dept_codg: 'A03',
      caty: 'A03',
      dept_resper_name: '测试主任',
      dr_psncnt: 12,
      begntime: '2020-01-01 00:00:00',
      endtime: '2099-12-31 23:59:59',
    })
    assert.equal(feedetail[1]?.endtime, '2022-12-31 23:59:59')
    assert.deepEqual(expectOk(await till().ask('5101', null, { data: {} })).output.feedetail, feedetail)
    assert.deepEqual(expectOk(await world().till(pharmacy).ask('5101', null, {})).output.feedetail, [])
  })

  const practitioners = async (data: Envelope, who = hospital) =>
    expectOk(
      await world()
        .till(who)
        .ask('5102', null, { data: { prac_psn_type: '1', ...data } }),
    ).output.feedetail

  test('an institution sees its own practitioners whole, and strangers only by name, masked', async () => {
    await writers().writePractitioners([
      practitioner(hospital.providerCode, 1),
      practitioner(hospital.providerCode, 2, { kind: '2', insuranceDoctor: false }),
      practitioner(otherHospital.providerCode, 3),
    ])
    const own = await practitioners({})
    assert.deepEqual(
      own.map((one) => [one.prac_psn_code, one.certno, one.hi_dr_flag, one.prac_psn_no]),
      [['D990200001', person(1).certificateNumber, '1', 'T1']],
    )
    const [stranger] = await practitioners({ prac_psn_code: 'D990200003' })
    assert.equal(stranger?.certno, `9900${'*'.repeat(10)}${person(3).certificateNumber.slice(-4)}`)
    const [byNumber] = await practitioners({ certno: person(3).certificateNumber, psn_cert_type: '01' })
    assert.match(byNumber?.certno ?? '', /^\d{4}\*{10}.{4}$/)
    const [same] = await practitioners({ prac_psn_code: 'D990200003' }, otherHospital)
    assert.equal(same?.certno, person(3).certificateNumber)
    assert.deepEqual(
      (await practitioners({ prac_psn_type: '2' })).map((one) => one.prac_psn_name),
      ['测试医师2'],
    )
    assert.deepEqual(await practitioners({ prac_psn_name: '测试医师' }), [], 'a name is asked whole')
  })
})
