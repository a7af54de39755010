import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OfficeRefusal } from '@yibao/core/office'
import { oversightRoutes, sessionRoutes, userRoutes } from './office.ts'
import { officeErrors } from './office-errors.ts'

type Worded = (typeof officeErrors)[keyof typeof officeErrors]['code']

const cases: Readonly<Record<OfficeRefusal['code'], true>> = {
  'office.no-right': true,
  'office.own-account': true,
  'office.audit-admin-apart': true,
  'office.two-offices': true,
  'office.wrong-scope': true,
  'office.already-granted': true,
  'office.unknown-grant': true,
  'office.bad-password': true,
}

test('whatever the office refuses has words and a cure in both languages', () => {
  const errors = Object.values(officeErrors)
  const worded = new Set<string>(errors.map(({ code }) => code satisfies Worded))
  assert.equal(worded.size, errors.length, 'every code once')
  assert.deepEqual(
    Object.keys(cases).filter((code) => !worded.has(code)),
    [],
  )
  for (const { code, message, cure } of errors) {
    for (const { zh, en } of [message, cure]) {
      assert.match(zh, /\p{Script=Han}/u, code)
      assert.match(en, /^[a-z][^\p{Script=Han}]*$/iu, code)
    }
  }
})

test('every error of the office is one that some route lists', () => {
  const listed = new Set<string>(
    [...sessionRoutes, ...userRoutes, ...oversightRoutes].flatMap(({ errors }) => errors.map(({ code }) => code)),
  )
  assert.deepEqual(
    Object.values(officeErrors)
      .map(({ code }) => code)
      .filter((code) => !listed.has(code)),
    [],
  )
})
