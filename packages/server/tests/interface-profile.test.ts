import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InterfaceProfile } from '@yibao/contract/national'
import { divisionCode, fen } from '@yibao/core/kernel'
import { withTestDatabase } from './support/test-database.ts'
import { expectOk, feeLine, openVisit, registration } from './support/visit.ts'
import { hospital, items, openWorld, person, type World } from './support/world.ts'

/** The test hospital lies in 990200. */
const regional: InterfaceProfile = {
  division: divisionCode('990200'),
  name: '测试地区',
  source: '测试规范',
  elements: { ipt_otp_no: { length: 40 } },
  messages: {
    '2201': { 'data.dept_code': { required: false, default: 'A00' }, 'data.exp_content': { required: true } },
  },
  codes: { insutype: { '398': '测试保险' } },
  rows: { '2204': 2 },
  columns: {},
}

const inRegion = (profiles: readonly InterfaceProfile[], work: (world: World) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database, { profiles })
    await world.plant([{ person: person(1), balance: fen(100_00) }])
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })

const longNumber = 'O'.repeat(35)

test('an institution of the region is read by the profile of its region', () =>
  inRegion([regional], async (world) => {
    const [till, who] = [world.till(hospital), person(1)]
    const strict = await till.ask('2201', who, registration(who))
    assert.match(strict.err_msg, /exp_content.*message\.missing-field/)

    const opened = expectOk(
      await till.ask('2201', who, registration(who, { ipt_otp_no: longNumber, dept_code: '', exp_content: '{}' })),
    )
    const { rows } = await world.database.pool.query(
      'select provider_visit_number, department_code from visit where insured_id = $1 and visit_id = $2',
      [who.insuredId, opened.output.data.mdtrt_id],
    )
    assert.deepEqual(rows, [{ provider_visit_number: longNumber, department_code: 'A00' }])

    const own = await till.ask('2201', who, registration(who, { insutype: '398', exp_content: '{}' }))
    assert.match(own.err_msg, /settlement\.not-insured/, 'the code is read, and nobody is insured so')
  }))

test('the limit of rows is that of the region, and one row too many changes nothing', () =>
  inRegion([{ ...regional, messages: {} }], async (world) => {
    const [till, who] = [world.till(hospital), person(1)]
    const visitId = await openVisit(till, who)
    const line = () => feeLine({ code: items.whole.code, price: 1, quantity: 1 }, visitId, who, 'B1')
    const refused = await till.ask('2204', who, { feedetail: [line(), line(), line()] })
    assert.match(refused.err_msg, /message\.too-many-rows/)
    const { rows } = await world.database.pool.query('select count(*)::int as n from bill_line')
    assert.deepEqual(rows, [{ n: 0 }])
    expectOk(await till.ask('2204', who, { feedetail: [line(), line()] }))
  }))

test('where only another region has a profile, the national text holds', () =>
  inRegion([{ ...regional, division: divisionCode('420000') }], async (world) => {
    const [till, who] = [world.till(hospital), person(1)]
    const refused = await till.ask('2201', who, registration(who, { ipt_otp_no: longNumber }))
    assert.match(refused.err_msg, /message\.too-long/)
    expectOk(await till.ask('2201', who, registration(who)))
  }))
