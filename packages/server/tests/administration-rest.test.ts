import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fen } from '@yibao/core/kernel'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { sealLog } from '../src/flows/log-seal.ts'
import { idSource } from '../src/ids.ts'
import { sealDesk } from '../src/log-seals.ts'
import { upkeepStore } from '../src/store/upkeep-store.ts'
import { noteRuns } from '../src/upkeep-runs.ts'
import { answered, type Colleague, codeOf, colleague, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { hospital, openBox, openWorld, person, pharmacy, type World } from './support/world.ts'

describe('administration over REST', () => {
  let world: World
  let system: Colleague
  let security: Colleague
  let audit: Colleague
  const now = () => world.centre.ports.clock.now()

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([{ person: person(1), balance: fen(0) }])
    system = await colleague(world, region('system-admin'))
    security = await colleague(world, region('security-admin'))
    audit = await colleague(world, region('audit-admin'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  it('lists keys of the interface without anything secret', async () => {
    const { rows } = await answered(system.client.call('keys.list', { providerCode: hospital.providerCode }))
    assert.ok(rows.length > 0)
    const [first] = rows
    assert.deepEqual([first?.provider, first?.revokedAt], [hospital.name, null])
    const { rows: stored } = await world.database.pool.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = 'provider_key'`,
    )
    assert.ok(stored.some(({ column_name: name }) => name === 'secret'))
    assert.ok(!/secret|Sealed|publicKey/i.test(JSON.stringify(rows)))
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Awaited<ReturnType<typeof pageOfKeys>> = await pageOfKeys(next)
      seen.push(...page.rows.map(({ account }) => account))
      next = page.next
    }
    const all = await answered(system.client.call('keys.list'))
    assert.deepEqual(
      seen,
      all.rows.map(({ account }) => account),
    )
    assert.deepEqual((await answered(system.client.call('keys.list', { state: 'over' }))).rows, [])
    await world.database.pool.query('update provider_key set revoked_at = $1 where account = $2', [
      now(),
      first?.account,
    ])
    const over = await answered(system.client.call('keys.list', { state: 'over' }))
    assert.deepEqual(
      over.rows.map(({ account }) => account),
      [first?.account],
    )
    assert.equal(await codeOf(system.client.call('keys.list', { after: 'H1' })), '400 keys.bad-page')
    assert.equal(await codeOf(security.client.call('keys.list')), '403 rest.no-right')
  })
  const pageOfKeys = (next: string) =>
    answered(system.client.call('keys.list', { limit: 1, ...(next === '' ? {} : { after: next }) }))

  it('shows how far the log is sealed, and checks it when an audit administrator asks', async () => {
    const bare = await answered(audit.client.call('seals.list'))
    assert.deepEqual([bare.rows, bare.sealedUntil, bare.check], [[], null, null])
    assert.ok(bare.unsealedRows > 0 && bare.unsealedSince !== null)
    const source = { newId: idSource(), now }
    const { pool } = world.database
    const desk = await sealDesk({ pool, secretBox: openBox, source, dataDir: null, crypto: localCrypto })
    for (let seal = 0; seal < 3; seal += 1) {
      await colleague(world, region('clerk'))
      await sealLog(desk)
    }
    const { rows, next, sealedUntil } = await answered(audit.client.call('seals.list', { limit: 2 }))
    assert.deepEqual(
      rows.map(({ number }) => number),
      [3, 2],
    )
    assert.ok(sealedUntil !== null && sealedUntil <= now())
    const rest = await answered(audit.client.call('seals.list', { before: next ?? 0 }))
    assert.deepEqual(
      rest.rows.map(({ number }) => number),
      [1],
    )
    const intact = await answered(audit.client.call('seals.check'))
    assert.deepEqual([intact.seals, intact.faultCount, intact.checkedBy], [3, 0, audit.userId])
    await pool.query('alter table operation_log disable trigger all')
    await pool.query(`update operation_log set actor = 'nobody' where number = 1`)
    await pool.query('alter table operation_log enable trigger all')
    const broken = await answered(audit.client.call('seals.check'))
    assert.deepEqual(
      broken.faults.map(({ number, what }) => [number, what]),
      [[1, 'rows']],
    )
    const { check } = await answered(audit.client.call('seals.list'))
    assert.deepEqual(check, broken)
    const log = await answered(audit.client.call('log.find', { action: 'seals.check' }))
    assert.equal(log.rows.length, 2)
    for (const { client } of [system, security])
      assert.equal(await codeOf(client.call('seals.check')), '403 rest.no-right')
  })

  it('tells how the centre is', async () => {
    const run = noteRuns(upkeepStore(world.database.pool), now)
    await run('months', async () => undefined)
    await assert.rejects(
      run('audits', () => Promise.reject(new Error('no room'))),
      /no room/,
    )
    for (let wait = 0; wait < 100; wait += 1) {
      if ((await answered(system.client.call('centre.health'))).processes.length > 0) break
      await pause(20)
    }
    const health = await answered(system.client.call('centre.health'))
    assert.match(health.database.version, /^\d+/)
    assert.ok(health.database.bytes > 0 && health.database.connections <= health.database.connectionsMost)
    assert.match(health.database.schema, /^\d{4}_/)
    const [process] = health.processes
    assert.ok(process !== undefined && process.memoryBytes > 0 && process.places > 0)
    assert.deepEqual([process.number, process.silent, health.processes.length], [1, false, 1])
    const upkeep = new Map(health.upkeep.map(({ name, outcome, said }) => [name, [outcome, said]]))
    assert.deepEqual(upkeep.get('months'), ['done', ''])
    assert.deepEqual(upkeep.get('audits'), ['failed', 'no room'])
    assert.deepEqual(health.jobs, [])
    assert.equal(await codeOf(security.client.call('centre.health')), '403 rest.no-right')
  })

  it('grants where the centre has a region or an institution, and tells both by name', async () => {
    const userId = 'zhao.liu'
    await answered(system.client.call('users.add', { userId, name: '赵六', staffNumber: '10' }))
    const inRegion = (division: string) =>
      security.client.call('users.grant', { userId, role: 'clerk', scope: { kind: 'region', division } })
    assert.equal(await codeOf(inRegion('880100')), '404 office.unknown-division')
    await answered(inRegion('990200'))
    const [found] = (await answered(security.client.call('roles.institutions', { search: '01' }))).institutions
    assert.deepEqual(found, { providerCode: hospital.providerCode, name: hospital.name })
    const begins = await answered(security.client.call('roles.institutions', { search: 'P9' }))
    assert.deepEqual(
      begins.institutions.map(({ providerCode }) => providerCode),
      [pharmacy.providerCode],
    )
    assert.equal(await codeOf(system.client.call('roles.institutions', { search: 'P9' })), '403 rest.no-right')
    const { providerCode } = hospital
    const scope = { kind: 'institution', providerCode } as const
    const { grants } = await answered(security.client.call('users.grant', { userId, role: 'cashier', scope }))
    assert.deepEqual(grants.map(({ role, institution }) => `${role} ${institution}`).toSorted(), [
      `cashier ${hospital.name}`,
      'clerk null',
    ])
  })

  it('tells the second of two who change one account to look again', async () => {
    const made = await answered(system.client.call('users.add', { userId: 'wang.wu', name: '王五', staffNumber: '9' }))
    const { version: seen } = made.user
    const grant = { role: 'clerk', scope: { kind: 'region', division: '990200' } } as const
    const changed = await answered(security.client.call('users.grant', { userId: 'wang.wu', ...grant, seen }))
    assert.equal(changed.version, seen + 1)
    assert.equal(await codeOf(system.client.call('users.disable', { userId: 'wang.wu', seen })), '409 office.changed')
    const second = { role: 'auditor', scope: { kind: 'region', division: '990200' } } as const
    assert.equal(
      await codeOf(security.client.call('users.grant', { userId: 'wang.wu', ...second, seen })),
      '409 office.changed',
    )
    for (const name of ['users.enable', 'users.resetPassword'] as const)
      assert.equal(await codeOf(system.client.call(name, { userId: 'wang.wu', seen })), '409 office.changed')
    assert.equal(await codeOf(security.client.call('users.unlock', { userId: 'wang.wu', seen })), '409 office.changed')
    const { rows } = await answered(system.client.call('users.list', { text: 'wang.wu' }))
    assert.deepEqual(
      rows.map(({ version, disabledAt, grants }) => [version, disabledAt, grants.length]),
      [[seen + 1, null, 1]],
    )
    const again = { userId: 'wang.wu', seen: seen + 1 }
    assert.equal((await answered(system.client.call('users.disable', again))).version, seen + 2)
  })
})
