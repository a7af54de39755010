import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addExact, compareExact, divideExact, type Exact, lessExact, multiplyExact, roundExact } from './exact.ts'
import type { Fen } from './fen.ts'
import { fen } from './fen.ts'
import { multiplyByPpm, ppm } from './ppm.ts'
import { fenPerUnit, type RoundingMode } from './rounding.ts'

/** A fraction of any size, never reduced: what the fast ways and the short cuts are held against. */
interface Plain {
  readonly n: bigint
  readonly d: bigint
}

const million = 1_000_000n
const plain = (value: Exact): Plain => (typeof value === 'number' ? { n: BigInt(value), d: 1n } : value)
const equal = (a: Plain, b: Plain): boolean => a.n * b.d === b.n * a.d

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

/** In the one form that a value may have: a safe integer if it is one, else a reduced fraction. */
function assertProper(value: Exact): void {
  if (typeof value === 'number') assert.ok(Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0))
  else {
    assert.ok(value.n > 0n && value.d > 0n)
    assert.equal(greatestCommonDivisor(value.n, value.d), 1n)
    assert.ok(value.d > 1n || value.n > BigInt(Number.MAX_SAFE_INTEGER))
  }
}

function assertIs(value: Exact, expected: Plain): void {
  assertProper(value)
  assert.ok(equal(plain(value), expected))
}

const wholeNumber = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 10 ** 9 }),
  fc.maxSafeNat(),
  fc.integer({ min: 0, max: 9 * 10 ** 9 }).map((n) => n * 1_000_000),
)
/** Fractions made by the room itself, so that they have their proper form. */
const fractionTo = (most: bigint): fc.Arbitrary<Exact> =>
  fc
    .tuple(fc.bigInt({ min: 0n, max: most }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
    .map(([n, d]) => divideExact(multiplyExact(1, { n, d }), 1))
const exact: fc.Arbitrary<Exact> = fc.oneof(wholeNumber, fractionTo(10n ** 18n))
const mode = fc.constantFrom<RoundingMode[]>('half-up', 'floor', 'ceil', 'truncate')
const unit = fc.constantFrom(1, 10, 100, 1_000_000)

test('sums, differences, products and quotients are those of plain fractions, whatever way they take', () => {
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      const [x, y] = [plain(a), plain(b)]
      assertIs(addExact(a, b), { n: x.n * y.d + y.n * x.d, d: x.d * y.d })
      const less = x.n * y.d - y.n * x.d
      assertIs(lessExact(a, b), { n: less < 0n ? 0n : less, d: x.d * y.d })
      assertIs(multiplyExact(a, b), { n: x.n * y.n, d: x.d * y.d * million })
      if (b !== 0) assertIs(divideExact(a, b), { n: x.n * y.d * million, d: x.d * y.n })
    }),
    { numRuns: 2000 },
  )
})

test('a whole number and the same number as a fraction come to the same', () => {
  const slow = (n: number): Exact => ({ n: BigInt(n), d: 1n })
  fc.assert(
    fc.property(wholeNumber, wholeNumber, unit, mode, (a, b, to, how) => {
      assert.deepEqual(addExact(a, b), addExact(slow(a), slow(b)))
      assert.deepEqual(lessExact(a, b), lessExact(slow(a), slow(b)))
      assert.deepEqual(multiplyExact(a, b), multiplyExact(slow(a), slow(b)))
      assert.equal(Math.sign(compareExact(a, b)), compareExact(slow(a), slow(b)))
      if (a < Number.MAX_SAFE_INTEGER - to) assert.equal(roundExact(a, to, how), roundExact(slow(a), to, how))
    }),
    { numRuns: 1000 },
  )
})

test('what is added can be taken away again, what is multiplied be divided', () => {
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      assert.deepEqual(lessExact(addExact(a, b), b), a)
      if (b !== 0) assert.deepEqual(divideExact(multiplyExact(a, b), b), a)
    }),
  )
})

test('no difference is negative, and one of both ways round is zero', () => {
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      const [there, back] = [lessExact(a, b), lessExact(b, a)]
      for (const value of [there, back]) assert.ok(compareExact(value, 0) >= 0)
      assert.ok(there === 0 || back === 0)
      assert.equal(there === 0 && back === 0, compareExact(a, b) === 0)
    }),
  )
})

test('rounding finds the multiple of the unit that its mode asks for', () => {
  const modest = fc.oneof(fc.integer({ min: 0, max: 10 ** 12 }), fractionTo(10n ** 15n))
  fc.assert(
    fc.property(modest, unit, (value, to) => {
      const { n, d } = plain(value)
      const [floor, halfUp, ceil] = (['floor', 'half-up', 'ceil'] as const).map((how) =>
        BigInt(roundExact(value, to, how)),
      ) as [bigint, bigint, bigint]
      assert.ok(floor * d <= n && n <= ceil * d)
      assert.ok([floor, halfUp, ceil].every((rounded) => rounded % BigInt(to) === 0n))
      assert.equal(ceil - floor, n % (d * BigInt(to)) === 0n ? 0n : BigInt(to))
      assert.equal(halfUp, 2n * (n - floor * d) >= d * BigInt(to) ? ceil : floor)
      assert.equal(BigInt(roundExact(value, to, 'truncate')), floor)
    }),
    { numRuns: 1000 },
  )
})

test('a share taken exactly and rounded is the share taken at once', () => {
  const amount: fc.Arbitrary<Fen> = fc.nat().map(fen)
  const rounding = fc.record({ mode, unit: fc.constantFrom('fen', 'jiao', 'yuan') })
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000_000 }).map(ppm), rounding, (whole, part, how) => {
      const exactly = roundExact(multiplyExact(whole, part), fenPerUnit[how.unit], how.mode)
      assert.equal(exactly, multiplyByPpm(whole, part, how))
    }),
  )
})
