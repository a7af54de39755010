import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode } from '../kernel/index.ts'
import { type Grant, grantRole, type Hand, mayTouch, type Role, revokeRole, type Scope, type User } from './index.ts'

const whole: Scope = { kind: 'region', division: divisionCode('000000') }
const county: Scope = { kind: 'region', division: divisionCode('990212') }
const clinic: Scope = { kind: 'institution', providerCode: 'H99021200001' }

const userWith = (userId: string, ...grants: readonly Grant[]): User => ({ userId, name: userId, grants })
const admin = (role: Role, userId: string = role): User => userWith(userId, { role, scope: whole })
const as = (user: User): Hand => ({ kind: 'user', user })
const atConsole: Hand = { kind: 'console' }
const clerk = userWith('clerk', { role: 'clerk', scope: county })
const nobody = userWith('nobody')

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  result.ok ? 'ok' : (result.error?.code ?? '')

test('who makes users grants nothing, and who grants makes no users', () => {
  const grant: Grant = { role: 'clerk', scope: county }
  assert.equal(codeOf(grantRole(as(admin('system-admin')), nobody, grant)), 'office.no-right')
  assert.equal(codeOf(grantRole(as(admin('security-admin')), nobody, grant)), 'ok')
  assert.equal(codeOf(mayTouch(as(admin('security-admin')), 'disable', clerk)), 'office.no-right')
  assert.equal(codeOf(mayTouch(as(admin('system-admin')), 'disable', clerk)), 'ok')
})

test('nobody touches the account he signed in with', () => {
  const security = admin('security-admin')
  const own = grantRole(as(security), security, { role: 'security-admin', scope: whole })
  assert.equal(codeOf(own), 'office.own-account')
  assert.equal(codeOf(mayTouch(as(security), 'unlock', security)), 'office.own-account')
})

test('no account holds two administrators’ offices, nor one beside business', () => {
  const refused = (target: User, grant: Grant) => codeOf(grantRole(atConsole, target, grant))
  const offices = ['system-admin', 'security-admin', 'audit-admin'] as const
  for (const held of offices) {
    for (const wanted of offices) {
      const expected = held === wanted ? 'office.already-granted' : 'office.two-offices'
      assert.equal(refused(admin(held), { role: wanted, scope: whole }), expected, `${held} ${wanted}`)
    }
    assert.equal(refused(admin(held), { role: 'leader', scope: county }), 'office.two-offices')
    assert.equal(refused(clerk, { role: held, scope: whole }), 'office.two-offices')
  }
})

test('business roles may meet, in one county and in several', () => {
  const two = grantRole(atConsole, clerk, { role: 'auditor', scope: county })
  assert.ok(two.ok)
  assert.equal(two.value.grants.length, 2)
  const again = grantRole(atConsole, two.value, { role: 'auditor', scope: county })
  assert.equal(codeOf(again), 'office.already-granted')
})

test('an office is for the whole centre, an institution’s role for one institution', () => {
  const refused = (role: Role, scope: Scope) => {
    const result = grantRole(atConsole, nobody, { role, scope })
    return result.ok || result.error.code !== 'office.wrong-scope' ? null : result.error.fits
  }
  assert.deepEqual(
    [
      refused('system-admin', county),
      refused('clerk', clinic),
      refused('institution-office', county),
      refused('institution-office', clinic),
      refused('leader', whole),
    ],
    ['whole', 'region', 'institution', null, null],
  )
})

test('an audit administrator is named and touched at the machine only', () => {
  const audit = admin('audit-admin')
  const acts = [
    mayTouch(as(admin('system-admin')), 'disable', audit),
    mayTouch(as(admin('system-admin')), 'reset-password', audit),
    mayTouch(as(admin('security-admin')), 'unlock', audit),
    mayTouch(as(admin('security-admin')), 'end-sessions', audit),
    revokeRole(as(admin('security-admin')), audit, { role: 'audit-admin', scope: whole }),
    grantRole(as(admin('security-admin')), nobody, { role: 'audit-admin', scope: whole }),
  ]
  assert.deepEqual(new Set(acts.map(codeOf)), new Set(['office.audit-admin-apart']))
  assert.equal(codeOf(grantRole(atConsole, nobody, { role: 'audit-admin', scope: whole })), 'ok')
  assert.equal(codeOf(mayTouch(atConsole, 'disable', audit)), 'ok')
})

test('what was not granted cannot be taken away', () => {
  const hand = as(admin('security-admin'))
  assert.equal(codeOf(revokeRole(hand, clerk, { role: 'clerk', scope: whole })), 'office.unknown-grant')
  const kept = revokeRole(hand, clerk, { role: 'clerk', scope: county })
  assert.ok(kept.ok)
  assert.deepEqual(kept.value.grants, [])
})
