import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactText,
  lessExact,
  multiplyExact,
  roundExact,
} from './exact.ts'
import { InvariantError } from './invariant.ts'

const one = 1_000_000
const third: Exact = { n: 1n, d: 3n }

test('a whole amount stays a plain number, a part of a fen becomes a reduced fraction', () => {
  assert.equal(multiplyExact(100_00, 850_000), 85_00)
  assert.deepEqual(multiplyExact(5, 850_000), { n: 17n, d: 4n })
  assert.equal(multiplyExact({ n: 17n, d: 4n }, 4 * one), 17)
})

test('65,000 yuan by 91 % is no whole fen, and 91 % of that is 65,000 yuan again', () => {
  const cost = divideExact(65_000_00, 910_000)
  assert.deepEqual(cost, { n: 50_000_000n, d: 7n })
  assert.equal(multiplyExact(cost, 910_000), 65_000_00)
  assert.equal(roundExact(cost, 1, 'half-up'), 71_428_57)
})

test('an amount by an amount is a plain number, counted in millionths', () => {
  assert.equal(divideExact(150_00, 100_00), 1_500_000)
  assert.deepEqual(divideExact(1_00, 3_00), { n: 1_000_000n, d: 3n })
})

test('nothing is divided by zero', () => {
  assert.throws(() => divideExact(1, 0), InvariantError)
  assert.equal(divideExact(0, 7), 0)
})

test('thirds add up to a whole number again', () => {
  assert.equal(addExact(third, addExact(third, third)), 1)
  assert.deepEqual(addExact(third, 2), { n: 7n, d: 3n })
})

test('a difference stops at zero', () => {
  assert.equal(lessExact(3, 5), 0)
  assert.equal(lessExact(5, 3), 2)
  assert.equal(lessExact(third, third), 0)
  assert.equal(lessExact(third, 1), 0)
  assert.deepEqual(lessExact(1, third), { n: 2n, d: 3n })
})

test('fractions and whole numbers stand in one order', () => {
  assert.ok(compareExact(third, 1) < 0)
  assert.ok(compareExact(1, third) > 0)
  assert.equal(compareExact(third, { n: 1n, d: 3n }), 0)
  assert.ok(compareExact(3, 2) > 0)
})

test('what no safe integer can say is said by a fraction, and comes back when it can', () => {
  const most = Number.MAX_SAFE_INTEGER
  const beyond = addExact(most, 1)
  assert.deepEqual(beyond, { n: BigInt(most) + 1n, d: 1n })
  assert.equal(lessExact(beyond, 1), most)
  assert.equal(multiplyExact(most, one), most)
})

test('rounding takes a half up, or goes where it is told', () => {
  const half: Exact = { n: 5n, d: 2n }
  assert.deepEqual(
    (['half-up', 'floor', 'ceil', 'truncate'] as const).map((mode) => roundExact(half, 1, mode)),
    [3, 2, 3, 2],
  )
  assert.deepEqual(
    (['half-up', 'floor', 'ceil', 'truncate'] as const).map((mode) => roundExact(149, 100, mode)),
    [100, 100, 200, 100],
  )
})

test('a fraction just under a half of the unit is not rounded up', () => {
  assert.equal(roundExact({ n: 149_999_999n, d: 1_000_000n }, 100, 'half-up'), 100)
  assert.equal(roundExact({ n: 150_000_001n, d: 1_000_000n }, 100, 'half-up'), 200)
  assert.equal(roundExact({ n: 301n, d: 2n }, 100, 'half-up'), 200)
})

test('a rounded value that no safe integer can say is our own mistake, whichever way it is computed', () => {
  const most = Number.MAX_SAFE_INTEGER
  assert.throws(() => roundExact({ n: BigInt(most) + 1n, d: 1n }, 1, 'half-up'), InvariantError)
  assert.throws(() => roundExact(most, 100, 'ceil'), InvariantError)
})

test('for people an amount has two decimals, a fraction of a fen at most four more', () => {
  const yuan = { unit: 2, least: 2 } as const
  assert.equal(exactText(300_00, yuan), '300.00')
  assert.equal(exactText({ n: 50_000_000n, d: 7n }, yuan), '71428.571429')
  assert.equal(exactText({ n: 17n, d: 4n }, yuan), '0.0425')
})

test('for people a rate and a number lose superfluous zeros', () => {
  assert.equal(exactText(850_000, { unit: 4, least: 0 }), '85')
  assert.equal(exactText(6 * one, { unit: 6, least: 0 }), '6')
  assert.equal(exactText({ n: 1_000_000n, d: 3n }, { unit: 6, least: 0 }), '0.3333333333')
})
