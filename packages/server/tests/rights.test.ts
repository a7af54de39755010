import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Route, routes } from '@yibao/contract/rest'
import { type Right, type Role, rightsOf, roles, roleTerms } from '@yibao/core/office'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { first, withBusyWorld } from './support/desk.ts'
import { answered, type Colleague, colleague, institution, region } from './support/rest.ts'
import { type Ground, probesOn } from './support/route-probes.ts'
import { hospital, otherHospital, pharmacy, type World } from './support/world.ts'

const anyOne: readonly Route[] = routes

/** Signing out ends the session that walks, so it comes last. */
const walk = [
  ...anyOne.filter(({ name }) => name !== 'session.signOut'),
  ...anyOne.filter(({ name }) => name === 'session.signOut'),
]

/** Asks with an input that says nothing: rights are looked at before it is. */
async function codeFor(world: World, { method, path }: Route, token: string | null): Promise<string> {
  const answer = await world.centre.app.inject({
    method,
    url: path.replaceAll(/\{\w+\}/g, 'no.such'),
    headers: {
      'x-yibao-csrf': '1',
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === 'POST' ? { payload: '{}' } : {}),
  })
  if (answer.statusCode < 400) return 'ok'
  return answer.json<{ error: { code: string } }>().error.code
}

const kept = new Set(['rest.no-session', 'rest.no-right', 'rest.password-first'])

/** How a door stands for somebody: open, or the code that keeps him out. */
const doorOf = (code: string): string => (kept.has(code) ? code : 'open')

const own = (role: Role) =>
  roleTerms(role).fits === 'institution'
    ? institution(role, hospital.providerCode)
    : region(role, roleTerms(role).fits === 'whole' ? '000000' : '990200')

test('every route with every role: open exactly for the roles that hold its right', () =>
  withBusyWorld(async ({ world }) => {
    for (const role of roles) {
      const { token } = await colleague(world, own(role))
      for (const route of walk) {
        const isOpen =
          route.right === 'anyone' || route.right === 'signed-in' || rightsOf(role).includes(route.right as Right)
        const expected = isOpen ? 'open' : 'rest.no-right'
        assert.equal(doorOf(await codeFor(world, route, token)), expected, `${role} ${route.name}`)
      }
    }
    const { rows } = await world.database.pool.query<{ count: number }>(
      `select count(*)::int as count from operation_log where outcome = 'refused' and reason = 'rest.no-right'`,
    )
    const refused = roles.flatMap((role) =>
      anyOne.filter(
        ({ right }) => right !== 'anyone' && right !== 'signed-in' && !rightsOf(role).includes(right as Right),
      ),
    )
    assert.equal(rows[0]?.count, refused.length, 'every refusal stands in the log')
  }))

test('every route with no session, a session that is over, and an account without a role', () =>
  withBusyWorld(async ({ world }) => {
    const { pool } = world.database
    const standing = async (change: string | null): Promise<Colleague> => {
      const made = await colleague(world, region('auditor'))
      if (change !== null) await pool.query(change, [made.userId])
      return made
    }
    const later = (hours: number) => `interval '${hours} hours'`
    const over = {
      nobody: null,
      'a made-up token': { token: `yses_${'A'.repeat(43)}` },
      idle: await standing(
        `update user_session set seen_at = seen_at - ${later(1)}, started_at = started_at - ${later(1)} where user_id = $1`,
      ),
      'too old': await standing(`update user_session set started_at = started_at - ${later(12)} where user_id = $1`),
      ended: await standing(
        `update user_session set ended_at = started_at, end_reason = 'signed-out' where user_id = $1`,
      ),
      disabled: await standing(`update user_account set disabled_at = created_at where user_id = $1`),
      held: await standing('update user_account set held = true where user_id = $1'),
      'used from elsewhere': await standing(`update user_session set address = '203.0.113.9' where user_id = $1`),
    }
    for (const [why, somebody] of Object.entries(over)) {
      for (const route of walk) {
        const expected = route.right === 'anyone' ? 'open' : 'rest.no-session'
        assert.equal(doorOf(await codeFor(world, route, somebody?.token ?? null)), expected, `${why} ${route.name}`)
      }
    }
    const first = await standing('update user_account set must_change = true where user_id = $1')
    const bare = await colleague(world)
    for (const route of walk) {
      const isOpen = route.right === 'anyone' || route.right === 'signed-in'
      const [before, without] = [await codeFor(world, route, first.token), await codeFor(world, route, bare.token)].map(
        doorOf,
      )
      assert.deepEqual(
        [before, without],
        isOpen ? ['open', 'open'] : ['rest.password-first', 'rest.no-right'],
        route.name,
      )
    }
    const locked = await standing(
      `update sign_in_tries set locked_until = 99999999999 where subject = 'account ' || $1`,
    )
    assert.ok((await locked.client.call('session.get')).ok, 'a stranger’s guesses do not throw out who is at work')
  }))

/** Where a role is used, and whether the ground lies there. */
const places: readonly {
  readonly name: string
  readonly fits: 'region' | 'institution'
  readonly code: string
  readonly near: boolean
}[] = [
  { name: 'everywhere', fits: 'region', code: '000000', near: true },
  { name: 'own province', fits: 'region', code: '990000', near: true },
  { name: 'own prefecture', fits: 'region', code: '990200', near: true },
  { name: 'a county of it, not the person’s', fits: 'region', code: '990212', near: false },
  { name: 'another prefecture', fits: 'region', code: '990300', near: false },
  { name: 'another province', fits: 'region', code: '980000', near: false },
  { name: 'own institution', fits: 'institution', code: hospital.providerCode, near: true },
  { name: 'another institution', fits: 'institution', code: otherHospital.providerCode, near: false },
  { name: 'a pharmacy', fits: 'institution', code: pharmacy.providerCode, near: false },
]

async function groundOf({
  client,
  settled,
}: {
  readonly client: Colleague['client']
  readonly settled: string
}): Promise<Ground> {
  const { insuredId } = first
  const visits = await answered(client.call('visits.find', { insuredId }))
  const messages = await answered(client.call('messages.find', { insuredId, infno: '2207' }))
  const [visit, message] = [visits.rows[0], messages.rows[0]]
  assert.ok(visit !== undefined && message !== undefined)
  return { settlementId: settled, visitId: visit.visitId, messageId: message.messageId }
}

test('own county and others, own institution and others: what lies beyond is as good as missing', () =>
  withBusyWorld(async (busy) => {
    const { world } = busy
    const probes = probesOn(await groundOf(busy))
    const missing = probesOn({ settlementId: 'S0', visitId: 'V0', messageId: 'M0' })
    const log = operationLogStore(world.database.pool)
    for (const place of places) {
      const fitting = roles.filter((role) => roleTerms(role).fits === place.fits)
      for (const role of fitting) {
        const grant = place.fits === 'region' ? region(role, place.code) : institution(role, place.code)
        const { client, userId } = await colleague(world, grant)
        for (const [name, { input, shows }] of Object.entries(probes)) {
          const route = anyOne.find((one) => one.name === name)
          assert.ok(route !== undefined)
          if (!rightsOf(role).includes(route.right as Right)) continue
          const told = `${role} ${place.name} ${name}`
          const call = client.call as (name: string, input: unknown) => ReturnType<typeof client.call>
          const outcome = await call(name, input)
          if (outcome.ok) {
            assert.equal(shows(outcome.value), place.near, told)
            continue
          }
          assert.ok(!place.near, `${told}: ${outcome.error.code}`)
          assert.equal(outcome.error.status, 404, told)
          const noted = await log.find({ ...everyOperation, actor: userId, action: name, outcome: 'refused' }, null, 9)
          assert.deepEqual(
            noted.map(({ reason }) => reason),
            ['rest.beyond-reach'],
            told,
          )
          // A route that takes nothing has an input of no known shape.
          const asked = missing[name as keyof typeof missing].input as object
          const gap = await call(name, { ...asked, ...('insuredId' in asked ? { insuredId: 'P0' } : {}) })
          assert.deepEqual(outcome, gap, `${told}: told from a missing one`)
        }
      }
    }
  }))
