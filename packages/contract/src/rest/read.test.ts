import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inputReader } from './read.ts'
import { type RouteName, routes } from './routes.ts'

const hidden = 'kettle-lamp-orbit'

function refusalOf(name: RouteName, body: object, query: object = {}) {
  const route = routes.find((one) => one.name === name)
  assert.ok(route)
  const read = inputReader(route)({ params: {}, query, body })
  assert.ok(!read.ok)
  assert.doesNotMatch(JSON.stringify(read.error), new RegExp(hidden), name)
  return read.error
}

test('a field that nobody knows is told by its name, never with what stands in it', () => {
  const whole = { userId: 'li.si', password: 'x' }
  assert.equal(refusalOf('session.signIn', { ...whole, passwort: hidden }).field, 'passwort')
  assert.equal(refusalOf('session.signIn', whole, { pass: hidden }).field, 'pass')
  assert.equal(refusalOf('session.signIn', { userId: 'li.si', Password: hidden }).value, undefined)
  const change = { current: 'x', next: 'y', again: hidden }
  assert.equal(refusalOf('session.changePassword', change).field, 'again')
})

test('a secret is not told back, whatever is wrong with it', () => {
  const long = hidden.repeat(40)
  assert.equal(refusalOf('session.signIn', { userId: 'li.si', password: long }).field, 'password')
  assert.equal(refusalOf('session.signIn', { userId: long, password: 'x' }).field, 'userId')
  assert.equal(refusalOf('session.changePassword', { current: 'x', next: long }).field, 'next')
  assert.equal(refusalOf('session.changePassword', { current: long, next: 'x' }).field, 'current')
  assert.equal(refusalOf('receipts.why', { token: `${hidden} ` }).field, 'token')
})

test('a value that is no secret is told back with its field', () => {
  const route = routes.find(({ name }) => name === 'visits.find')
  assert.ok(route)
  const read = inputReader(route)({ params: {}, query: { limit: 'many' }, body: undefined })
  assert.partialDeepStrictEqual(read, { ok: false, error: { field: 'limit', value: 'many' } })
})
