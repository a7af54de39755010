import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { divisionCode, fen } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { jobDone } from './support/jobs.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, today, type World } from './support/world.ts'

const near = person(1, '990270')
const far = person(2, '990280')
const range = { from: today, until: today }

describe('settlements of a region on a desk', () => {
  let world: World
  let auditor: Colleague
  let clerk: Colleague
  let office: Colleague
  /** In the order in which they were settled; the third was cancelled. */
  const settled: string[] = []

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([
      { person: near, balance: fen(500_00), enrolment: { division: divisionCode('990270') } },
      { person: far, balance: fen(20_00), enrolment: { division: divisionCode('990280') } },
    ])
    auditor = await colleague(world, region('auditor'))
    clerk = await colleague(world, region('clerk', '990270'))
    office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const plays = [
      [hospital, near, 700],
      [otherHospital, near, 300],
      [hospital, far, 900],
    ] as const
    for (const [where, who, price] of plays) {
      const till = world.till(where)
      const bill = await upload(till, who, [{ code: items.whole.code, price, quantity: 1 }], `V${settled.length}`)
      const made = expectOk(await till.ask('2207', who, settleInput(bill))).output.setlinfo
      settled.push(made.setl_id)
      if (who === far) expectOk(await till.ask('2208', who, cancelInput(who, made)))
    }
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const totals = async (who: Colleague, asked: object) => {
    const { rows } = await answered(who.client.call('settlements.find', { ...range, ...asked }))
    const { count, more } = await answered(who.client.call('settlements.count', { ...range, ...asked }))
    assert.deepEqual([count, more], [rows.length, false], 'the head counts what the list holds')
    return rows.map(({ total }) => total)
  }

  it('lists what lies within reach, newest first, with masked names and whether it stands', async () => {
    assert.deepEqual(await totals(auditor, {}), [-900_00, 900_00, 300_00, 700_00])
    assert.deepEqual(await totals(clerk, {}), [300_00, 700_00], 'of the clerk’s region')
    assert.deepEqual(await totals(office, {}), [300_00], 'of the office’s institution')
    const { rows } = await answered(auditor.client.call('settlements.find', { ...range, limit: 2 }))
    assert.deepEqual(
      rows.map(({ kind, stands, providerName }) => [kind, stands, providerName]),
      [
        ['cancel', false, hospital.name],
        ['settle', false, hospital.name],
      ],
    )
    assert.match(rows[0]?.name ?? '', /\*/)
    const month = await answered(auditor.client.call('settlements.count', {}))
    const days = { from: '2023-10-14', until: today }
    assert.deepEqual(month, { count: 4, more: false, next: null, ...days }, 'the last month, unless told')
  })

  it('narrows by region, institution, scheme, kind, kind of care, amount and state', async () => {
    assert.deepEqual(await totals(auditor, { division: '990280' }), [-900_00, 900_00])
    assert.deepEqual(await totals(auditor, { division: '990000' }), [-900_00, 900_00, 300_00, 700_00])
    assert.deepEqual(await totals(auditor, { providerCode: otherHospital.providerCode }), [300_00])
    assert.deepEqual(await totals(auditor, { kind: 'cancel' }), [-900_00])
    assert.deepEqual(await totals(auditor, { kind: 'settle' }), [900_00, 300_00, 700_00])
    assert.deepEqual(await totals(auditor, { totalFrom: 700_00 }), [-900_00, 900_00, 700_00])
    assert.deepEqual(await totals(auditor, { totalFrom: 300_00, totalUntil: 700_00 }), [300_00, 700_00])
    assert.deepEqual(await totals(auditor, { state: 'undone' }), [-900_00, 900_00])
    assert.deepEqual(await totals(auditor, { state: 'standing' }), [300_00, 700_00])
    assert.deepEqual(await totals(auditor, { medType: 'ZZ' }), [])
    const own = await answered(auditor.client.call('settlements.find', { insuredId: far.insuredId, state: 'undone' }))
    assert.equal(own.rows.length, 2, 'of a person without days')
  })

  it('refuses ranges that are upside down or too wide, and says which end', async () => {
    const call = (asked: object) => auditor.client.call('settlements.count', asked)
    assert.equal(await codeOf(call({ from: '2023-11-14', until: today })), '400 settlements.upside-down')
    assert.equal(await codeOf(call({ ...range, totalFrom: 2, totalUntil: 1 })), '400 settlements.upside-down')
    assert.equal(await codeOf(call({ from: '2022-11-12', until: today })), '400 settlements.too-wide')
    assert.equal(await codeOf(call({ ...range, totalFrom: -1 })), '400 rest.bad-input')
    assert.equal(await codeOf(call({ ...range, kind: 'undo' })), '400 rest.bad-input')
  })

  it('tells what happened around a settlement: visit, lines, messages, payers, entries, undoing', async () => {
    const [own = '', , undone = ''] = settled
    const asked = { insuredId: far.insuredId, settlementId: undone }
    const told = await answered(auditor.client.call('settlements.timeline', asked))
    assert.equal(told.stands, false)
    assert.deepEqual(
      told.messages.map(({ infno, archived }) => [infno, archived]),
      [
        ['2201', true],
        ['2203', true],
        ['2204', true],
        ['2207', true],
        ['2208', true],
      ],
    )
    assert.deepEqual(
      told.lines.map(({ count, total }) => [count, total]),
      [[1, 900_00]],
    )
    const [made, cancelled] = told.steps
    assert.ok(made !== undefined && cancelled !== undefined)
    for (const { entry, payers, total, messageId } of told.steps) {
      assert.equal(
        entry.postings.reduce((sum, { amount }) => sum + amount, 0),
        0,
      )
      assert.equal(
        Object.values(payers).reduce((sum, amount) => sum + amount, 0),
        total,
      )
      assert.ok(told.messages.some((message) => message.messageId === messageId))
    }
    assert.deepEqual([cancelled.undoesId, cancelled.entry.opposes], [undone, made.entry.entryId])
    assert.equal(told.visit?.visitId, made.visitId)
    const beyond = { insuredId: near.insuredId, settlementId: own }
    assert.equal(await codeOf(office.client.call('settlements.timeline', beyond)), '404 settlements.unknown')
    assert.equal(await codeOf(clerk.client.call('settlements.timeline', asked)), '404 settlements.unknown')
  })

  it('exports what the asker reaches, as a job of his own', async () => {
    const started = await answered(clerk.client.call('settlements.export', range))
    const job = await jobDone(clerk.client, started.jobId)
    assert.deepEqual([job.state, job.result, job.failure], ['done', { rows: 2 }, null])
    assert.deepEqual([job.done, job.estimate], [2, 2])
    assert.equal(job.file?.filename, `结算-${today}-${today}.xlsx`)
    const file = await answered(clerk.client.call('jobs.file', { jobId: job.jobId }))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(file.content) as never)
    const sheet = workbook.getWorksheet('结算')
    assert.deepEqual([sheet?.getCell('B2').value, sheet?.getCell('B3').value], [settled[1], settled[0]])
    assert.deepEqual([sheet?.getCell('M1').value, sheet?.getCell('M2').value], ['总费用（元）', 300])
    assert.match(String(sheet?.getCell('H2').value), /\*/)
    assert.equal(sheet?.rowCount, 3)
    for (const route of ['jobs.get', 'jobs.file', 'jobs.cancel'] as const) {
      assert.equal(await codeOf(auditor.client.call(route, { jobId: job.jobId })), '404 jobs.unknown', route)
    }
    assert.equal(await codeOf(clerk.client.call('jobs.cancel', { jobId: job.jobId })), '409 jobs.ended')
    const firstPassword = (must: boolean) =>
      world.database.pool.query('update user_account set must_change = $2 where user_id = $1', [clerk.userId, must])
    await firstPassword(true)
    assert.equal(await codeOf(clerk.client.call('jobs.file', { jobId: job.jobId })), '404 jobs.no-file')
    await firstPassword(false)
    const moveTo = (division: string) =>
      world.database.pool.query('update user_role set scope_code = $2 where user_id = $1', [clerk.userId, division])
    await moveTo('330200')
    assert.equal(await codeOf(clerk.client.call('jobs.file', { jobId: job.jobId })), '403 jobs.reach-shrank')
    await moveTo('990270')
    const log = operationLogStore(world.database.pool)
    for (const action of ['settlements.export', 'jobs.file']) {
      const noted = await log.find({ ...everyOperation, actor: clerk.userId, action }, null, 9)
      assert.deepEqual([noted.length, noted[0]?.outcome], [1, 'done'], action)
    }
    assert.equal(
      await codeOf(clerk.client.call('settlements.export', { from: '2020-01-01', until: today })),
      '400 settlements.too-wide',
    )
    const cashier = await colleague(world, institution('cashier', hospital.providerCode))
    assert.equal(await codeOf(cashier.client.call('settlements.export', range)), '403 rest.no-right')
  })
})
