import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { deskAt, endMonth, groupByStarter, lawOf, listedStay, lists } from './support/payment.ts'
import { answered, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { hospital, openWorld, otherHospital } from './support/world.ts'

test('runs, statements, cases and reviews over REST: everybody within his reach, an office its own', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await groupByStarter(database)
      const desk = deskAt(database)
      await desk.plans.keep(lawOf(), desk.now(), true)
      const stay = await listedStay(world, world.till(hospital), lists.plain)
      await listedStay(world, world.till(otherHospital), lists.complicated)
      const caseId = stay.settled.setl_id
      const done = await endMonth(desk)
      assert.ok(done.ok)
      const { runId } = done.value.run
      const { providerCode } = hospital
      const [leader, office, other, elsewhere] = [
        await colleague(world, region('leader')),
        await colleague(world, institution('institution-office', providerCode)),
        await colleague(world, institution('institution-office', otherHospital.providerCode)),
        await colleague(world, region('auditor', '980000')),
      ]

      const counts = async ({ client }: typeof leader) => [
        (await answered(client.call('payments.runs', {}))).rows.map(({ statements }) => statements),
        (await answered(client.call('payments.statements', {}))).rows.length,
        (await answered(client.call('payments.cases', { runId }))).rows.length,
      ]
      assert.deepEqual(await counts(leader), [[2], 2, 2])
      assert.deepEqual(await counts(office), [[1], 1, 1])
      assert.deepEqual(await counts(elsewhere), [[], 0, 0])

      const told = await answered(office.client.call('payments.statement', { runId, providerCode }))
      assert.partialDeepStrictEqual(told, {
        statement: { number: 'JS990270-310-202311-0001', stands: true, fundPayable: 3_850_00, cases: 1 },
        held: 0,
      })
      assert.equal(told.statement.providerName, hospital.name)
      const search = async ({ client }: typeof leader) =>
        (await answered(client.call('search.find', { text: told.statement.number ?? '' }))).groups
      for (const who of [leader, office]) {
        const [found] = await search(who)
        assert.partialDeepStrictEqual(found, { kind: 'statement', hits: [{ id: providerCode, runId }] })
      }
      assert.deepEqual(await search(elsewhere), [])
      assert.equal(
        told.entries.flatMap(({ postings }) => postings).reduce((sum, { amount }) => sum + amount, 0),
        0,
      )
      assert.match(told.stepsText, /3,850\.00/)
      const one = await answered(office.client.call('payments.case', { runId, caseId, language: 'en' }))
      assert.partialDeepStrictEqual(one, {
        case: { kind: 'normal', group: 'GD25', points: 550_000_000, standard: 5_500_00, fundPayable: 3_850_00 },
        diagnoses: ['K35.800x001'],
        operations: ['47.0100'],
        stayDays: 7,
      })
      assert.match(one.stepsText, /550/)

      for (const { client } of [other, elsewhere]) {
        assert.equal(
          await codeOf(client.call('payments.statement', { runId, providerCode })),
          '404 payments.unknown-statement',
        )
        assert.equal(await codeOf(client.call('payments.case', { runId, caseId })), '404 payment.unknown-case')
      }
      assert.equal(await codeOf(leader.client.call('payments.cases', { runId: 'R0' })), '404 payments.unknown-run')
      assert.deepEqual((await answered(leader.client.call('payments.cases', { runId, role: 'held' }))).rows, [])
      const noted = await operationLogStore(database.pool).find(
        { ...everyOperation, actor: other.userId, action: 'payments.case', outcome: 'refused' },
        null,
        9,
      )
      assert.deepEqual(
        noted.map(({ reason }) => reason),
        ['rest.beyond-reach'],
      )

      const [clerk, first, second] = [
        await colleague(world, region('clerk')),
        await colleague(world, region('auditor')),
        await colleague(world, region('auditor')),
      ]
      const reason = '病情复杂，费用过高'
      assert.equal(await codeOf(leader.client.call('payments.apply', { caseId, reason })), '403 rest.no-right')
      assert.equal(await codeOf(other.client.call('payments.apply', { caseId, reason })), '404 payment.unknown-case')
      const { reviewId } = await answered(office.client.call('payments.apply', { caseId, reason }))
      assert.equal(await codeOf(office.client.call('payments.apply', { caseId, reason })), '409 payment.review-exists')
      assert.equal(
        await codeOf(clerk.client.call('payments.assign', { reviewId, reviewers: [clerk.userId, first.userId] })),
        '409 payment.not-a-reviewer',
      )
      const reviewers = [first.userId, second.userId]
      await answered(clerk.client.call('payments.assign', { reviewId, reviewers }))
      const decide = { reviewId, outcome: { kind: 'money', standard: 6_000_00 }, reason: '同意按此支付' } as const
      assert.equal(await codeOf(clerk.client.call('payments.decide', decide)), '403 rest.no-right')
      assert.equal(
        await codeOf(first.client.call('payments.decide', { ...decide, outcome: { kind: 'points' } })),
        '400 rest.bad-input',
      )
      await answered(first.client.call('payments.decide', decide))
      const opinionsFor = async ({ client }: typeof first) =>
        (await answered(client.call('payments.reviews', {}))).rows[0]?.opinions.length
      assert.deepEqual(
        [await opinionsFor(first), await opinionsFor(second), await opinionsFor(office)],
        [1, 0, 0],
        'the second says what he holds without having heard the first',
      )
      const decided = await answered(second.client.call('payments.decide', decide))
      assert.equal(decided.state, 'decided')
      assert.equal(await opinionsFor(office), 2)

      const own = await answered(office.client.call('payments.run', { runId }))
      assert.partialDeepStrictEqual(own, { state: 'closed', statements: 1, reason: null })
      assert.equal(await codeOf(elsewhere.client.call('payments.run', { runId })), '404 payments.unknown-run')
      const reopen = { runId, reason: '方案更正' }
      assert.equal(await codeOf(office.client.call('payments.reopen', reopen)), '403 rest.no-right')
      const away = await colleague(world, region('clerk', '980000'))
      assert.equal(await codeOf(away.client.call('payments.reopen', reopen)), '404 payments.unknown-run')
      assert.ok((await answered(clerk.client.call('payments.reopen', reopen))).entries > 0)
      assert.equal(await codeOf(clerk.client.call('payments.reopen', reopen)), '409 payments.not-closed')
      const undone = await answered(clerk.client.call('payments.run', { runId }))
      assert.partialDeepStrictEqual(undone, { state: 'reopened', reason: '方案更正' })
      await verified(world)
    } finally {
      await world.close()
    }
  }))
