import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '@yibao/contract/rest'
import { shortNumber } from '@yibao/core/casework'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { openBureau } from './support/casework.ts'
import { first, withBusyWorld } from './support/desk.ts'
import { answered, type Colleague, codeOf, colleague, institution, lookingAt, region } from './support/rest.ts'
import { hospital, otherHospital, pharmacy } from './support/world.ts'

type Found = Answer<'search.find'>['groups']

const find = async ({ client }: Colleague, text: string): Promise<Found> =>
  (await answered(client.call('search.find', { text }))).groups
const kinds = (groups: Found): readonly string[] => groups.map(({ kind, hits }) => `${kind} ${hits.length}`)

test('a number or a name finds what one may see, and nothing else', () =>
  withBusyWorld(async ({ world, client, settled }) => {
    const { matterId } = await (await openBureau(world.database)).take()
    const messages = await answered(client.call('messages.find', { insuredId: first.insuredId, infno: '2207' }))
    const [message] = messages.rows
    assert.ok(message !== undefined)
    const auditor = await colleague(world, region('auditor', '990200'))
    const away = await colleague(world, region('auditor', '980000'))
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const other = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const admin = await colleague(world, region('system-admin'))
    const bare = await colleague(world)

    const asked = {
      [first.certificateNumber]: 'person 1',
      [first.certificateNumber.toLowerCase()]: 'person 1',
      [first.insuredId]: 'person 1',
      [settled]: 'settlement 1',
      [message.messageId]: 'message 1',
      [message.msgid]: 'message 1',
    }
    for (const [text, expected] of Object.entries(asked)) {
      for (const who of [auditor, office]) assert.deepEqual(kinds(await find(who, text)), [expected], text)
      for (const who of [away, other, admin, bare]) assert.deepEqual(await find(who, text), [], text)
    }
    assert.deepEqual(kinds(await find(auditor, matterId)), ['matter 1'])
    assert.ok(kinds(await find(auditor, shortNumber(matterId))).includes('matter 1'), 'the number it is spoken of by')
    assert.deepEqual(await find(office, matterId), [], 'a hit is the bureau’s own before the notice')
    assert.deepEqual(await find(away, matterId), [])

    assert.deepEqual(kinds(await find(auditor, '测试机构')), ['institution 4'])
    assert.deepEqual(kinds(await find(auditor, 'p990200')), ['institution 1'])
    assert.deepEqual((await find(auditor, pharmacy.providerCode))[0]?.hits[0]?.id, pharmacy.providerCode)
    assert.deepEqual(kinds(await find(office, '测试机构')), ['institution 1'])
    for (const hostile of ['%%', '__', `' or 1=1 --`, '测试%'])
      assert.deepEqual(await find(auditor, hostile), [], hostile)
    const [person] = await find(auditor, first.certificateNumber)
    assert.equal(JSON.stringify(person).includes(first.certificateNumber), false, 'numbers are masked')

    const filter = { ...everyOperation, actor: auditor.userId, action: 'people.find' }
    const noted = await operationLogStore(world.database.pool).find(filter, null, 50)
    const named = noted.filter(({ details }) => JSON.stringify(details).includes(first.insuredId))
    assert.ok(named.length >= 3, 'who looks for a person is written down')
    assert.equal(JSON.stringify(noted).includes(first.certificateNumber), false)
  }))

test('search, what waits and reminders follow the region that is looked at', () =>
  withBusyWorld(async ({ world, settled }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const { matterId } = await bureau.take()
    const lead = await colleague(world, region('supervision-lead'))
    await world.database.pool.query(
      `insert into matter_reminder (matter_id, deadline_name, deadline_until, mark, office, told, reminded_at)
       values ($1, 'first-review', '2023-11-20', '5', 'dispatcher', null, '2023-11-13 08:00:00')`,
      [matterId],
    )
    const seenAt = async (division: string) => {
      const client = lookingAt(world, lead, division)
      const found = await Promise.all(
        [first.certificateNumber, pharmacy.providerCode, settled, matterId].map(async (text) =>
          kinds((await answered(client.call('search.find', { text }))).groups),
        ),
      )
      const { items } = await answered(client.call('todo.list', {}))
      const { rows } = await answered(client.call('notices.list', {}))
      return [found.flat(), items.map(({ act, count }) => `${act} ${count}`), rows.length]
    }
    const all = [['person 1', 'institution 1', 'settlement 1', 'matter 1'], ['assign 1'], 1]
    assert.deepEqual(await seenAt('990000'), all)
    assert.deepEqual(await seenAt('990200'), all)
    assert.deepEqual(await seenAt('980000'), [[], [], 0])
    const narrow = await colleague(world, region('supervision-lead', '980000'))
    const beyond = lookingAt(world, narrow, '990200')
    assert.deepEqual((await answered(beyond.call('todo.list', {}))).items, [], 'a switch never widens')
    assert.equal(await codeOf(beyond.call('matters.list', {})), '403 rest.no-right')
    assert.equal(await codeOf(lookingAt(world, lead, '99').call('todo.list', {})), '400 rest.bad-region')
  }))

test('who has not changed the first password finds nothing and has nothing to do', () =>
  withBusyWorld(async ({ world, settled }) => {
    await (await openBureau(world.database)).take()
    const lead = await colleague(world, region('supervision-lead'))
    const { client } = lead
    assert.equal((await find(lead, settled)).length, 1)
    assert.equal((await answered(client.call('todo.list', {}))).items.length, 1)
    await world.database.pool.query('update user_account set must_change = true where user_id = $1', [lead.userId])
    assert.deepEqual(await find(lead, settled), [])
    assert.deepEqual((await answered(client.call('todo.list', {}))).items, [])
    assert.deepEqual((await answered(client.call('notices.list', {}))).rows, [])
  }))

const todo = async ({ client }: Colleague) => {
  const { items } = await answered(client.call('todo.list', {}))
  return items.map(({ kind, act, state, count, mine }) => `${kind} ${act} ${state} ${count}${mine ? ' mine' : ''}`)
}

test('a matter waits for one after the other on its road, and for nobody else', () =>
  withBusyWorld(async ({ world }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const lead = await colleague(world, region('supervision-lead', '990200'))
    const reviewer = await colleague(world, region('auditor', '990200'))
    const idle = await colleague(world, region('auditor', '990200'))
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const other = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const away = await colleague(world, region('supervision-lead', '980000'))
    const { matterId } = await bureau.take()
    await bureau.take()
    const waiting = async () => ({
      lead: await todo(lead),
      reviewer: await todo(reviewer),
      office: await todo(office),
    })
    const nobody = async () => {
      for (const who of [idle, other, away]) assert.deepEqual(await todo(who), [])
    }
    assert.deepEqual(await waiting(), { lead: ['matter assign open 2'], reviewer: [], office: [] })

    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: reviewer.userId } })
    assert.deepEqual(await waiting(), {
      lead: ['matter assign open 1'],
      reviewer: ['matter notify first-review 1 mine'],
      office: [],
    })
    const mine = await answered(reviewer.client.call('todo.list', {}))
    assert.partialDeepStrictEqual(mine.items[0], {
      label: { zh: '疑点：初审 → 告知', en: 'review items: first review → notify' },
      procedure: 'review',
      overdue: 0,
      more: false,
      rows: [{ id: matterId, amount: 1_200_00 }],
    })
    assert.ok(mine.items[0]?.deadline !== null)
    await nobody()

    const { version } = await bureau.matter(matterId)
    const order = { matterId, version, act: 'notify' as const, reason: '核查', evidence: ['E1'] }
    await answered(reviewer.client.call('matters.act', order))
    assert.deepEqual(await waiting(), {
      lead: ['matter assign open 1'],
      reviewer: [],
      office: ['matter answer notified 1'],
    })
    await nobody()
    await world.restart('2024-02-13 09:00:00')
    const later = await answered(
      (await colleague(world, institution('institution-office', hospital.providerCode))).client.call('todo.list', {}),
    )
    assert.partialDeepStrictEqual(later.items[0], { overdue: 1, dueSoon: 0 })
  }))

test('a reminder is told whom it was given, and says whether its limit still runs', () =>
  withBusyWorld(async ({ world }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const reviewer = await colleague(world, region('auditor', '990200'))
    const idle = await colleague(world, region('auditor', '990200'))
    const lead = await colleague(world, region('supervision-lead', '990200'))
    const { matterId } = await bureau.take()
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: reviewer.userId } })
    const until = (await bureau.matter(matterId)).deadline?.until
    assert.ok(until !== undefined)
    const remind = (told: string | null, officeName: string, mark: string) =>
      world.database.pool.query(
        `insert into matter_reminder (matter_id, deadline_name, deadline_until, mark, office, told, reminded_at)
         values ($1, 'first-review', $2, $3, $4, $5, '2023-11-13 08:00:00')`,
        [matterId, until, mark, officeName, told],
      )
    await remind(reviewer.userId, 'reviewer', '5')
    await remind(null, 'dispatcher', '1')
    const notices = async ({ client }: Colleague) =>
      (await answered(client.call('notices.list', {}))).rows.map(({ mark, running, until: day }) => [
        mark,
        running,
        day,
      ])
    assert.deepEqual(await notices(reviewer), [['5', true, until]])
    assert.deepEqual(await notices(lead), [['1', true, until]])
    assert.deepEqual(await notices(idle), [])
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: idle.userId } })
    await world.database.pool.query('update matter set deadline_until = deadline_until + 1')
    assert.deepEqual(await notices(reviewer), [['5', false, until]])
  }))

test('special-case reviews, tips, evidence and held accounts wait for whom they concern', () =>
  withBusyWorld(async ({ world }) => {
    const { pool } = world.database
    const clerk = await colleague(world, region('clerk', '990200'))
    const judge = await colleague(world, region('auditor', '990200'))
    const idle = await colleague(world, region('auditor', '990200'))
    const away = await colleague(world, region('clerk', '980000'))
    const lead = await colleague(world, region('supervision-lead', '990200'))
    const keeper = await colleague(world, region('evidence-keeper', '990200'))
    const security = await colleague(world, region('security-admin'))
    const review = (id: string, state: string, people: readonly (string | null)[]) =>
      pool.query(
        `insert into special_case_review (provider_code, review_id, case_id, division, scheme, year, reason, applied_by,
           applied_at, state, first_reviewer, second_reviewer, arbiter)
         values ($1, $2, 'C' || $2, '990200', '310', '2023', '费用高', 'office', '2023-11-01 08:00:00', $3, $4, $5, $6)`,
        [hospital.providerCode, id, state, ...people],
      )
    await review('W1', 'applied', [null, null, null])
    await review('W2', 'assigned', [judge.userId, 'wang.wu', null])
    await review('W3', 'disputed', ['li.si', 'wang.wu', null])
    assert.deepEqual(await todo(clerk), ['special-case assign applied 1', 'special-case assign-arbiter disputed 1'])
    assert.deepEqual(await todo(judge), ['special-case decide assigned 1 mine'])
    await pool.query(
      `insert into special_case_opinion (provider_code, review_id, reviewer, outcome, reason, given_at)
       values ($1, 'W2', $2, '{"kind":"rejected"}', '合理', '2023-11-02 08:00:00')`,
      [hospital.providerCode, judge.userId],
    )
    for (const who of [judge, idle, away]) assert.deepEqual(await todo(who), [])

    await pool.query(
      `insert into tip (tip_id, division, provider_code, state, version, received_at, named, content)
       values ('T1', '990200', $1, 'received', 1, '2023-11-10 08:00:00', false, '{}'),
         ('T2', '980000', null, 'received', 1, '2023-11-10 08:00:00', false, '{}')`,
      [hospital.providerCode],
    )
    assert.deepEqual(await todo(lead), ['tip accept received 1'])
    await pool.query(
      `insert into evidence_piece (code, division, kind, state, version, place, due_back, content)
       values ('E1', '990200', 'object', 'out', 1, '库', '2023-11-01', '{"title":"账册"}'),
         ('E2', '990200', 'object', 'in', 1, '库', null, '{"title":"票据","approval":{"until":"2023-11-20"}}'),
         ('E3', '990200', 'object', 'in', 1, '库', null, '{"title":"录像","approval":null}')`,
    )
    assert.deepEqual(await todo(keeper), ['evidence take-back null 1', 'evidence hand-out null 1'])
    await pool.query('update user_account set held = true where user_id = $1', [away.userId])
    assert.deepEqual(await todo(security), ['account unlock null 1'])
    const newcomer = await colleague(world)
    assert.deepEqual(
      await todo(security),
      ['account unlock null 1', 'account grant null 1'],
      'nobody forgets a new account',
    )
    assert.deepEqual(await todo(newcomer), [])
    await pool.query('update user_account set disabled_at = created_at where user_id = $1', [newcomer.userId])
    assert.deepEqual(await todo(security), ['account unlock null 1'])
  }))

test('a centre that is no demo shows nobody’s password', () =>
  withBusyWorld(async ({ client }) => {
    const hints = await answered(client.withToken('').call('session.hints', {}))
    assert.deepEqual(hints, { accounts: [], somebody: null })
  }))
