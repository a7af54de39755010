import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, isWithin, parseDivisionCode } from './division.ts'
import { InvariantError } from './invariant.ts'
import { ok } from './result.ts'

const within = (code: string, parent: string) => isWithin(divisionCode(code), divisionCode(parent))

test('six digits are a division code and nothing else is', () => {
  assert.deepEqual(parseDivisionCode('330100'), ok('330100'))
  for (const text of ['', '33010', '3301000', '33010A', ' 330100']) {
    assert.deepEqual(parseDivisionCode(text), { ok: false, error: { code: 'kernel.bad-division', text } })
  }
  assert.throws(() => divisionCode('Hangzhou'), InvariantError)
})

test('a province covers its prefectures and counties, and no other province', () => {
  assert.ok(within('330106', '330000'))
  assert.ok(within('330100', '330000'))
  assert.ok(within('330000', '330000'))
  assert.equal(within('320100', '330000'), false)
})

test('a prefecture covers its counties, and neither its neighbours nor its province', () => {
  assert.ok(within('330106', '330100'))
  assert.equal(within('330206', '330100'), false)
  assert.equal(within('330000', '330100'), false)
})

test('a county covers itself alone', () => {
  assert.ok(within('330106', '330106'))
  assert.equal(within('330105', '330106'), false)
})
