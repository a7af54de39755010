import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFen, fen, maxFen, minFen, negateFen, parseYuan, subtractFen, sumFen, yuan, zeroFen } from './fen.ts'
import { InvariantError } from './invariant.ts'
import { ok } from './result.ts'

test('a fraction of a fen, a number without end and an unsafe integer are no money', () => {
  for (const n of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
    assert.throws(() => fen(n), InvariantError)
  }
})

test('an amount is never minus zero', () => {
  assert.ok(Object.is(fen(-0), 0))
  assert.ok(Object.is(negateFen(zeroFen), 0))
  assert.ok(Object.is(subtractFen(fen(-3), fen(-3)), 0))
})

test('amounts are added, subtracted and compared', () => {
  assert.equal(addFen(fen(120), fen(-20)), 100)
  assert.equal(subtractFen(fen(120), fen(150)), -30)
  assert.equal(sumFen([fen(1), fen(2), fen(3)]), 6)
  assert.equal(sumFen([]), 0)
  assert.equal(minFen(fen(1), fen(2)), 1)
  assert.equal(maxFen(fen(1), fen(2)), 2)
})

test('a sum that leaves the safe integers is an error, not an approximation', () => {
  assert.throws(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1)), InvariantError)
  assert.throws(() => subtractFen(fen(-Number.MAX_SAFE_INTEGER), fen(1)), InvariantError)
})

test('yuan are read to the fen', () => {
  assert.deepEqual(parseYuan('12.34'), ok(1234))
  assert.deepEqual(parseYuan('600'), ok(60000))
  assert.deepEqual(parseYuan('-0.05'), ok(-5))
  assert.deepEqual(parseYuan('1.005'), {
    ok: false,
    error: { code: 'kernel.bad-amount', text: '1.005', reason: 'too-many-decimals' },
  })
})

test('yuan are written with two decimals', () => {
  assert.equal(yuan(fen(1234)), '12.34')
  assert.equal(yuan(fen(-5)), '-0.05')
  assert.equal(yuan(zeroFen), '0.00')
  assert.equal(yuan(fen(100_000)), '1000.00')
})
