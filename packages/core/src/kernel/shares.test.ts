import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from './fen.ts'
import { shareOf } from './shares.ts'

test('a share of nothing is nothing', () => {
  assert.equal(shareOf(fen(0), fen(0)), 0)
})

test('a share is rounded half up to a millionth', () => {
  assert.equal(shareOf(fen(1), fen(3)), 333_333)
  assert.equal(shareOf(fen(2), fen(3)), 666_667)
})
