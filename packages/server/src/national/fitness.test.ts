import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unfitnessOf } from './fitness.ts'

const nested = (levels: number): unknown => {
  let value: unknown = 'core'
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { inner: value }
  return value
}

test('a message of the interface can be kept', () => {
  const line = { feedetl_sn: 'F1', cnt: 2, drug_trac_info: [{ trdn_flag: '0' }], memo: null, name: '𠮷\r\n\t' }
  assert.equal(unfitnessOf({ infno: '2102', input: { drugdetail: [line] } }), null)
  for (const plain of ['', 'text', 7, true, null, undefined, [], {}]) assert.equal(unfitnessOf(plain), null)
})

test('NUL and half characters are found wherever they stand, and the field is named', () => {
  for (const text of ['\u0000', 'a\u0000b', '\ud83d', 'a\ude00b', '\ude00\ud83d']) {
    const refusal = { code: 'gateway.unfit-text', field: 'memo' }
    assert.deepEqual(unfitnessOf({ memo: text }), refusal)
    assert.deepEqual(unfitnessOf({ input: { rows: [{}, { memo: ['fine', text] }] } }), refusal)
  }
})

test('32 levels are let through, one more is not, and a hundred thousand do not exhaust the stack', () => {
  assert.equal(unfitnessOf(nested(32)), null)
  const refusal = { code: 'gateway.too-deep', limit: 32 }
  assert.deepEqual(unfitnessOf(nested(33)), refusal)
  assert.deepEqual(unfitnessOf(nested(100_000)), refusal)
})
