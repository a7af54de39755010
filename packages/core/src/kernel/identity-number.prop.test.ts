import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, isoDate } from './dates.ts'
import { birthOf, genderOf, identityCheckDigit, isIdentityNumber } from './identity-number.ts'

const birth = fc.integer({ min: 0, max: 50_000 }).map((days) => addDays(isoDate('1900-01-01'), days))
const sequence = fc.integer({ min: 0, max: 999 })
const numberOf = (born: string, order: number) => {
  const first17 = `990000${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return first17 + identityCheckDigit(first17)
}

test('every number tells the birth and the gender it was made of', () => {
  fc.assert(
    fc.property(birth, sequence, (born, order) => {
      const id = numberOf(born, order)
      assert.ok(isIdentityNumber(id))
      assert.equal(birthOf(id), born)
      assert.equal(genderOf(id), order % 2 === 1 ? 'male' : 'female')
    }),
  )
})

test('no single wrong character goes unnoticed', () => {
  fc.assert(
    fc.property(birth, sequence, fc.nat(17), fc.constantFrom(...'0123456789X'), (born, order, at, character) => {
      const id = numberOf(born, order)
      fc.pre(id[at] !== character)
      assert.equal(isIdentityNumber(id.slice(0, at) + character + id.slice(at + 1)), false)
    }),
    { numRuns: 1000 },
  )
})

test('no two neighbours that changed places go unnoticed', () => {
  fc.assert(
    fc.property(birth, sequence, fc.nat(16), (born, order, at) => {
      const id = numberOf(born, order)
      const [left, right] = [id.charAt(at), id.charAt(at + 1)]
      fc.pre(left !== right)
      assert.equal(isIdentityNumber(id.slice(0, at) + right + left + id.slice(at + 2)), false)
    }),
  )
})

test('the check digit is the one of the weighted sum of the standard', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), (first17) => {
      const sum = weights.reduce((so, weight, index) => so + weight * Number(first17[index]), 0)
      assert.equal(identityCheckDigit(first17), '10X98765432'[sum % 11])
    }),
  )
})
