import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { importWriters } from '../src/store/import-store.ts'
import { withBusyWorld } from './support/desk.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { countyHospital, hospital, otherHospital, pharmacy, today, type World } from './support/world.ts'

const range = { from: isoDate('2020-01-01'), until: null }

async function staff({ database }: World): Promise<void> {
  const writers = importWriters(database.pool)
  const { providerCode } = hospital
  await writers.writeOperators([{ providerCode, operatorNumber: '009', name: '欧阳小娜' }])
  await writers.writeDepartments([
    { providerCode, code: 'D1', name: '心内科', range, details: { caty: 'A03', aprv_bed_cnt: '40' } },
    {
      providerCode,
      code: 'D2',
      name: '骨科',
      range: { ...range, until: isoDate('2023-01-01') },
      details: { caty: 'A04' },
    },
  ])
  await writers.writePractitioners([
    {
      providerCode,
      code: 'P1',
      name: '王小明',
      kind: '1',
      certificateType: '01',
      certificateNumber: '990000198001010012',
      insuranceDoctor: true,
      range,
      details: {},
    },
  ])
}

test('a file shows agreement, staff, settlements and what is open, names masked', () =>
  withBusyWorld(async ({ world }) => {
    await staff(world)
    const { client } = await colleague(world, region('auditor', '990200'))
    const { providerCode } = hospital
    const file = await answered(client.call('providers.get', { providerCode }))
    assert.partialDeepStrictEqual(file, {
      provider: { providerCode, level: 'tertiary', division: '990200', isDesignated: true, from: '2020-01-01' },
      departments: 1,
      practitioners: 1,
      openMatters: 0,
      mappingsWaiting: 0,
      credit: { counts: 'base', value: 100, grade: 'A' },
      months: [{ month: today.slice(0, 7), settlements: 1, total: 700_00 }],
    })
    const departments = await answered(client.call('providers.departments', { providerCode, limit: 1 }))
    assert.deepEqual(
      [departments.rows[0]?.name, departments.rows[0]?.beds, departments.next],
      ['心内科', '40', '2020-01-01~D1'],
    )
    const rest = await answered(client.call('providers.departments', { providerCode, after: departments.next ?? '' }))
    assert.deepEqual(
      rest.rows.map(({ code, until }) => [code, until]),
      [['D2', '2023-01-01']],
    )

    const people = async (search: string) =>
      (await answered(client.call('providers.practitioners', { providerCode, search }))).rows.map(({ name }) => name)
    assert.deepEqual(await people('P'), ['王*明'])
    assert.deepEqual(await people('王小明'), ['王*明'])
    assert.deepEqual(await people('王'), [], 'a name is not found out letter by letter')
    const { rows } = await answered(client.call('providers.operators', { providerCode }))
    assert.deepEqual(
      rows.filter(({ number }) => number === '009'),
      [{ number: '009', name: '欧**娜' }],
    )
    assert.doesNotMatch(JSON.stringify([file, rows]), /990000198001010012|王小明/)
  }))

test('a file shows no more than the rights of who looks', () =>
  withBusyWorld(async ({ world }) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    const lead = await colleague(world, region('supervision-lead', '990200'))
    const { providerCode } = hospital
    const seen = async ({ client }: typeof clerk) => await answered(client.call('providers.get', { providerCode }))
    assert.equal((await seen(clerk)).credit, null)
    assert.ok((await seen(lead)).credit !== null)
    assert.equal((await seen(lead)).mappingsWaiting, null)
  }))

test('institutions are listed by code, searched and bounded by reach', () =>
  withBusyWorld(async ({ world }) => {
    const { client } = await colleague(world, region('clerk', '990200'))
    const codes = async (asked: object = {}) =>
      (await answered(client.call('providers.list', asked))).rows.map(({ providerCode }) => providerCode)
    const all = await codes()
    assert.deepEqual(all, all.toSorted())
    for (const one of [hospital, otherHospital, pharmacy, countyHospital]) assert.ok(all.includes(one.providerCode))
    assert.deepEqual(await codes({ kind: 'pharmacy', search: 'p99' }), [pharmacy.providerCode])
    assert.deepEqual(await codes({ level: 'secondary' }), [countyHospital.providerCode])
    assert.deepEqual(await codes({ search: hospital.name, kind: 'hospital' }), [hospital.providerCode])
    assert.deepEqual(await codes({ designated: 'no' }), [])
    assert.deepEqual(await codes({ limit: 1 }), all.slice(0, 1))
    assert.deepEqual(await codes({ limit: 1, after: all[0] }), all.slice(1, 2))

    const own = await colleague(world, institution('institution-office', pharmacy.providerCode))
    assert.deepEqual(
      (await answered(own.client.call('providers.list'))).rows.map(({ providerCode }) => providerCode),
      [pharmacy.providerCode],
    )
    const away = await colleague(world, region('leader', '980000'))
    assert.deepEqual((await answered(away.client.call('providers.list'))).rows, [])
    for (const { client: other } of [own, away]) {
      for (const name of ['get', 'departments', 'practitioners', 'operators'] as const) {
        const { providerCode } = hospital
        assert.equal(await codeOf(other.call(`providers.${name}`, { providerCode })), '404 providers.unknown', name)
      }
    }
    assert.equal(await codeOf(client.call('providers.get', { providerCode: 'NONE' })), '404 providers.unknown')
    const bad = { providerCode: hospital.providerCode, after: 'x' }
    assert.equal(await codeOf(client.call('providers.departments', bad)), '400 rest.bad-input')
    assert.equal(await codeOf(client.call('providers.list', { division: '99' })), '400 rest.bad-input')
  }))
