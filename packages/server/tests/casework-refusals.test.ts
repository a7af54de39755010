import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fen, ppm } from '@yibao/core/kernel'
import { type Grant, wholeRegion } from '@yibao/core/office'
import { assignFree, drawForRecheck } from '../src/flows/casework-assign.ts'
import { declareInterest, endInterest } from '../src/flows/casework-conflicts.ts'
import { dailyCasework } from '../src/flows/casework-daily.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { grantTo, revokeFrom } from '../src/flows/users.ts'
import { officeDesk } from '../src/office-desk.ts'
import { aMeasure, approved, type Bureau, decided, openBureau } from './support/casework.ts'
import { inOneWorld } from './support/refusals.ts'
import { hospital, otherHospital } from './support/world.ts'

inOneWorld('casework refuses', (world) => {
  let bureau: Bureau

  before(async () => {
    bureau = await openBureau(world().database)
  })

  /** Everything that an act could have changed. */
  async function everything(): Promise<string> {
    const tables = ['matter', 'matter_event', 'matter_document', 'matter_money', 'payment_deduction', 'payment_entry']
    const { rows } = await world().database.pool.query(
      `select ${tables.map((table) => `(select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from ${table} t) as ${table}`).join(', ')},
        (select count(*) from operation_log) as log`,
    )
    return JSON.stringify(rows)
  }

  /** The act is refused with the code, and nothing changes. */
  async function refuses(code: string, ...asked: Parameters<Bureau['try']>): Promise<void> {
    const kept = await everything()
    assert.equal(await bureau.try(...asked), code)
    assert.equal(await everything(), kept, `${code} changed something`)
  }

  /** Up to the answer of the institution. */
  async function answered(): Promise<string> {
    const { matterId } = await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
    await bureau.act('audit.sun', matterId, 'notify')
    await bureau.act('office.h1', matterId, 'answer')
    return matterId
  }

  test('who made the first review may neither be given the second one nor decide', async () => {
    const matterId = await answered()
    await refuses('casework.same-person', 'lead.qian', matterId, 'assign-second', {
      details: { assignee: 'audit.sun' },
    })
    await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
    const details = { measures: [aMeasure(100_00)] }
    await refuses('casework.same-person', 'audit.sun', matterId, 'decide', { details })
    assert.deepEqual(bureau.refusal(), { code: 'casework.same-person', userId: 'audit.sun', did: 'notify' })
    await refuses('casework.not-assigned', 'audit.zhou', matterId, 'decide', { details })
    await bureau.act('audit.li', matterId, 'decide', { details })
  })

  test('a deadline in the past, or shorter than the law gives, is refused with the day', async () => {
    const { matterId } = await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
    const until = (deadline: string) => ({ details: { deadline: deadline as never } })
    await refuses('casework.deadline-past', 'audit.sun', matterId, 'notify', until('2023-11-17'))
    assert.deepEqual(bureau.refusal(), {
      code: 'casework.deadline-past',
      deadline: '2023-11-17',
      today: '2023-11-20',
    })
    await refuses('casework.term-too-short', 'audit.sun', matterId, 'notify', until('2023-11-21'))
    await refuses('casework.no-evidence', 'audit.sun', matterId, 'notify', { evidence: [] })
    await refuses('casework.no-reason', 'audit.sun', matterId, 'notify', { reason: ' ' })
  })

  test('an answer and an appeal come too late after their term, and the clock goes on without them', async () => {
    const { matterId } = await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
    await bureau.act('audit.sun', matterId, 'notify')
    const appealed = await decided(bureau)
    bureau.at('2024-01-15 09:00:00')
    await refuses('casework.too-late', 'office.h1', matterId, 'answer')
    await refuses('casework.too-late', 'office.h1', appealed, 'appeal')
    const { lapsed } = await dailyCasework(bureau.desk, atConsole)
    const ofThese = lapsed.filter((one) => one.matterId === matterId || one.matterId === appealed)
    assert.deepEqual(
      ofThese.map(({ act, refusal }) => [act, refusal]),
      [
        ['lapse', null],
        ['lapse', null],
      ],
    )
    assert.equal((await bureau.matter(matterId)).state, 'answered')
    assert.equal((await bureau.matter(appealed)).state, 'final')
    await refuses('casework.too-late', 'office.h1', matterId, 'answer')
    await refuses('casework.too-late', 'office.h1', appealed, 'appeal')
    assert.equal((bureau.refusal() as { until?: string }).until, '2023-12-04')
    bureau.at('2023-11-20 09:00:00')
  })

  test('a decision or a sanction without a legal basis, or beyond one, is refused', async () => {
    const matterId = await answered()
    await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
    const decide = (measures: readonly object[]) => ({ details: { measures: measures as never } })
    await refuses('casework.no-basis', 'audit.li', matterId, 'decide', decide([]))
    await refuses('casework.no-basis', 'audit.li', matterId, 'decide', decide([{ ...aMeasure(1), basis: 'none' }]))
    await refuses('casework.beyond-basis', 'audit.li', matterId, 'decide', decide([{ ...aMeasure(1), kind: 'fine' }]))
    await refuses('casework.amount', 'audit.li', matterId, 'decide', decide([aMeasure(1_200_01)]))
    const fine = { kind: 'fine', basis: 'regulation-38', amount: 1_200_00 }
    await refuses('casework.beyond-basis', 'audit.li', matterId, 'decide', decide([fine]))
    const correct = { kind: 'correct', basis: 'regulation-13', until: '2023-11-01' }
    await refuses('casework.deadline-past', 'audit.li', matterId, 'decide', decide([correct]))
  })

  test('of two who open a matter again at once, one comes second and is told so', async () => {
    const matterId = await approved(bureau)
    await bureau.act('clerk.feng', matterId, 'execute', { details: { how: 'claim' } })
    const { version } = await bureau.matter(matterId)
    const both = await Promise.all([
      bureau.try('leader.zheng', matterId, 'reopen', {}, version),
      bureau.try('leader.zheng', matterId, 'reopen', {}, version),
    ])
    const refused = both.filter((one) => typeof one === 'string')
    assert.deepEqual(refused, ['casework.changed-meanwhile'])
    const matter = await bureau.matter(matterId)
    assert.deepEqual([matter.reopened, matter.version, matter.state], [1, version + 1, 'open'])
    const { rows } = await world().database.pool.query(
      `select kind, count(*)::int as count from matter_money where matter_id = $1 group by kind order by kind`,
      [matterId],
    )
    assert.deepEqual(rows, [
      { kind: 'claim', count: 1 },
      { kind: 'withdrawn', count: 1 },
    ])
    await refuses('casework.not-now', 'leader.zheng', matterId, 'reopen')
  })

  test('who has an interest in the institution is given nothing of it', async () => {
    const { matterId } = await bureau.take()
    const lead = await bureau.actor('lead.qian')
    const interest = { userId: 'audit.sun', providerCode: hospital.providerCode, reason: '配偶在该院任职' }
    assert.equal(await declareInterest(bureau.desk, lead, interest), true)
    assert.equal(await declareInterest(bureau.desk, lead, interest), false, 'it stands already')
    await refuses('casework.conflict-of-interest', 'lead.qian', matterId, 'assign', {
      details: { assignee: 'audit.sun' },
    })
    const given = await assignFree(bureau.desk, lead, { matterId, version: 1, reason: null })
    assert.ok(given.ok)
    assert.notEqual(given.value.filed.matter.firstReviewer, 'audit.sun')
    assert.equal(await endInterest(bureau.desk, lead, interest), true)
  })

  test('an interest that is declared when the matter is his already keeps him from it all the same', async () => {
    const { matterId } = await bureau.take()
    const lead = await bureau.actor('lead.qian')
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.zhou' } })
    const interestOf = (userId: string) => ({ userId, providerCode: hospital.providerCode, reason: '亲属任职' })
    assert.equal(await declareInterest(bureau.desk, lead, interestOf('audit.zhou')), true)
    await refuses('casework.conflict-of-interest', 'audit.zhou', matterId, 'clear')
    assert.equal(await endInterest(bureau.desk, lead, interestOf('audit.zhou')), true)
    await bureau.act('audit.zhou', matterId, 'clear')
    assert.equal(await declareInterest(bureau.desk, lead, interestOf('lead.qian')), true)
    await refuses('casework.conflict-of-interest', 'lead.qian', matterId, 'close')
    assert.equal(await endInterest(bureau.desk, lead, interestOf('lead.qian')), true)
    await bureau.act('lead.qian', matterId, 'close')
  })

  test('nobody gives a matter to himself, and what an act has no use for tells nobody anything', async () => {
    const { matterId } = await bureau.take({ sourceKey: 'own', providerCode: hospital.providerCode })
    const grant: Grant = { role: 'auditor', scope: { kind: 'region', division: wholeRegion } }
    const users = officeDesk(world().database.pool, { now: bureau.desk.now, newId: bureau.desk.newId })
    assert.ok((await grantTo(users, atConsole, 'lead.qian', grant)).ok)
    await refuses('casework.same-person', 'lead.qian', matterId, 'assign', { details: { assignee: 'lead.qian' } })
    const by = await bureau.actor('lead.qian')
    const given = await assignFree(bureau.desk, by, { matterId, version: 1, reason: null })
    assert.ok(given.ok)
    const first = given.value.filed.matter.firstReviewer
    assert.notEqual(first, 'lead.qian')
    await bureau.act(first as never, matterId, 'notify')
    for (const assignee of ['audit.li', 'nobody']) {
      await refuses('casework.unknown-evidence', 'office.h1', matterId, 'answer', {
        details: { assignee },
        evidence: ['E2023-000009-9'],
      })
    }
    assert.ok((await revokeFrom(users, atConsole, 'lead.qian', grant)).ok)
  })

  test('of two who act on one version, whatever they do, one comes second and leaves nothing', async () => {
    const matterId = await approved(bureau)
    const { version } = await bureau.matter(matterId)
    const both = await Promise.all([
      bureau.try('clerk.feng', matterId, 'execute', {}, version),
      bureau.try('clerk.feng', matterId, 'execute', { details: { how: 'claim' } }, version),
      bureau.try('leader.zheng', matterId, 'reopen', {}, version),
    ])
    assert.deepEqual(
      both.filter((one) => typeof one === 'string'),
      ['casework.changed-meanwhile', 'casework.changed-meanwhile'],
    )
    assert.equal((await bureau.desk.matters.events(matterId)).length, version + 1)
    assert.ok((await bureau.desk.matters.money(matterId)).length <= 1)
  })

  test('nobody acts beyond his office, his reach, or on what he has not seen', async () => {
    const { matterId } = await bureau.take()
    const details = { assignee: 'audit.sun' }
    await refuses('casework.not-yours', 'audit.sun', matterId, 'assign', { details })
    await refuses('casework.not-now', 'lead.qian', matterId, 'close')
    await refuses('casework.not-a-reviewer', 'lead.qian', matterId, 'assign', { details: { assignee: 'clerk.feng' } })
    await refuses('casework.not-a-reviewer', 'lead.qian', matterId, 'assign', { details: { assignee: 'nobody' } })
    const other = await bureau.take({ providerCode: otherHospital.providerCode })
    await refuses('casework.unknown-matter', 'office.h1', other.matterId, 'answer')
    await bureau.act('lead.qian', matterId, 'assign', { details })
    await refuses('casework.changed-meanwhile', 'lead.qian', matterId, 'assign', { details }, 1)
    assert.equal(await bureau.try('lead.qian', other.matterId, 'assign', { details: {} }), 'casework.no-assignee')
  })

  test('money waits for another person to approve, and for an insurance to be known', async () => {
    const matterId = await decided(bureau)
    await bureau.act('office.h1', matterId, 'accept')
    await refuses('casework.no-approval', 'clerk.feng', matterId, 'execute')
    await bureau.act('leader.wu', matterId, 'approve')
    await world().database.pool.query('update matter set scheme = null where matter_id = $1', [matterId])
    await refuses('casework.no-scheme', 'clerk.feng', matterId, 'execute')
  })

  test('a limit is told of once for each of its marks', async () => {
    const { matterId } = await bureau.take({ providerCode: otherHospital.providerCode })
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.zhou' } })
    const { deadline } = await bureau.matter(matterId)
    bureau.at(`${deadline?.until} 08:00:00`)
    const told = async () =>
      (await dailyCasework(bureau.desk, atConsole)).reminders
        .filter((one) => one.matterId === matterId)
        .map(({ mark, office, told: to }) => [mark, office, to])
    assert.deepEqual(await told(), [[0, 'reviewer', 'audit.zhou']])
    assert.deepEqual(await told(), [])
    bureau.at('2024-03-01 08:00:00')
    assert.deepEqual(await told(), [['overdue', 'reviewer', 'audit.zhou']])
    bureau.at('2023-11-20 09:00:00')
  })

  test('a share of what was cleared is drawn for somebody else to look at, and the draw can be made again', async () => {
    const { matterId } = await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.zhou' } })
    await bureau.act('audit.zhou', matterId, 'clear')
    const lead = await bureau.actor('lead.qian')
    const done = await drawForRecheck(bureau.desk, lead, { share: ppm(1_000_000), seed: '2023-11-20' })
    assert.deepEqual(done.drawn, [matterId])
    const matter = await bureau.matter(matterId)
    assert.equal(matter.state, 'recheck')
    assert.notEqual(matter.secondReviewer, 'audit.zhou')
  })

  test('an administrative case: filed by a leader, two investigators, law, notice, the waiting time, sanction', async () => {
    const review = await answered()
    await bureau.act('lead.qian', review, 'assign-second', { details: { assignee: 'audit.li' } })
    const { opened } = await bureau.act('leader.wu', review, 'file-case')
    assert.ok(opened !== null)
    assert.equal((await bureau.matter(review)).state, 'closed')
    const filed = await bureau.matter(opened)
    assert.deepEqual([filed.procedure, filed.state, filed.linked, filed.stake], ['case', 'filed', review, 1_200_00])
    const two = { details: { assignees: ['audit.li', 'audit.zhou'] } }
    await refuses('casework.two-people', 'lead.qian', opened, 'assign-investigators', {
      details: { assignees: ['audit.li', 'audit.li'] },
    })
    await bureau.act('lead.qian', opened, 'assign-investigators', two)
    await bureau.act('audit.li', opened, 'conclude')
    await bureau.act('audit.zhou', opened, 'submit-legal')
    const measures = [
      { kind: 'order-return', basis: 'regulation-38', amount: fen(1_200_00) },
      { kind: 'fine', basis: 'regulation-38', amount: fen(1_800_00) },
    ] as const
    await refuses('casework.no-approval', 'leader.zheng', opened, 'give-notice', { details: { measures } })
    await bureau.act('legal.wang', opened, 'approve')
    const beyond = { details: { measures: [measures[0], { ...measures[1], amount: fen(9_600_00) }] } }
    await refuses('casework.beyond-basis', 'leader.zheng', opened, 'give-notice', beyond)
    await bureau.act('leader.zheng', opened, 'give-notice', { details: { measures } })
    await refuses('casework.too-early', 'leader.zheng', opened, 'sanction', { details: { measures } })
    bureau.at('2023-12-01 09:00:00')
    await refuses('casework.no-basis', 'leader.zheng', opened, 'sanction', { details: { measures: [] } })
    const heavier = { details: { measures: [measures[0], { ...measures[1], amount: fen(2_400_00) }] } }
    await refuses('casework.heavier', 'leader.zheng', opened, 'sanction', heavier)
    const done = await bureau.act('leader.zheng', opened, 'sanction', { details: { measures } })
    assert.equal(done.document?.kind, 'sanction-decision')
    const { money } = await bureau.act('clerk.feng', opened, 'execute', { details: { how: 'claim' } })
    assert.deepEqual(
      money.map(({ kind, amount }) => [kind, amount]),
      [['claim', 1_200_00]],
      'a fine goes to the treasury, not to the fund',
    )
    bureau.at('2023-11-20 09:00:00')
  })

  test('every act stands in the operation log', async () => {
    const { rows } = await world().database.pool.query<{ missing: number }>(
      `select count(*)::int as missing from matter_event e where e.act <> 'open' and not exists (select from operation_log o
         where o.target = e.matter_id and o.action = 'matters.' || e.act and (o.details->>'version')::int = e.number)`,
    )
    assert.deepEqual(rows, [{ missing: 0 }])
  })
})
