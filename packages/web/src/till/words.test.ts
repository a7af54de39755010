import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toldPlainly } from './words.ts'

test('a refusal is told without the names that programs go by', () => {
  assert.equal(
    toldPlainly('其后另有未撤销的结算：setl_id 179500000000000001。请从最后一笔起依次撤销。[settlement.later-stands]'),
    '其后另有未撤销的结算：结算编号 179500000000000001。请从最后一笔起依次撤销。',
  )
  assert.equal(toldPlainly('constructor 不在目录中。'), 'constructor 不在目录中。')
})
