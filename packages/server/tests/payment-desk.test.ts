import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { jobDone } from './support/jobs.ts'
import {
  deskAt,
  division,
  endMonth,
  groupByStarter,
  lawOf,
  listedStay,
  lists,
  month,
  scheme,
} from './support/payment.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { listInput, settledStay, stateInput } from './support/settlement-list.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, openWorld, otherHospital, type World } from './support/world.ts'

const { providerCode } = hospital

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    await groupByStarter(database)
    const desk = deskAt(database)
    await desk.plans.keep(lawOf(), desk.now(), true)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

const aMonth = { kind: 'month', division, scheme, period: month } as const

test('a month-end is started by somebody who may, goes on as a job with its stages, and pays once', () =>
  inTown(async (world) => {
    await listedStay(world, world.till(hospital), lists.plain)
    await listedStay(world, world.till(otherHospital), lists.complicated)
    await world.restart('2023-12-02 09:00:00')
    const [clerk, auditor, away, office] = [
      await colleague(world, region('clerk')),
      await colleague(world, region('auditor')),
      await colleague(world, region('clerk', '980000')),
      await colleague(world, institution('institution-office', providerCode)),
    ]
    const start = ({ client }: typeof clerk, more: object = {}) => client.call('payments.start', { ...aMonth, ...more })
    assert.equal(await codeOf(start(auditor)), '403 rest.no-right')
    assert.equal(await codeOf(start(office)), '403 rest.no-right')
    assert.equal(await codeOf(start(away)), '404 payments.unknown-scope')
    assert.equal(await codeOf(start(clerk, { scheme: '390' })), '404 payments.unknown-scope')
    assert.equal(await codeOf(start(clerk, { period: '2023' })), '400 rest.bad-input')
    assert.equal(await codeOf(start(clerk, { kind: 'year' })), '400 rest.bad-input')
    assert.equal(await codeOf(start(clerk, { period: '2023-13' })), '400 rest.bad-input')
    const before = await answered(clerk.client.call('payments.scopes', {}))
    assert.partialDeepStrictEqual(before.rows, [{ division, scheme, closedMonth: null, unfinished: null }])
    assert.deepEqual((await answered(away.client.call('payments.scopes', {}))).rows, [])
    assert.deepEqual((await answered(office.client.call('payments.scopes', {}))).rows, [])

    const trial = await jobDone(clerk.client, (await answered(start(clerk, { trial: true }))).jobId)
    assert.partialDeepStrictEqual(trial, { state: 'done', result: { trial: true, cases: 2, institutions: 2 } })
    assert.deepEqual((await answered(clerk.client.call('payments.statements', {}))).rows, [], 'a trial books nothing')

    const job = await jobDone(clerk.client, (await answered(start(clerk))).jobId)
    assert.partialDeepStrictEqual(job, {
      state: 'done',
      kind: 'payments-run',
      result: { already: false, cases: 2, institutions: 2, adjustments: 0, held: 0 },
    })
    const after = await answered(clerk.client.call('payments.scopes', {}))
    assert.equal(after.rows[0]?.closedMonth, month)
    const statements = (await answered(clerk.client.call('payments.statements', {}))).rows
    assert.deepEqual(
      statements.map(({ stands, runId }) => [stands, runId]),
      [
        [true, job.result?.runId],
        [true, job.result?.runId],
      ],
    )
    const again = await jobDone(clerk.client, (await answered(start(clerk))).jobId)
    assert.partialDeepStrictEqual(again.result, { already: true, runId: job.result?.runId ?? '' })
    assert.equal((await answered(clerk.client.call('payments.statements', {}))).rows.length, 2)

    const early = await jobDone(clerk.client, (await answered(start(clerk, { period: '2023-12' }))).jobId)
    assert.partialDeepStrictEqual(early, { state: 'failed', failure: { code: 'payment.month-not-over' } })
    assert.match(early.failure?.message.zh ?? '', /2023-12 还没有结束（今天 2023-12-02）/)
    const log = operationLogStore(world.database.pool)
    const noted = async (action: string, outcome: 'done' | 'refused') =>
      (await log.find({ ...everyOperation, actor: clerk.userId, action, outcome }, null, 9)).length
    assert.equal(await noted('payments.start', 'done'), 4)
    assert.equal(await noted('payments.run', 'done'), 2, 'the trial and the month, under the name of the clerk')
    await verified(world)
  }))

test('of two who start the same month at once one is told that it is under way', () =>
  inTown(async (world) => {
    await listedStay(world, world.till(hospital), lists.plain)
    await world.restart('2023-12-02 09:00:00')
    const [one, two] = [await colleague(world, region('clerk')), await colleague(world, region('clerk'))]
    const both = await Promise.all([
      codeOf(one.client.call('payments.start', aMonth)),
      codeOf(two.client.call('payments.start', aMonth)),
    ])
    assert.deepEqual(both.toSorted(), ['200', '409 jobs.already-open'])
    const [mine] = (await answered((both[0] === '200' ? one : two).client.call('jobs.list', {}))).rows
    assert.equal((await jobDone((both[0] === '200' ? one : two).client, mine?.jobId ?? '')).state, 'done')
  }))

test('a case tells every condition of its group, and an edited record where it would go', () =>
  inTown(async (world) => {
    const stay = await listedStay(world, world.till(hospital), lists.plain)
    const done = await endMonth(deskAt(world.database))
    assert.ok(done.ok)
    const [runId, caseId] = [done.value.run.runId, stay.settled.setl_id]
    const [leader, office, other, away] = [
      await colleague(world, region('leader')),
      await colleague(world, institution('institution-office', providerCode)),
      await colleague(world, institution('institution-office', otherHospital.providerCode)),
      await colleague(world, region('leader', '980000')),
    ]
    for (const { client } of [other, away]) {
      assert.equal(await codeOf(client.call('grouping.explain', { runId, caseId })), '404 payment.unknown-case')
    }
    assert.equal(
      await codeOf(leader.client.call('grouping.explain', { runId: 'R0', caseId })),
      '404 payment.unknown-case',
    )
    const told = await answered(office.client.call('grouping.explain', { runId, caseId }))
    const [road] = told.roads
    assert.ok(road !== undefined)
    assert.partialDeepStrictEqual(told, { keptGroup: 'GD25', record: { diagnoses: ['K35.800x001'] } })
    assert.partialDeepStrictEqual(road, { kind: 'drg', status: 'grouped', group: 'GD25', unknown: [] })
    assert.ok(
      road.lines.some(({ zh }) => zh.includes('未进入')),
      'what was not entered is told',
    )
    assert.ok(road.lines.some(({ zh }) => zh.includes('GD25') && zh.includes('是')))
    assert.ok(road.lines.every(({ zh, en }) => zh !== '' && en !== ''))

    const edited = { ...told.record, diagnoses: [...told.record.diagnoses, 'K65.900'] }
    const tried = await answered(leader.client.call('grouping.try', { runId, caseId, record: edited }))
    assert.deepEqual([tried.roads[0]?.group, tried.keptGroup], ['GD23', 'GD25'])
    const bare = await answered(
      leader.client.call('grouping.try', { runId, caseId, record: { ...edited, gender: '9' } }),
    )
    assert.equal(bare.roads[0]?.status, 'invalid')
    const unknown = { ...edited, diagnoses: ['X99.999', 'K65.900'] }
    const strange = await answered(leader.client.call('grouping.try', { runId, caseId, record: unknown }))
    assert.deepEqual([strange.roads[0]?.status, strange.roads[0]?.unknown], ['ungroupable', ['X99.999']])
    assert.equal(
      await codeOf(leader.client.call('grouping.try', { runId, caseId, record: { ...edited, ageYears: -1 } })),
      '400 rest.bad-input',
    )
    const again = await answered(office.client.call('grouping.explain', { runId, caseId }))
    assert.deepEqual(again, told, 'nothing was kept')
  }))

test('settlement lists: what is due, came, was taken back and is missing, by institution, with their lists', () =>
  inTown(async (world) => {
    const till = world.till(hospital)
    await listedStay(world, till, lists.plain)
    const missing = await settledStay(world, till)
    const saved = await settledStay(world, till)
    expectOk(await till.ask('4101A', saved.who, listInput(saved, { stas_type: '0' }, lists.plain)))
    const taken = await listedStay(world, till, lists.complicated)
    expectOk(await till.ask('4102', taken.who, stateInput(taken, '0')))
    await listedStay(world, world.till(otherHospital), lists.plain)
    const [leader, office, away] = [
      await colleague(world, region('leader')),
      await colleague(world, institution('institution-office', providerCode)),
      await colleague(world, region('leader', '980000')),
    ]
    const quality = ({ client }: typeof leader, more: object = {}) =>
      client.call('lists.quality', { month: '2023-11', ...more })
    const { rows, next } = await answered(quality(leader, { limit: 1 }))
    assert.equal(rows.length, 1)
    assert.ok(next !== null)
    const all = [...rows, ...(await answered(quality(leader, { limit: 1, after: next }))).rows]
    const own = all.find((row) => row.providerCode === providerCode)
    assert.partialDeepStrictEqual(own, { settled: 4, submitted: 1, saved: 1, withdrawn: 1, missing: 1 })
    assert.ok(own !== undefined && own.submitted + own.saved + own.withdrawn + own.missing === own.settled)
    for (const { name, lists: many } of own.faults) assert.ok(name.zh !== '' && many > 0 && many <= own.flagged)
    assert.deepEqual(
      (await answered(quality(office))).rows.map((row) => row.providerCode),
      [providerCode],
    )
    assert.deepEqual((await answered(quality(away))).rows, [])
    assert.deepEqual((await answered(quality(leader, { month: '2023-10' }))).rows, [])
    assert.equal(await codeOf(quality(leader, { month: '2023-13' })), '400 rest.bad-input')

    const find = ({ client }: typeof leader, more: object = {}) =>
      client.call('lists.find', { month: '2023-11', providerCode, ...more })
    const found = (await answered(find(leader))).rows
    assert.deepEqual(found.map(({ state }) => state).toSorted(), ['missing', 'saved', 'submitted', 'withdrawn'])
    assert.deepEqual(
      (await answered(find(leader, { state: 'missing' }))).rows.map(({ settlementId }) => settlementId),
      [missing.settled.setl_id],
    )
    const flagged = (await answered(find(leader, { state: 'flagged' }))).rows
    assert.equal(flagged.length, own.flagged)
    assert.ok(flagged.every(({ findings }) => findings.length > 0))
    const first = await answered(find(leader, { limit: 3 }))
    const rest = await answered(find(leader, { limit: 3, after: first.next ?? '' }))
    assert.deepEqual(
      [...first.rows, ...rest.rows].map(({ settlementId }) => settlementId),
      found.map(({ settlementId }) => settlementId),
    )
    assert.deepEqual((await answered(find(away))).rows, [])
    assert.deepEqual((await answered(find(office, { providerCode: otherHospital.providerCode }))).rows, [])
  }))
