import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RestClient } from '@yibao/contract/rest'
import { divisionCode, localDateTime } from '@yibao/core/kernel'
import { atConsole, everyOperation } from '../src/flows/operation-log.ts'
import { unmaskPerson } from '../src/flows/people-desk.ts'
import type { ShownPerson } from '../src/flows/rest-ports.ts'
import { userOf } from '../src/flows/sessions.ts'
import type { SignedIn } from '../src/flows/sessions-ports.ts'
import { changePassword } from '../src/flows/sessions-sign-in.ts'
import { idSource } from '../src/ids.ts'
import { officeDesk } from '../src/office-desk.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { first, withBusyWorld } from './support/desk.ts'
import { codeOf, colleague, colleaguePassword, institution, region } from './support/rest.ts'
import { hospital, otherHospital, today, type World } from './support/world.ts'

interface Raw {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: object
  readonly remoteAddress?: string
}

async function send({ centre }: World, { method, url, headers = {}, payload, remoteAddress = '127.0.0.1' }: Raw) {
  const sent = {
    'user-agent': 'browser',
    ...headers,
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const answer = await centre.app.inject({
    method,
    url,
    headers: sent,
    remoteAddress,
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  })
  return {
    status: answer.statusCode,
    body: answer.body,
    code: answer.statusCode < 400 ? 'ok' : answer.json<{ error: { code: string } }>().error.code,
    cookie: String(answer.headers['set-cookie'] ?? ''),
  }
}

const csrf = { 'x-yibao-csrf': '1' }
const signInWith = (world: World, userId: string, password: string, more: Partial<Raw> = {}) =>
  send(world, {
    method: 'POST',
    url: '/api/session',
    payload: { userId, password },
    ...more,
    headers: { ...csrf, ...more.headers },
  })
const tokenIn = (cookie: string): string => /yibao_session=([^;]*)/.exec(cookie)?.[1] ?? ''
const lookAround = (world: World, token: string, more: Partial<Raw> = {}) =>
  send(world, {
    method: 'GET',
    url: '/api/session',
    ...more,
    headers: { cookie: `yibao_session=${token}`, ...more.headers },
  })

test('a hundred wrong passwords get one answer, whether the account exists or not, and end in a lock', () =>
  withBusyWorld(async ({ world }) => {
    const { userId } = await colleague(world, region('clerk'))
    const remoteAddress = '10.9.0.1'
    const answers = []
    for (let number = 0; number < 100; number += 1) {
      const name = number % 2 === 0 ? userId : 'no.such.user'
      answers.push(await signInWith(world, name, `guess number ${number}`, { remoteAddress: `10.9.0.${number % 5}` }))
    }
    assert.deepEqual(new Set(answers.map(({ status, body, cookie }) => `${status} ${body} ${cookie}`)).size, 1)
    assert.equal(answers[0]?.code, 'office.sign-in-refused')
    const right = await signInWith(world, userId, colleaguePassword, { remoteAddress })
    assert.deepEqual([right.code, right.body], [answers[0]?.code, answers[0]?.body], 'nor does the lock tell')
    const more = []
    for (let number = 0; number < 60; number += 1)
      more.push(await signInWith(world, `user${number}`, 'x', { remoteAddress }))
    assert.ok(
      more.some(({ status, code }) => status === 429 && code === 'office.too-many-tries'),
      'one address that tries many names',
    )
    const { rows } = await world.database.pool.query<{ count: number }>(
      `select count(*)::int as count from operation_log where action = 'session.sign-in' and reason = 'wrong-password'`,
    )
    assert.equal(rows[0]?.count, 5, 'five guesses were looked at')
  }))

test('a stolen session used from another address or by another program is refused and over', () =>
  withBusyWorld(async ({ world }) => {
    const { userId } = await colleague(world, region('clerk'))
    const thieves: readonly Partial<Raw>[] = [{ remoteAddress: '203.0.113.9' }, { headers: { 'user-agent': 'curl' } }]
    for (const thief of thieves) {
      const begun = await signInWith(world, userId, colleaguePassword)
      const token = tokenIn(begun.cookie)
      assert.equal((await lookAround(world, token)).code, 'ok')
      assert.equal((await lookAround(world, token, thief)).code, 'rest.no-session')
      assert.equal((await lookAround(world, token)).code, 'rest.no-session', 'the owner signs in again')
      const again = await signInWith(world, userId, colleaguePassword)
      assert.equal(JSON.parse(again.body).since.usedElsewhere.length, 1, 'and is told')
    }
    const stolen = await operationLogStore(world.database.pool).find(
      { ...everyOperation, action: 'session.used-elsewhere' },
      null,
      9,
    )
    assert.deepEqual(
      stolen.map(({ target, outcome }) => [target, outcome]),
      [
        [userId, 'refused'],
        [userId, 'refused'],
      ],
    )
  }))

test('a session that was planted beforehand is never the one that is signed in', () =>
  withBusyWorld(async ({ world }) => {
    const { userId } = await colleague(world, region('clerk'))
    const thief = await colleague(world, region('leader'))
    const planted = `yses_${'A'.repeat(43)}`
    const begun = await signInWith(world, userId, colleaguePassword, {
      headers: { cookie: `yibao_session=${planted}` },
    })
    assert.notEqual(tokenIn(begun.cookie), planted)
    assert.equal((await lookAround(world, planted)).code, 'rest.no-session')
    const thiefs = tokenIn((await signInWith(world, thief.userId, colleaguePassword)).cookie)
    const own = await signInWith(world, userId, colleaguePassword, { headers: { cookie: `yibao_session=${thiefs}` } })
    assert.equal(JSON.parse((await lookAround(world, tokenIn(own.cookie))).body).userId, userId)
    assert.equal((await lookAround(world, thiefs)).code, 'rest.no-session', 'what was planted is over')
  }))

test('a cookie counts only with the header that other sites cannot send', () =>
  withBusyWorld(async ({ world }) => {
    const { userId } = await colleague(world, region('clerk'))
    const begun = await signInWith(world, userId, colleaguePassword)
    assert.match(begun.cookie, /; HttpOnly/)
    assert.match(begun.cookie, /; SameSite=Strict/)
    assert.doesNotMatch(begun.body, /yses_/, 'no script of a page sees the token')
    const cookie = `yibao_session=${tokenIn(begun.cookie)}`
    const post = (headers: Readonly<Record<string, string>>) =>
      send(world, {
        method: 'POST',
        url: '/api/people/find',
        headers: { cookie, ...headers },
        payload: { insuredId: 'P' },
      })
    assert.equal((await post({})).code, 'rest.foreign-origin')
    assert.equal((await post({ origin: 'https://evil.example', host: 'centre' })).code, 'rest.foreign-origin')
    assert.equal((await post({ origin: 'null' })).code, 'rest.foreign-origin')
    assert.equal(
      (await send(world, { method: 'DELETE', url: '/api/session', headers: { cookie } })).code,
      'rest.foreign-origin',
    )
    assert.equal((await post(csrf)).code, 'ok')
    const foreign = await send(world, {
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://evil.example', host: 'centre' },
      payload: { userId, password: colleaguePassword },
    })
    assert.equal(foreign.code, 'rest.foreign-origin', 'nobody is signed in by another site')
  }))

test('an operator reaches no person of another county, no list of another institution, no export beyond his rights', () =>
  withBusyWorld(async ({ world, settled }) => {
    const { insuredId, certificateNumber } = first
    const elsewhere = await colleague(world, region('auditor', '990300'))
    const office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    for (const { client } of [elsewhere, office]) {
      assert.equal(await codeOf(client.call('people.get', { insuredId })), '404 people.unknown')
      assert.equal(
        await codeOf(client.call('settlements.get', { insuredId, settlementId: settled })),
        '404 settlements.unknown',
      )
      const list = await client.call('settlements.find', {
        providerCode: hospital.providerCode,
        from: today,
        until: today,
      })
      assert.deepEqual(list.ok && list.value.rows, [])
      const people = await client.call('people.find', { certificateNumber })
      assert.deepEqual(people.ok && people.value.rows, [])
    }
    assert.equal(
      await codeOf(elsewhere.client.call('people.unmask', { insuredId, reason: '试试看看' })),
      '404 people.unknown',
    )
    assert.equal(
      await codeOf(office.client.call('people.unmask', { insuredId, reason: '试试看看' })),
      '403 rest.no-right',
    )
    const report = { report: 'daily', from: today, until: today } as const
    const clerk = await colleague(world, region('clerk'))
    assert.equal(await codeOf(clerk.client.call('reports.export', report)), '403 rest.no-right')
    const log = operationLogStore(world.database.pool)
    const own = await colleague(world, region('auditor', '990200'))
    for (const { client, userId, rows } of [
      { ...elsewhere, rows: 0 },
      { ...own, rows: 1 },
    ]) {
      assert.ok((await client.call('reports.export', report)).ok)
      const [exported] = await log.find({ ...everyOperation, actor: userId, action: 'reports.export' }, null, 1)
      assert.equal(
        (exported?.details as { rows?: number } | undefined)?.rows,
        rows,
        'an export holds what lies within reach',
      )
    }
    const beyond = await log.find({ ...everyOperation, actor: elsewhere.userId, outcome: 'refused' }, null, 9)
    assert.deepEqual(
      beyond.map(({ action, reason, target }) => [action, reason, target?.startsWith(insuredId)]),
      [
        ['people.unmask', 'rest.beyond-reach', true],
        ['settlements.get', 'rest.beyond-reach', true],
        ['people.get', 'rest.beyond-reach', true],
      ],
    )
  }))

test('names and identity numbers are masked in every answer, and unmasked only after it was written down', () =>
  withBusyWorld(async ({ world }) => {
    const { client, userId } = await colleague(world, region('clerk'))
    const { insuredId, certificateNumber } = first
    const { rows } = await world.database.pool.query<{ name: string }>(
      'select name from insured where insured_id = $1',
      [insuredId],
    )
    const name = rows[0]?.name ?? ''
    const answers = [
      await client.call('people.find', { insuredId }),
      await client.call('people.get', { insuredId }),
      await client.call('visits.find', { insuredId }),
      await client.call('settlements.find', { insuredId }),
      await client.call('messages.find', { insuredId }),
    ]
    for (const answer of answers) {
      assert.ok(answer.ok)
      assert.ok(!JSON.stringify(answer).includes(certificateNumber) && !JSON.stringify(answer).includes(name))
    }
    assert.equal(
      await codeOf(client.call('people.unmask', { insuredId, reason: '看' })),
      '400 rest.bad-input',
      'why is told',
    )
    const shown = await client.call('people.unmask', { insuredId, reason: '窗口核对身份' })
    assert.ok(shown.ok && shown.value.certificateNumber === certificateNumber && shown.value.name === name)
    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: userId, action: 'people.unmask' },
      null,
      9,
    )
    assert.deepEqual(
      noted.map(({ target, reason }) => [target, reason]),
      [[insuredId, '窗口核对身份']],
    )
  }))

test('what cannot be written down is not shown', async () => {
  const shown = { insured: {}, divisions: [], institutions: [hospital.providerCode] } as unknown as ShownPerson
  const people = { find: async () => [], person: async () => shown }
  const log = { note: () => Promise.reject(new Error('the log cannot be written')) }
  const desk = { people, log, newId: () => '1', now: () => localDateTime(`${today} 09:00:00`) }
  const asker = {
    reach: { regions: [], institutions: [hospital.providerCode] },
    actor: atConsole,
    beyondReach: async () => undefined,
  }
  await assert.rejects(unmaskPerson(desk, asker, { insuredId: 'P1', reason: '核对身份' }), /cannot be written/)
})

async function signedInAs(world: World, token: string): Promise<SignedIn> {
  const desk = officeDesk(world.database.pool, { newId: idSource(), now: world.centre.ports.clock.now })
  const signedIn = await userOf(desk, token, { address: '127.0.0.1', agent: 'lightMyRequest' })
  assert.ok(signedIn !== null)
  return signedIn
}

const whole = { kind: 'region', division: divisionCode('000000') } as const

async function administrators(world: World) {
  const made = await Promise.all([
    colleague(world, region('system-admin')),
    colleague(world, region('security-admin')),
    colleague(world, region('audit-admin')),
  ])
  const [system, security, audit] = made
  return { system, security, audit }
}

test('two administrators’ offices never come into one hand', () =>
  withBusyWorld(async ({ world }) => {
    const { system, security, audit } = await administrators(world)
    const grant = (
      client: RestClient,
      userId: string,
      role: 'system-admin' | 'security-admin' | 'audit-admin' | 'clerk',
    ) => codeOf(client.call('users.grant', { userId, role, scope: whole }))
    assert.equal(await grant(security.client, system.userId, 'security-admin'), '409 office.two-offices')
    assert.equal(await grant(security.client, system.userId, 'clerk'), '409 office.two-offices')
    assert.equal(await grant(security.client, security.userId, 'system-admin'), '403 office.own-account')
    assert.equal(await grant(security.client, system.userId, 'audit-admin'), '403 office.audit-admin-apart')
    assert.equal(await grant(security.client, audit.userId, 'clerk'), '403 office.audit-admin-apart')
    assert.equal(await grant(system.client, audit.userId, 'clerk'), '403 rest.no-right')
    assert.equal(await grant(audit.client, audit.userId, 'system-admin'), '403 rest.no-right')
    for (const name of ['users.disable', 'users.resetPassword'] as const) {
      assert.equal(await codeOf(system.client.call(name, { userId: audit.userId })), '403 office.audit-admin-apart')
      assert.equal(await codeOf(system.client.call(name, { userId: system.userId })), '403 office.own-account')
      assert.equal(await codeOf(security.client.call(name, { userId: system.userId })), '403 rest.no-right')
    }
    const smuggled = await send(world, {
      method: 'POST',
      url: '/api/users',
      headers: { authorization: `Bearer ${system.token}`, 'user-agent': 'lightMyRequest' },
      payload: { userId: 'wang.wu', name: '王五', staffNumber: '9', grants: [{ role: 'clerk', scope: whole }] },
    })
    assert.equal(smuggled.code, 'rest.bad-input', 'no role comes with a new user')

    const made = await system.client.call('users.add', { userId: 'wang.wu', name: '王五', staffNumber: '9' })
    assert.ok(made.ok)
    const race = await Promise.all(
      (['system-admin', 'security-admin', 'clerk', 'system-admin'] as const).map((role) =>
        grant(security.client, 'wang.wu', role),
      ),
    )
    assert.equal(race.filter((code) => code === '200').length, 1, race.join())
    const { rows } = await world.database.pool.query<{ hands: number }>(
      `select count(distinct hand)::int as hands from user_role where user_id = 'wang.wu' and revoked_at is null`,
    )
    assert.equal(rows[0]?.hands, 1)
  }))

test('who resets a password cannot sign in with it: the security administrator releases the account first', () =>
  withBusyWorld(async ({ world }) => {
    const { system, security } = await administrators(world)
    const other = await colleague(world, region('security-admin'))
    const reset = await system.client.call('users.resetPassword', { userId: other.userId })
    assert.ok(reset.ok && reset.value.user.held)
    assert.equal(await codeOf(other.client.call('session.get')), '401 rest.no-session')
    assert.equal((await signInWith(world, other.userId, reset.value.firstPassword)).code, 'office.sign-in-refused')
    assert.equal(await codeOf(system.client.call('users.unlock', { userId: other.userId })), '403 rest.no-right')
    assert.ok((await security.client.call('users.unlock', { userId: other.userId })).ok)
    const begun = await signInWith(world, other.userId, reset.value.firstPassword)
    const token = tokenIn(begun.cookie)
    const users = await lookAround(world, token, { url: '/api/users' })
    assert.equal(users.code, 'rest.password-first')
    const change = (next: string) =>
      send(world, {
        method: 'POST',
        url: '/api/session/password',
        headers: { ...csrf, cookie: `yibao_session=${token}` },
        payload: { current: reset.ok ? reset.value.firstPassword : '', next },
      })
    const weak = await change('Password1234')
    assert.equal(weak.code, 'office.bad-password')
    assert.match(weak.body, /过于常见.*too common/)
    const changed = await change('kettle-lamp-orbit')
    assert.equal(changed.code, 'ok')
    assert.notEqual(tokenIn(changed.cookie), token)
    assert.equal((await lookAround(world, token)).code, 'rest.no-session', 'the session from before is over')
    assert.equal((await lookAround(world, tokenIn(changed.cookie), { url: '/api/users' })).code, 'ok')
  }))

test('a password that is being changed gives way to an administrator who resets it or closes the account', () =>
  withBusyWorld(async ({ world }) => {
    const { system } = await administrators(world)
    for (const act of ['users.resetPassword', 'users.disable'] as const) {
      const { userId, token } = await colleague(world, region('clerk'))
      const actor = await signedInAs(world, token)
      const desk = officeDesk(world.database.pool, { newId: idSource(), now: world.centre.ports.clock.now })
      const hasher = {
        ...desk.hasher,
        hash: async (password: string) => {
          // While the new password is being hashed, the administrator acts.
          assert.ok((await system.client.call(act, { userId })).ok)
          return desk.hasher.hash(password)
        },
      }
      const kept = await desk.users.passwordHashes(userId, 9)
      const changed = await changePassword({ ...desk, hasher }, actor, {
        current: colleaguePassword,
        next: 'kettle-lamp-orbit',
      })
      assert.deepEqual(changed, { ok: false, error: { code: 'office.wrong-password' } }, act)
      const hashes = await desk.users.passwordHashes(userId, 9)
      assert.equal(hashes.length, kept.length + (act === 'users.disable' ? 0 : 1), 'the change is not kept')
      assert.equal((await lookAround(world, token)).code, 'rest.no-session')
    }
  }))

test('the audit administrator finds it all in the operation log, and nobody else reads it', () =>
  withBusyWorld(async ({ world }) => {
    const { system, security, audit } = await administrators(world)
    for (const { client } of [system, security])
      assert.equal(await codeOf(client.call('log.find')), '403 rest.no-right')
    const clerk = await colleague(world, region('clerk'))
    await clerk.client.call('people.find', { insuredId: first.insuredId })
    await clerk.client.call('reports.export', { report: 'daily', from: today, until: today })
    await security.client.call('users.revoke', { userId: clerk.userId, role: 'clerk', scope: whole })
    assert.equal(
      await codeOf(clerk.client.call('session.get')),
      '401 rest.no-session',
      'a role taken away ends the sessions',
    )
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await audit.client.call('log.find', { limit: 3, ...(after === undefined ? {} : { after }) })
      assert.ok(page.ok)
      found.push(...page.value.rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`))
      after = page.value.next ?? undefined
    } while (after !== undefined)
    for (const line of [
      `console users.add done`,
      `${clerk.userId} session.sign-in done`,
      `${clerk.userId} people.find done`,
      `${clerk.userId} reports.export refused`,
      `${security.userId} users.revoke done`,
      `${security.userId} log.find refused`,
      `${audit.userId} log.find done`,
    ]) {
      assert.ok(found.includes(line), line)
    }
    const readings = () =>
      operationLogStore(world.database.pool).find({ ...everyOperation, action: 'log.find', outcome: 'done' }, null, 99)
    const before = (await readings()).length
    assert.ok((await audit.client.call('log.find', { after: '2999-12-31T23:59:59_0' })).ok)
    assert.equal((await readings()).length, before + 1, 'a page that nobody began is written down as well')
    assert.equal(await codeOf(audit.client.call('log.find', { after: "x' or 1=1" })), '400 office.bad-page')
    assert.equal(await codeOf(audit.client.call('log.find', { from: '2025-02-30 00:00:00' })), '400 office.bad-time')
    const sessions = await security.client.call('sessions.list', { userId: audit.userId })
    assert.ok(sessions.ok && sessions.value.rows.length === 1)
    const { sessionId } = sessions.value.rows[0] ?? { sessionId: '' }
    assert.equal(await codeOf(security.client.call('sessions.end', { sessionId })), '403 office.audit-admin-apart')
  }))
