import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, type LocalDateTime, localDateTime, type Result } from '@yibao/core/kernel'
import { type Grant, momentOf, type Role, type Scope, secondsOf } from '@yibao/core/office'
import { type Actor, atConsole, everyOperation, findOperations, type OperationKey } from '../src/flows/operation-log.ts'
import { endSession, signOut, userOf } from '../src/flows/sessions.ts'
import type { SignedIn } from '../src/flows/sessions-ports.ts'
import { changePassword, type SignInDesk, signIn } from '../src/flows/sessions-sign-in.ts'
import {
  addUser,
  disableUser,
  enableUser,
  grantTo,
  listUsers,
  resetPassword,
  revokeFrom,
  unlockUser,
} from '../src/flows/users.ts'
import { idSource } from '../src/ids.ts'
import { officeDesk, passwordDaysOf } from '../src/office-desk.ts'
import type { Database } from '../src/store/database.ts'
import { withTestDatabase } from './support/test-database.ts'

const whole: Scope = { kind: 'region', division: divisionCode('000000') }
const county: Scope = { kind: 'region', division: divisionCode('990212') }
const home = { address: '10.0.0.1', agent: 'test' }

interface Office {
  readonly database: Database
  readonly desk: SignInDesk
  readonly wait: (seconds: number) => void
  readonly now: () => LocalDateTime
}

function withOffice(work: (office: Office) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    let seconds = secondsOf(localDateTime('2025-03-03 08:00:00'))
    const now = () => momentOf(seconds)
    const wait = (more: number): void => {
      seconds += more
    }
    const desk = officeDesk(database.pool, { now, newId: idSource() })
    await work({ database, desk, now, wait })
  })
}

const codeOf = (outcome: Result<unknown, { readonly code: string }>): string => (outcome.ok ? 'ok' : outcome.error.code)

let staff = 0
async function made(desk: SignInDesk, userId: string, ...grants: readonly Grant[]) {
  staff += 1
  const added = await addUser(desk, atConsole, { userId, name: `测试${staff}`, staffNumber: `T${staff}`, grants })
  assert.ok(added.ok, `${userId}: ${codeOf(added)}`)
  return added.value
}

async function actorWith(desk: SignInDesk, userId: string, role: Role): Promise<Actor> {
  const { account } = await made(desk, userId, { role, scope: whole })
  return { hand: { kind: 'user', user: account }, sessionId: 'S1', from: home }
}

const good = 'kettle-lamp-orbit'

/** Signs in with the first password and changes it. */
async function settledIn(desk: SignInDesk, userId: string, firstPassword: string, password = good) {
  const first = await signIn(desk, { userId, password: firstPassword, from: home, held: null })
  assert.ok(first.ok)
  assert.ok(first.value.signedIn.mustChangePassword)
  const changed = await changePassword(desk, first.value.signedIn, { current: firstPassword, next: password })
  assert.ok(changed.ok, codeOf(changed))
  return { token: changed.value.token, sessionId: changed.value.session.sessionId, before: first.value.token }
}

const enter = (desk: SignInDesk, userId: string, password: string, address = home.address) =>
  signIn(desk, { userId, password, from: { ...home, address }, held: null })

test('administrators, roles and passwords', () =>
  withOffice(async ({ desk, database, wait }) => {
    const system = await actorWith(desk, 'sys.admin', 'system-admin')
    const security = await actorWith(desk, 'sec.admin', 'security-admin')
    const audit = await actorWith(desk, 'aud.admin', 'audit-admin')
    const clerk: Grant = { role: 'clerk', scope: county }

    const added = await addUser(desk, system, { userId: 'li.si', name: '李四', staffNumber: '1002', grants: [] })
    assert.ok(added.ok)
    const again = { userId: 'li.si', name: '李四', staffNumber: '1003', grants: [] }
    assert.equal(codeOf(await addUser(desk, system, again)), 'office.user-id-taken')
    assert.equal(codeOf(await addUser(desk, system, { ...again, userId: 'console' })), 'office.user-id-taken')
    const twin = { ...again, userId: 'li.si2', staffNumber: '1002' }
    assert.equal(codeOf(await addUser(desk, system, twin)), 'office.staff-number-taken')
    assert.equal(
      codeOf(await addUser(desk, system, { ...again, userId: 'wang.wu', grants: [clerk] })),
      'office.no-right',
      'who makes a user cannot give a role with it',
    )
    assert.equal(codeOf(await grantTo(desk, system, 'li.si', clerk)), 'office.no-right')
    assert.equal(codeOf(await grantTo(desk, audit, 'li.si', clerk)), 'office.no-right')
    assert.equal(codeOf(await grantTo(desk, security, 'li.si', clerk)), 'ok')
    assert.equal(codeOf(await grantTo(desk, security, 'sec.admin', clerk)), 'office.own-account')
    assert.equal(codeOf(await grantTo(desk, security, 'nobody.here', clerk)), 'office.unknown-user')
    const nowhere: Grant = { role: 'institution-office', scope: { kind: 'institution', providerCode: 'H0' } }
    assert.equal(codeOf(await grantTo(desk, security, 'li.si', nowhere)), 'office.unknown-institution')
    assert.equal(codeOf(await grantTo(desk, security, 'sys.admin', clerk)), 'office.two-offices')
    for (const act of [disableUser, enableUser, resetPassword]) {
      assert.equal(codeOf(await act(desk, security, 'li.si')), 'office.no-right')
      assert.equal(codeOf(await act(desk, system, 'aud.admin')), 'office.audit-admin-apart')
    }
    assert.equal(codeOf(await unlockUser(desk, system, 'li.si')), 'office.no-right')

    const { token, before } = await settledIn(desk, 'li.si', added.value.firstPassword)
    assert.equal(await userOf(desk, before, home), null, 'changing the password ends the sessions before')
    const me = await userOf(desk, token, home)
    assert.deepEqual(me?.user.grants, [clerk])
    const reused = async (next: string) => {
      const outcome = await changePassword(desk, me as SignedIn, { current: good, next })
      return outcome.ok
        ? 'ok'
        : outcome.error.code === 'office.bad-password'
          ? outcome.error.faults[0].fault
          : outcome.error.code
    }
    assert.deepEqual(
      [
        await reused(good),
        await reused(added.value.firstPassword),
        await reused('short'),
        await reused('li.si-kettle-lamp'),
      ],
      ['used-before', 'used-before', 'too-short', 'holds-user-name'],
    )
    assert.equal(
      codeOf(await changePassword(desk, me as SignedIn, { current: 'guessed-wrongly', next: 'blue tram at six' })),
      'office.wrong-password',
    )

    assert.equal(codeOf(await revokeFrom(desk, security, 'li.si', clerk)), 'ok')
    assert.equal(await userOf(desk, token, home), null, 'revoking a role ends the sessions')
    assert.equal(codeOf(await revokeFrom(desk, security, 'li.si', clerk)), 'office.unknown-grant')
    assert.equal(
      codeOf(await grantTo(desk, security, 'li.si', { role: 'security-admin', scope: whole })),
      'ok',
      'freed of business',
    )

    const reset = await resetPassword(desk, system, 'li.si')
    assert.ok(reset.ok)
    assert.equal(
      codeOf(await enter(desk, 'li.si', reset.value.firstPassword)),
      'office.sign-in-refused',
      'waits for release',
    )
    assert.equal(codeOf(await unlockUser(desk, security, 'li.si')), 'ok')
    wait(7 * 86_400)
    assert.equal(
      codeOf(await enter(desk, 'li.si', reset.value.firstPassword)),
      'office.sign-in-refused',
      'a week is over',
    )

    const { rows, next } = await listUsers(desk.users, { text: null, after: null, limit: 3 })
    assert.deepEqual([rows.map(({ userId }) => userId), next], [['aud.admin', 'li.si', 'sec.admin'], 'sec.admin'])
    const { rows: found } = await listUsers(desk.users, { text: '%', after: null, limit: 3 })
    assert.deepEqual(found, [])

    const refused = await findOperations(
      desk.log,
      { ...everyOperation, outcome: 'refused' },
      { after: null, limit: 200 },
    )
    assert.ok(
      refused.rows.some(
        ({ action, reason, actor }) =>
          action === 'users.grant' && reason === 'office.two-offices' && actor === 'sec.admin',
      ),
    )
    const { rows: kept } = await database.pool.query<{ text: string }>('select t::text as text from operation_log t')
    for (const secret of [good, added.value.firstPassword, reset.value.firstPassword, 'guessed-wrongly']) {
      assert.ok(
        kept.every(({ text }) => !text.includes(secret)),
        'no password in the log',
      )
    }
  }))

test('two grants at once never put two offices into one hand, whoever asks and even past our own rules', () =>
  withOffice(async ({ desk, database }) => {
    const offices = ['system-admin', 'security-admin', 'audit-admin'] as const
    for (let round = 0; round < 8; round += 1) {
      const userId = `racer${round}`
      await made(desk, userId)
      const outcomes: readonly Result<unknown, { readonly code: string }>[] = await Promise.all([
        ...offices.map((role) => grantTo(desk, atConsole, userId, { role, scope: whole })),
        grantTo(desk, atConsole, userId, { role: 'clerk', scope: county }),
      ])
      const codes = outcomes.map(codeOf).sort()
      assert.deepEqual(codes, ['office.two-offices', 'office.two-offices', 'office.two-offices', 'ok'])
    }
    const insert = `insert into user_role (grant_id, user_id, role, scope_kind, scope_code, granted_at, granted_by)
      values ($1, 'racer0', $2, 'region', '000000', '2025-03-03', 'x')`
    const { rows } = await database.pool.query<{ hand: string }>(
      `select hand from user_account where user_id = 'racer0'`,
    )
    for (const role of [...offices, 'leader'].filter(
      (one) => one !== rows[0]?.hand && !(one === 'leader' && rows[0]?.hand === 'business'),
    )) {
      await assert.rejects(database.pool.query(insert, [`G-${role}`, role]), /user_role_user_id_hand_fkey/)
    }
    await assert.rejects(
      database.pool.query(
        `update user_account set hand = case hand when 'system-admin' then 'audit-admin' else 'system-admin' end where user_id = 'racer0'`,
      ),
      /user_role_user_id_hand_fkey/,
    )
  }))

test('the operation log is never changed, whoever asks the database', () =>
  withOffice(async ({ desk, database }) => {
    await made(desk, 'zhang.san')
    for (const statement of [
      'update operation_log set actor = $$x$$',
      'delete from operation_log',
      'truncate operation_log',
    ]) {
      await assert.rejects(database.pool.query(statement), /append-only/, statement)
    }
    for (let entry = 0; entry < 25; entry += 1) await unlockUser(desk, atConsole, 'zhang.san')
    const seen: string[] = []
    let after: OperationKey | null = null
    do {
      const page: Awaited<ReturnType<typeof findOperations>> = await findOperations(
        desk.log,
        { ...everyOperation, target: 'zhang.san' },
        { after, limit: 4 },
      )
      seen.push(...page.rows.map(({ operationId }) => operationId))
      after = page.next
    } while (after !== null)
    assert.deepEqual([seen.length, new Set(seen).size], [26, 26])
    assert.deepEqual([...seen].sort().reverse(), seen, 'newest first')
  }))

test('sessions end when they must', () =>
  withOffice(async ({ desk, database, wait }) => {
    const system = await actorWith(desk, 'sys.admin', 'system-admin')
    const security = await actorWith(desk, 'sec.admin', 'security-admin')
    const { firstPassword } = await made(desk, 'li.si', { role: 'clerk', scope: county })
    await settledIn(desk, 'li.si', firstPassword)
    const token = async (address = home.address) => {
      const entered = await enter(desk, 'li.si', good, address)
      assert.ok(entered.ok, codeOf(entered))
      return entered.value
    }
    const idle = (await token()).token
    wait(29 * 60)
    assert.ok(await userOf(desk, idle, home))
    wait(29 * 60)
    assert.ok(await userOf(desk, idle, home), 'each use keeps it')
    wait(30 * 60)
    assert.equal(await userOf(desk, idle, home), null, 'half an hour of rest ends it')

    const long = (await token()).token
    for (let step = 0; step < 35; step += 1) {
      wait(20 * 60)
      assert.ok(await userOf(desk, long, home), `after ${(step + 1) * 20} minutes`)
    }
    wait(20 * 60)
    assert.equal(await userOf(desk, long, home), null, 'twelve hours end it')

    const writes = async () => {
      const { rows } = await database.pool.query<{ at: string }>('select max(seen_at)::text as at from user_session')
      return rows[0]?.at
    }
    const busy = (await token()).token
    const first = await writes()
    wait(59)
    await userOf(desk, busy, home)
    assert.equal(await writes(), first, 'a sign of life is written once a minute')
    wait(1)
    await userOf(desk, busy, home)
    assert.notEqual(await writes(), first)

    const other = await token()
    assert.equal(codeOf(await endSession(desk, system, other.session.sessionId)), 'office.no-right')
    assert.equal(codeOf(await endSession(desk, security, other.session.sessionId)), 'ok')
    assert.equal(codeOf(await endSession(desk, security, other.session.sessionId)), 'office.unknown-session')
    assert.equal(await userOf(desk, other.token, home), null)
    const mine = await userOf(desk, busy, home)
    await signOut(desk, mine as SignedIn)
    assert.equal(await userOf(desk, busy, home), null)
    const disabled = await token()
    assert.equal(codeOf(await disableUser(desk, system, 'li.si')), 'ok')
    assert.equal(await userOf(desk, disabled.token, home), null)
    assert.equal(codeOf(await enter(desk, 'li.si', good)), 'office.sign-in-refused')
    assert.equal(codeOf(await enableUser(desk, system, 'li.si')), 'ok')
    assert.equal(await userOf(desk, disabled.token, home), null, 'a session does not rise again')
    assert.ok((await enter(desk, 'li.si', good)).ok)
    for (const wrong of ['', 'yses_', `yses_${'A'.repeat(43)}`, "' or 1=1 --", 'x'.repeat(10_000)]) {
      assert.equal(await userOf(desk, wrong, home), null)
    }
  }))

test('a stolen session used from elsewhere ends, and its owner hears of it', () =>
  withOffice(async ({ desk, wait }) => {
    const { firstPassword } = await made(desk, 'li.si', { role: 'clerk', scope: county })
    const { token } = await settledIn(desk, 'li.si', firstPassword)
    wait(60)
    assert.equal(await userOf(desk, token, { ...home, address: '203.0.113.9' }), null)
    assert.equal(await userOf(desk, token, home), null, 'the owner’s own use is over as well')
    const again = await enter(desk, 'li.si', good)
    assert.ok(again.ok)
    assert.deepEqual(
      again.value.since.usedElsewhere.map(({ startedFrom }) => startedFrom),
      [home.address],
    )
    const newsOf = (begun: typeof again.value) => desk.sessions.newsSince(begun.session.sessionId)
    assert.equal(await newsOf(again.value), again.value.since.lastSignIn?.at)
    wait(60)
    const third = await enter(desk, 'li.si', good)
    assert.ok(third.ok)
    assert.equal(await newsOf(third.value), again.value.session.startedAt, 'what is later than the sign-in before')
    assert.deepEqual(third.value.since.usedElsewhere, [], 'told once')
    assert.equal(await userOf(desk, third.value.token, { ...home, agent: 'other' }), null)
    const { rows } = await desk.log
      .find({ ...everyOperation, action: 'session.used-elsewhere' }, null, 10)
      .then((found) => ({ rows: found }))
    assert.deepEqual(
      rows.map(({ actor, target, address }) => [actor, target, address]),
      [
        ['nobody', 'li.si', home.address],
        ['nobody', 'li.si', '203.0.113.9'],
      ],
    )
  }))

test('whoever guesses elsewhere keeps no owner from the places where he signs in, nor from his new password', () =>
  withOffice(async ({ desk, wait }) => {
    const { firstPassword } = await made(desk, 'li.si', { role: 'clerk', scope: county })
    await settledIn(desk, 'li.si', firstPassword)
    const guess = (address: string) => enter(desk, 'li.si', 'guess', address)
    for (let number = 0; number < 20; number += 1) {
      assert.equal(codeOf(await guess(`10.4.0.${number}`)), 'office.sign-in-refused')
    }
    assert.equal(
      codeOf(await enter(desk, 'li.si', good, '10.4.1.1')),
      'office.sign-in-refused',
      'the lock holds elsewhere',
    )
    const back = await enter(desk, 'li.si', good)
    assert.ok(back.ok)
    assert.equal(back.value.since.failedTries, 21, 'each of them is on file')
    const [current, next] = [good, 'copper-window-tram']
    assert.ok((await changePassword(desk, back.value.signedIn, { current, next })).ok)
    assert.equal(codeOf(await enter(desk, 'li.si', next, '10.4.1.1')), 'office.sign-in-refused', 'and goes on')
    wait(15 * 60)
    assert.ok((await enter(desk, 'li.si', next, '10.4.1.1')).ok)

    for (let number = 0; number < 5; number += 1) await guess(home.address)
    assert.equal(codeOf(await enter(desk, 'li.si', next)), 'office.sign-in-refused', 'who guesses at home waits')
    assert.ok((await enter(desk, 'li.si', next, '10.4.1.1')).ok, 'and only there')
    const account = await desk.users.find('li.si')
    assert.equal(account?.lockedUntil, secondsOf(desk.now()) + 60, 'an administrator sees it')
    assert.equal(codeOf(await unlockUser(desk, atConsole, 'li.si')), 'ok')
    assert.ok((await enter(desk, 'li.si', next)).ok, 'and lifts it')

    for (let number = 0; number < 5; number += 1) await guess(home.address)
    wait(60)
    assert.ok((await enter(desk, 'li.si', next)).ok, 'a minute later he is in')
    wait(91 * 86_400)
    for (let number = 0; number < 5; number += 1) await guess('10.4.2.1')
    assert.equal(codeOf(await enter(desk, 'li.si', next)), 'office.sign-in-refused', 'a place is forgotten in time')
  }))

test('a hundred wrong passwords: five are tried, the lock holds, nothing tells whether there is such an account', () =>
  withOffice(async ({ desk, wait, database }) => {
    const { firstPassword } = await made(desk, 'li.si', { role: 'clerk', scope: county })
    await settledIn(desk, 'li.si', firstPassword)
    const guess = (userId: string, number: number, address: string) =>
      enter(desk, userId, `guess number ${number}`, address)
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, number) => guess('li.si', number, `10.1.0.${number % 4}`)),
    )
    assert.deepEqual(new Set(answers.map(codeOf)), new Set(['office.sign-in-refused']))
    const unknown = await Promise.all(
      Array.from({ length: 40 }, (_, number) => guess('no.such', number, `10.1.1.${number % 4}`)),
    )
    assert.deepEqual(unknown[0], answers[0], 'word for word the same')
    assert.equal(
      codeOf(await enter(desk, 'li.si', good, '10.1.0.9')),
      'office.sign-in-refused',
      'the right password is locked out too',
    )
    const { rows } = await database.pool.query<{ reason: string; count: number }>(
      `select reason, count(*)::int as count from operation_log where action = 'session.sign-in' and outcome = 'refused' group by 1 order by 1`,
    )
    assert.deepEqual(rows, [
      { reason: 'locked', count: 56 },
      { reason: 'unknown-user', count: 40 },
      { reason: 'wrong-password', count: 5 },
    ])
    wait(15 * 60)
    const back = await enter(desk, 'li.si', good)
    assert.ok(back.ok)
    assert.equal(back.value.since.failedTries, 61)
    assert.equal(back.value.since.lastSignIn?.address, home.address)
    for (let number = 0; number < 5; number += 1) await guess('li.si', number, '10.1.2.1')
    assert.equal(codeOf(await enter(desk, 'li.si', good, '10.1.2.2')), 'office.sign-in-refused')
    assert.equal(codeOf(await unlockUser(desk, atConsole, 'li.si')), 'ok')
    assert.ok((await enter(desk, 'li.si', good, '10.1.2.2')).ok, 'unlocked')

    for (let number = 0; number < 30; number += 1) await guess(`user${number}`, number, '10.1.3.1')
    const suspended = await guess('another', 1, '10.1.3.1')
    assert.equal(codeOf(suspended), 'office.too-many-tries', 'one address that tries many names')
    assert.equal(codeOf(await enter(desk, 'li.si', good, '10.1.3.1')), 'office.too-many-tries')
    assert.ok((await enter(desk, 'li.si', good, '10.1.3.2')).ok, 'others come in')
    wait(15 * 60)
    assert.ok((await enter(desk, 'li.si', good, '10.1.3.1')).ok)
    wait(5 * 86_400)
    for (let number = 0; number < 12; number += 1) await enter(desk, 'li.si', good)
    const { rows: left } = await database.pool.query<{ count: number }>(
      'select count(*)::int as count from sign_in_tries',
    )
    assert.ok((left[0]?.count ?? 99) <= 3, 'old counts are forgotten')
  }))

test('an unknown account and a wrong password take the same time', () =>
  withOffice(async ({ desk, wait }) => {
    await made(desk, 'li.si', { role: 'clerk', scope: county })
    const timeOf = async (userId: string, number: number) => {
      const begun = process.hrtime.bigint()
      await enter(desk, userId, `guess number ${number}`, `10.2.0.${number % 200}`)
      return Number(process.hrtime.bigint() - begun) / 1e6
    }
    const times: { readonly known: number; readonly unknown: number }[] = []
    for (let number = 0; number < 40; number += 1) {
      wait(600)
      times.push({ known: await timeOf('li.si', number), unknown: await timeOf('no.such', number) })
    }
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[20] ?? 0
    const [known, unknown] = [median(times.map((time) => time.known)), median(times.map((time) => time.unknown))]
    assert.ok(known / unknown < 1.4 && unknown / known < 1.4, `${known} ms, ${unknown} ms`)
  }))

test('how long passwords last is the house’s choice', () => {
  assert.deepEqual([passwordDaysOf({}), passwordDaysOf({ YIBAO_PASSWORD_DAYS: '90' })], [null, 90])
  for (const text of ['0', 'x', '90d', '99999'])
    assert.throws(() => passwordDaysOf({ YIBAO_PASSWORD_DAYS: text }), /YIBAO_PASSWORD_DAYS/)
})
