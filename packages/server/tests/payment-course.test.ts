import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everywhere } from '@yibao/core/office'
import { atConsole, everyOperation } from '../src/flows/operation-log.ts'
import { payAdvance } from '../src/flows/payment-advance.ts'
import { recomputeMonth } from '../src/flows/payment-recompute.ts'
import { reopenPeriod } from '../src/flows/payment-reopen.ts'
import {
  applyForReview,
  assignReviewers,
  decideReview,
  type ReviewActor,
  type ReviewDesk,
} from '../src/flows/payment-review.ts'
import { clearPaymentYear } from '../src/flows/payment-year.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { paymentEntries } from '../src/store/payment-entry-store.ts'
import { specialCaseStore } from '../src/store/payment-review-store.ts'
import { userStore } from '../src/store/user-store.ts'
import {
  always,
  deskAt,
  division,
  endMonth,
  groupByStarter,
  lawOf,
  listedStay,
  lists,
  month,
  plan,
  scheme,
  submitList,
} from './support/payment.ts'
import { colleague, institution, region } from './support/rest.ts'
import { settledStay } from './support/settlement-list.ts'
import { reverseInput } from './support/stages.ts'
import { stayCancelInput } from './support/stay.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { hospital, openWorld, otherHospital, type World } from './support/world.ts'

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

const december = '2024-01-02 09:00:00'

const statementsOf = async (world: World, runId: string) =>
  (await deskAt(world.database).runs.statements(runId)).map(({ providerCode, cases, adjustments, fundPayable }) => [
    providerCode,
    cases,
    adjustments,
    fundPayable,
  ])

async function ended(world: World, of: string, at: string) {
  const done = await endMonth(deskAt(world.database, at), { month: of })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}

test('what is undone, listed or restored after its month was closed comes into the next as a difference', () =>
  inTown(async (world) => {
    const till = world.till(hospital)
    const undone = await listedStay(world, till, lists.plain)
    await listedStay(world, till, lists.complicated)
    const late = await settledStay(world, world.till(otherHospital))
    const first = await ended(world, month, '2023-12-02 09:00:00')
    assert.deepEqual(await statementsOf(world, first.run.runId), [
      [hospital.providerCode, 2, 0, 10_010_00],
      [otherHospital.providerCode, 0, 0, 0],
    ])
    expectOk(await till.ask('2305', undone.who, stayCancelInput(undone.who, undone.settled)))
    await submitList(world.till(otherHospital), late, lists.plain)
    const second = await ended(world, '2023-12', december)
    assert.deepEqual(await statementsOf(world, second.run.runId), [
      [hospital.providerCode, 0, 1, -3_850_00],
      [otherHospital.providerCode, 1, 0, 3_850_00],
    ])
    assert.partialDeepStrictEqual(second.collected, { carried: { listed: 1, undone: 1 } })
    // What could not be taken off is carried out, and nothing is transferred.
    const [statement] = await deskAt(world.database).runs.statements(second.run.runId)
    assert.equal(statement?.appropriated, 0)
    assert.partialDeepStrictEqual(statement?.content, { statement: { carriedOut: 3_850_00 } })
    await verified(world)
  }))

test('a month is undone by opposite entries, the last one first, and run anew under another number', () =>
  inTown(async (world) => {
    const { database } = world
    await listedStay(world, world.till(hospital), lists.plain)
    const first = await ended(world, month, '2023-12-02 09:00:00')
    await ended(world, '2023-12', december)
    const reopen = (period: string) =>
      reopenPeriod(deskAt(database, december), {
        division,
        scheme,
        kind: 'month',
        period,
        reason: '方案更正',
        actor: atConsole,
      })
    const barred = await reopen(month)
    assert.ok(!barred.ok && barred.error.code === 'payment.later-closed')
    assert.ok((await reopen('2023-12')).ok)
    assert.ok((await reopen(month)).ok)
    const { rows } = await database.pool.query<{ account: string; amount: number }>(
      'select account, sum(amount)::bigint as amount from payment_posting group by account having sum(amount) <> 0',
    )
    assert.deepEqual(rows, [])
    const again = await ended(world, month, december)
    assert.equal(again.run.issue, 2)
    const [statement] = await deskAt(database).runs.statements(again.run.runId)
    assert.equal(statement?.number, 'JS990270-310-202311-0001-2')
    assert.deepEqual(await statementsOf(world, again.run.runId), await statementsOf(world, first.run.runId))
    const log = await operationLogStore(database.pool).find({ ...everyOperation, action: 'payments.reopen' }, null, 9)
    assert.deepEqual(
      log.map(({ actor, reason }) => [actor, reason]),
      [
        ['console', '方案更正'],
        ['console', '方案更正'],
      ],
    )
    await verified(world)
  }))

test('money ahead comes off the month, a deduction too; the year shares its money among points and assessment costs deposit', () =>
  inTown(async (world) => {
    const { database } = world
    await listedStay(world, world.till(hospital), lists.plain)
    await ended(world, month, '2023-12-02 09:00:00')
    await listedStay(world, world.till(hospital), lists.complicated)
    const desk = deskAt(database, december)
    // The second stay was settled in November too, after the month was closed: December accounts for it.
    const order = { division, scheme, month: '2023-12', actor: atConsole } as const
    const advance = await payAdvance(desk, order)
    assert.ok(advance.ok, JSON.stringify(advance))
    const [ahead] = advance.value.statements
    assert.ok(ahead !== undefined && ahead.appropriated > 0)
    assert.ok((await payAdvance(desk, order)).ok)
    const books = paymentEntries(database.pool, { now: desk.now, newId: desk.newId })
    const deducted = await books.deduct(atConsole, {
      providerCode: hospital.providerCode,
      division,
      scheme,
      month: '2023-12',
      amount: 100_00 as never,
      reason: '违规扣款',
    })
    assert.ok(deducted.ok, JSON.stringify(deducted))
    const second = await ended(world, '2023-12', december)
    const [statement] = await desk.runs.statements(second.run.runId)
    assert.partialDeepStrictEqual(statement, {
      fundPayable: 6_160_00,
      deducted: 100_00,
      withheld: 303_00,
      offsetAdvance: ahead.appropriated,
      appropriated: 6_160_00 - 100_00 - 303_00 - ahead.appropriated,
    })

    const clear = () =>
      clearPaymentYear(
        desk,
        { division, scheme, year: '2023', actor: atConsole, partial: true, underLast: false },
        () => undefined,
      )
    const unassessed = await clear()
    assert.ok(!unassessed.ok && unassessed.error.code === 'payment.no-assessment')
    const assessed = await books.assess(atConsole, {
      providerCode: hospital.providerCode,
      division,
      scheme,
      year: '2023',
      score: 85_000_000,
      source: '年度考核',
    })
    assert.ok(assessed.ok)
    const cleared = await clear()
    assert.ok(cleared.ok, JSON.stringify(cleared))
    const [one] = cleared.value.statements
    assert.ok(one?.content.kind === 'year')
    // 20,000 yuan less 5 % adjustment money, all of it for the one hospital with points.
    assert.partialDeepStrictEqual(one.content.clearing, { payable: 19_000_00, settled: 19_000_00, depositLost: 198_20 })
    const { final, paidBefore } = one.content.clearing
    assert.equal(final, 19_000_00 - 198_20 - 100_00 - paidBefore)
    assert.equal(one.appropriated, final)
    const again = await clear()
    assert.ok(again.ok && again.value.already && again.value.final === final)
    const late = {
      providerCode: hospital.providerCode,
      division,
      scheme,
      amount: 1_00 as never,
      reason: '违规扣款',
    } as const
    const tooLate = await books.deduct(atConsole, { ...late, month: '2023-10' })
    assert.ok(!tooLate.ok && tooLate.error.code === 'payment.year-cleared', 'no statement of the year would take it')
    const { rows } = await database.pool.query<{ account: string; amount: number }>(
      `select account, sum(amount)::bigint as amount from payment_posting where account like '%:advance' or account like '%:deposit'
       group by account having sum(amount) <> 0`,
    )
    assert.deepEqual(rows, [], 'nothing is withheld or ahead after the clearing')
    await verified(world)
  }))

test('months go in order: one with stays that nobody collected is told, a trial of a later one takes nothing away for good', () =>
  inTown(async (world) => {
    const { database } = world
    const till = world.till(hospital)
    const undone = await listedStay(world, till, lists.plain)
    await listedStay(world, till, lists.complicated)
    const skipped = await endMonth(deskAt(database, december), { month: '2023-12' })
    assert.ok(!skipped.ok)
    assert.partialDeepStrictEqual(skipped.error, { code: 'payment.earlier-month-open', open: [month] })
    const first = await ended(world, month, '2023-12-02 09:00:00')
    const again = await endMonth(deskAt(database), { month: '2023-10', open: true })
    assert.ok(!again.ok && again.error.code === 'payment.later-closed', 'what came before is frozen too')

    expectOk(await till.ask('2305', undone.who, stayCancelInput(undone.who, undone.settled)))
    const trial = await endMonth(deskAt(database, '2024-02-02 09:00:00'), { month: '2024-01', open: true })
    assert.ok(trial.ok)
    assert.equal(trial.value.adjustments, 1)
    const second = await ended(world, '2023-12', december)
    assert.deepEqual(await statementsOf(world, second.run.runId), [[hospital.providerCode, 0, 1, -3_850_00]])
    assert.deepEqual((await statementsOf(world, first.run.runId))[0]?.[3], 10_010_00)
    await verified(world)
  }))

test('what was cancelled before its month was closed and restored long after is found', () =>
  inTown(async (world) => {
    const till = world.till(hospital)
    const gone = await listedStay(world, till, lists.plain)
    await listedStay(world, till, lists.complicated)
    expectOk(await till.ask('2305', gone.who, stayCancelInput(gone.who, gone.settled)))
    await ended(world, month, '2023-12-02 09:00:00')
    await ended(world, '2023-12', december)
    const { rows } = await world.database.pool.query<{ msgid: string; settlement_id: string }>(
      `select msgid, settlement_id from settlement where insured_id = $1 and undoes_id is not null`,
      [gone.who.insuredId],
    )
    const [undoing] = rows
    assert.ok(undoing !== undefined)
    expectOk(await till.ask('2601', gone.who, reverseInput(gone.who, undoing.msgid, '2305')))
    const late = await ended(world, '2024-01', '2024-02-02 09:00:00')
    assert.deepEqual(await statementsOf(world, late.run.runId), [[hospital.providerCode, 1, 0, 3_850_00]])
    await verified(world)
  }))

test('an advance stands as long as its month does, and none is paid for a month that others followed', () =>
  inTown(async (world) => {
    const { database } = world
    const till = world.till(hospital)
    await listedStay(world, till, lists.plain)
    await ended(world, month, '2023-12-02 09:00:00')
    const desk = deskAt(database, december)
    const order = { division, scheme, month: '2023-12', actor: atConsole } as const
    assert.ok((await payAdvance(desk, order)).ok)
    await ended(world, '2023-12', december)
    const asked = { division, scheme, kind: 'advance', period: '2023-12', reason: '更正', actor: atConsole } as const
    const barred = await reopenPeriod(desk, asked)
    assert.ok(!barred.ok && barred.error.code === 'payment.later-closed')
    const earlier = await payAdvance(desk, { ...order, month: '2023-10' })
    assert.ok(!earlier.ok && earlier.error.code === 'payment.later-closed')
    assert.ok((await reopenPeriod(desk, { ...asked, kind: 'month' })).ok)
    assert.ok((await reopenPeriod(desk, asked)).ok)
    const twice = await reopenPeriod(desk, asked)
    assert.ok(!twice.ok && twice.error.code === 'payment.no-run')
    await verified(world)
  }))

test('another plan beside a closed month: who would win and lose, and nothing of the real run moves', () =>
  inTown(async (world) => {
    const { database } = world
    await listedStay(world, world.till(hospital), lists.plain)
    await listedStay(world, world.till(otherHospital), lists.ungrouped)
    const real = await ended(world, month, '2023-12-02 09:00:00')
    const before = await statementsOf(world, real.run.runId)
    const byCost = lawOf(
      { methods: [{ kind: 'cost', id: 'cost', label: '按项目', takes: {}, share: always(1_000_000) }] },
      [],
    )
    const order = { division, scheme, month, law: byCost, actor: atConsole, mostCases: 10 } as const
    const shadow = await recomputeMonth(deskAt(database), order, () => undefined)
    assert.ok(shadow.ok, JSON.stringify(shadow))
    assert.deepEqual(
      shadow.value.institutions.map(({ providerCode, before: b, after: a, difference }) => [
        providerCode,
        b,
        a,
        difference,
      ]),
      [
        [hospital.providerCode, 3_850_00, 2_170_00, -1_680_00],
        [otherHospital.providerCode, 1_736_00, 2_170_00, 434_00],
      ],
    )
    assert.deepEqual(
      shadow.value.cases.map(({ kindBefore, kindAfter, difference }) => [kindBefore, kindAfter, difference]),
      [
        ['normal', 'cost', -1_680_00],
        ['ungrouped', 'cost', 434_00],
      ],
    )
    assert.deepEqual(await statementsOf(world, real.run.runId), before)
    const desk = deskAt(database)
    assert.equal(
      (await desk.plans.inForce(division, scheme, plan.range.from))?.hash,
      lawOf().hash,
      'it is kept, not taken up',
    )
    await verified(world)
  }))

test('a special case: asked for by the hospital, two others agree or a third decides, and the next month pays', () =>
  inTown(async (world) => {
    const { database } = world
    const till = world.till(hospital)
    const [one, two, three] = [
      await listedStay(world, till, lists.plain),
      await listedStay(world, till, lists.plain),
      await listedStay(world, till, lists.ungrouped),
    ]
    await ended(world, month, '2023-12-02 09:00:00')
    const [office, other, first, second, third] = [
      await colleague(world, institution('institution-office', hospital.providerCode)),
      await colleague(world, institution('institution-office', otherHospital.providerCode)),
      await colleague(world, region('auditor')),
      await colleague(world, region('auditor')),
      await colleague(world, region('auditor')),
    ]
    const users = userStore(database.pool)
    const desk: ReviewDesk = {
      ...deskAt(database, december),
      reviews: specialCaseStore(database.pool),
      reviewers: { user: (userId) => users.find(userId) },
    }
    const as = (userId: string, reach: ReviewActor['reach'] = everywhere): ReviewActor => ({
      reach,
      beyondReach: async () => undefined,
      actor: atConsole,
      userId,
    })
    const own = (code: string) => ({ regions: [], institutions: [code] })
    const reason = '病情复杂，费用过高'
    const apply = (caseId: string) =>
      applyForReview(desk, as(office.userId, own(hospital.providerCode)), { caseId, reason })
    const strange = await applyForReview(desk, as(other.userId, own(otherHospital.providerCode)), {
      caseId: one.settled.setl_id,
      reason,
    })
    assert.ok(!strange.ok && strange.error.code === 'payment.unknown-case', 'of another hospital it is not there')
    const made = await apply(one.settled.setl_id)
    assert.ok(made.ok, JSON.stringify(made))
    const { reviewId } = made.value
    const twice = await apply(one.settled.setl_id)
    assert.ok(!twice.ok && twice.error.code === 'payment.review-exists')
    const disputed = await apply(two.settled.setl_id)
    assert.ok(disputed.ok)
    const over = await apply(three.settled.setl_id)
    assert.ok(!over.ok && over.error.code === 'payment.review-over-cap', 'half of three stays, rounded up, are two')

    const clerk = as('console')
    const codeOf = async (work: Promise<{ ok: boolean; error?: { code: string } }>) => (await work).error?.code ?? 'ok'
    const assign = (id: string, ...reviewers: readonly string[]) =>
      assignReviewers(desk, clerk, { reviewId: id, reviewers })
    assert.equal(await codeOf(assign(reviewId, first.userId, first.userId)), 'payment.reviewers-same')
    assert.equal(await codeOf(assign(reviewId, office.userId, first.userId)), 'payment.reviewers-same')
    assert.equal(await codeOf(assign(reviewId, other.userId, first.userId)), 'payment.not-a-reviewer')
    const reviewers: ReviewDesk['reviewers'] = {
      async user(userId) {
        const [account, applicant] = [await users.find(userId), await users.find(office.userId)]
        const both = [...(account?.grants ?? []), ...(applicant?.grants ?? [])]
        return account === null ? null : { ...account, grants: both }
      },
    }
    const ofBoth = { reviewId, reviewers: [first.userId, second.userId] }
    assert.equal(
      await codeOf(assignReviewers({ ...desk, reviewers }, clerk, ofBoth)),
      'payment.not-a-reviewer',
      'who has an office at the hospital too is a colleague',
    )
    assert.equal(await codeOf(assign(reviewId, first.userId)), 'payment.review-state')
    assert.equal(await codeOf(assign(reviewId, first.userId, second.userId)), 'ok')
    assert.equal(await codeOf(assign(disputed.value.reviewId, first.userId, second.userId)), 'ok')

    const cost = { kind: 'cost', share: 1_500_000 } as const
    const decide = (id: string, userId: string, outcome: Parameters<typeof decideReview>[2]['outcome']) =>
      decideReview(desk, as(userId), { reviewId: id, outcome, reason: '同意按费用支付' })
    assert.equal(await codeOf(decide(reviewId, third.userId, cost)), 'payment.not-assigned')
    assert.equal(await codeOf(decide(reviewId, first.userId, cost)), 'ok')
    assert.equal(await codeOf(decide(reviewId, first.userId, cost)), 'payment.not-assigned', 'nobody says it twice')
    const agreed = await decide(reviewId, second.userId, cost)
    assert.ok(agreed.ok && agreed.value.state === 'decided')
    await decide(disputed.value.reviewId, first.userId, cost)
    const differ = await decide(disputed.value.reviewId, second.userId, { kind: 'rejected' })
    assert.ok(differ.ok && differ.value.state === 'disputed')
    assert.equal(await codeOf(assign(disputed.value.reviewId, second.userId)), 'payment.reviewers-same')
    assert.equal(await codeOf(assign(disputed.value.reviewId, third.userId)), 'ok')
    const final = await decide(disputed.value.reviewId, third.userId, { kind: 'rejected' })
    assert.ok(final.ok && final.value.state === 'decided' && final.value.outcome?.kind === 'rejected')

    const next = await ended(world, '2023-12', december)
    // 150 % of the cost of 3,100 yuan, seven tenths of it, less the 3,850 yuan that November paid.
    assert.deepEqual(await statementsOf(world, next.run.runId), [[hospital.providerCode, 0, 1, 3_255_00 - 3_850_00]])
    assert.equal((await desk.reviews.review(reviewId))?.effectRun, next.run.runId)
    const log = await operationLogStore(database.pool).find({ ...everyOperation, target: reviewId }, null, 20)
    assert.deepEqual(log.map(({ action }) => action).sort(), [
      'payments.apply',
      'payments.assign',
      'payments.decide',
      'payments.decide',
    ])
    await verified(world)
  }))

test('verification tells a statement, a posting and a price that were tampered with', () =>
  inTown(async (world) => {
    const { pool } = world.database
    await listedStay(world, world.till(hospital), lists.plain)
    await ended(world, month, '2023-12-02 09:00:00')
    await verified(world)
    for (const change of [
      'update payment_statement set fund_payable = fund_payable + 1',
      `update payment_posting set amount = amount + 1 where account like '%:disbursed'`,
      'update payment_case set fund_payable = fund_payable + 1',
      `update payment_case set facts = (facts::jsonb || '{"providerLevel":"secondary"}')::json`,
    ]) {
      await pool.query('create table kept_case as select * from payment_case')
      await pool.query('create table kept_statement as select * from payment_statement')
      await pool.query('create table kept_posting as select * from payment_posting')
      await pool.query(change)
      await assert.rejects(verified(world), change)
      for (const table of ['case', 'statement', 'posting']) {
        await pool.query(`delete from payment_${table}`)
        await pool.query(`insert into payment_${table} select * from kept_${table}`)
        await pool.query(`drop table kept_${table}`)
      }
    }
    await verified(world)
  }))
