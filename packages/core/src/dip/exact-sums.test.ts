import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { exactSums, wholeRoot } from './exact-sums.ts'

describe('sums of amounts', () => {
  it('are exact beyond the safe integers', () => {
    const sums = exactSums(2)
    for (let n = 0; n < 5; n += 1) sums.add(1, Number.MAX_SAFE_INTEGER)
    sums.add(1, 3)
    assert.equal(sums.of(1), 5n * BigInt(Number.MAX_SAFE_INTEGER) + 3n)
    assert.equal(sums.of(0), 0n)
  })

  it('are those of big integers, whatever comes', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
    fc.assert(
      fc.property(amounts, (list) => {
        const sums = exactSums(1)
        for (const amount of list) sums.add(0, amount)
        assert.equal(
          sums.of(0),
          list.reduce((sum, amount) => sum + BigInt(amount), 0n),
        )
      }),
    )
  })
})

it('a whole root is the largest whose square fits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (value) => {
      const root = wholeRoot(value)
      assert.ok(root * root <= value && (root + 1n) * (root + 1n) > value)
    }),
  )
})
