import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addFen, fen, negateFen, parseYuan, subtractFen, yuan } from './fen.ts'
import { ok } from './result.ts'

const anyFen = fc.maxSafeInteger().map(fen)
const ordinaryFen = fc.integer().map(fen)

test('every amount written in yuan is read back as itself', () => {
  fc.assert(fc.property(anyFen, (amount) => assert.deepEqual(parseYuan(yuan(amount)), ok(amount))))
})

test('the opposite of the opposite is the amount, and both add up to nothing', () => {
  fc.assert(
    fc.property(anyFen, (amount) => {
      assert.equal(negateFen(negateFen(amount)), amount)
      assert.ok(Object.is(addFen(amount, negateFen(amount)), 0))
    }),
  )
})

test('what is added can be taken away again', () => {
  fc.assert(fc.property(ordinaryFen, ordinaryFen, (a, b) => assert.equal(subtractFen(addFen(a, b), b), a)))
})

test('a text is either refused or means exactly what it says', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[+-]?\d{1,16}(\.\d{0,3})?$/), (text) => {
      const read = parseYuan(text)
      if (!read.ok) return
      const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.')
      const magnitude = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
      assert.equal(BigInt(read.value), text.startsWith('-') ? -magnitude : magnitude)
    }),
  )
})
