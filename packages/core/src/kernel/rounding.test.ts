import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvariantError } from './invariant.ts'
import type { RoundingMode } from './rounding.ts'
import { divideRounded, divideSafeRounded, multiplyThenDivide } from './rounding.ts'

const tenths = [-15n, -14n, -5n, -4n, -1n, 0n, 1n, 4n, 5n, 14n, 15n]
const expected: Readonly<Record<RoundingMode, readonly bigint[]>> = {
  'half-up': [-2n, -1n, -1n, 0n, 0n, 0n, 0n, 0n, 1n, 1n, 2n],
  floor: [-2n, -2n, -1n, -1n, -1n, 0n, 0n, 0n, 0n, 1n, 1n],
  ceil: [-1n, -1n, 0n, 0n, 0n, 0n, 1n, 1n, 1n, 2n, 2n],
  truncate: [-1n, -1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 1n, 1n],
}

for (const mode of ['half-up', 'floor', 'ceil', 'truncate'] as const) {
  test(`tenths become integers by ${mode}`, () => {
    assert.deepEqual(
      tenths.map((n) => divideRounded(n, 10n, mode)),
      expected[mode],
    )
    assert.deepEqual(
      tenths.map((n) => divideSafeRounded(Number(n), 10, mode)),
      expected[mode].map(Number),
    )
  })
}

test('a half exists only of an even denominator', () => {
  assert.equal(divideRounded(1n, 3n, 'half-up'), 0n)
  assert.equal(divideRounded(2n, 3n, 'half-up'), 1n)
  assert.equal(divideSafeRounded(1, 3, 'half-up'), 0)
  assert.equal(divideSafeRounded(-2, 3, 'half-up'), -1)
})

test('nothing is divided by zero or by less', () => {
  for (const denominator of [0, -1]) {
    assert.throws(() => divideRounded(1n, BigInt(denominator), 'floor'), InvariantError)
    assert.throws(() => divideSafeRounded(1, denominator, 'floor'), InvariantError)
  }
})

test('a fast division refuses what a float cannot hold', () => {
  assert.throws(() => divideSafeRounded(2 ** 53, 3, 'floor'), InvariantError)
  assert.throws(() => divideSafeRounded(0.5, 3, 'floor'), InvariantError)
})

test('a product beyond the safe integers is still divided exactly', () => {
  assert.equal(multiplyThenDivide(Number.MAX_SAFE_INTEGER, 999_999, 1_000_000, 'floor'), 9_007_190_247_541_736)
  assert.throws(() => multiplyThenDivide(Number.MAX_SAFE_INTEGER, 3, 2, 'floor'), InvariantError)
})
