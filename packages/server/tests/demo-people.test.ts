import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { roles, roleTerms } from '@yibao/core/office'
import { plantDemoPeople } from '../sim/demo-people.ts'
import { businessDate, townOf } from '../sim/town.ts'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadPacks } from '../src/files/shipped.ts'
import { idSource } from '../src/ids.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openBox, testPolicy } from './support/world.ts'

test('a demo shows one account of every role, with a password that signs in and need not be changed', () =>
  withTestDatabase(async (database) => {
    const clock = shiftedClock(localDateTime(`${businessDate} 09:00:00`))
    const source = { now: clock.now, newId: idSource() }
    const town = townOf(7, { insured: 1000 })
    const hints = await plantDemoPeople(database.pool, source, town)
    const packs = await loadPacks(testPolicy)
    const centre = await openCentre({ database, secretBox: openBox, clock, packs, log: () => undefined, hints })
    try {
      const told = (await centre.app.inject({ url: '/api/session/hints' })).json<{
        accounts: { userId: string; password: string; role: string; label: { zh: string } }[]
        somebody: string | null
      }>()
      assert.ok(town.members.some(({ insured }) => insured.certificateNumber === told.somebody))
      assert.deepEqual(new Set(told.accounts.map(({ role }) => role)), new Set(roles))
      assert.equal(new Set(told.accounts.map(({ password }) => password)).size, told.accounts.length)
      for (const { userId, password, role, label } of told.accounts) {
        const payload = { userId, password, keep: 'token' }
        const answer = await centre.app.inject({
          method: 'POST',
          url: '/api/session',
          headers: { 'x-yibao-csrf': '1' },
          payload,
        })
        const session = answer.json<{
          mustChangePassword: boolean
          grants: { role: string; scope: { kind: string } }[]
        }>()
        assert.deepEqual([answer.statusCode, session.mustChangePassword], [200, false], userId)
        const terms = roleTerms(roles.find((one) => one === role) ?? 'clerk')
        assert.equal(label.zh, terms.name[0])
        assert.equal(session.grants[0]?.scope.kind, terms.fits === 'institution' ? 'institution' : 'region')
      }
      const { rows } = await database.pool.query<{ hash: string }>('select password_hash as hash from user_account')
      for (const { hash } of rows) {
        assert.match(hash, /^\$argon2id\$/)
        assert.ok(told.accounts.every(({ password }) => !hash.includes(password)))
      }
    } finally {
      await centre.close()
    }
  }))
