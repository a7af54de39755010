import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthOf, genderOf, identityCheckDigit, isIdentityNumber } from './identity-number.ts'
import { InvariantError } from './invariant.ts'

const withCheckDigit = (first17: string) => first17 + identityCheckDigit(first17)

test('the worked examples of the standard have their check digits', () => {
  assert.equal(identityCheckDigit('11010519491231002'), 'X')
  assert.equal(identityCheckDigit('44052418800101001'), '4')
  assert.throws(() => identityCheckDigit('1101051949123100'), InvariantError)
})

test('a number with a real birth date and its check digit is an identity number', () => {
  assert.ok(isIdentityNumber(withCheckDigit('99000019600520001')))
  assert.ok(isIdentityNumber(withCheckDigit('99000020240229002')))
})

test('a number of another form is none', () => {
  const good = withCheckDigit('99000019600520001')
  for (const text of ['', good.slice(1), `${good}0`, ` ${good}`, '990000600520001', '99000019600520001x']) {
    assert.equal(isIdentityNumber(text), false)
  }
})

test('a birth date that no calendar has makes no identity number', () => {
  for (const first17 of ['99000019600230001', '99000020230229001', '99000018990101001', '99000019601301001']) {
    assert.equal(isIdentityNumber(withCheckDigit(first17)), false)
  }
})

test('a division does not begin with zero', () => {
  assert.equal(isIdentityNumber(withCheckDigit('09000019600520001')), false)
})

test('birth and gender are read from the number', () => {
  const man = withCheckDigit('99000019600520001')
  const woman = withCheckDigit('99000020240229002')
  assert.equal(birthOf(man), '1960-05-20')
  assert.equal(genderOf(man), 'male')
  assert.equal(birthOf(woman), '2024-02-29')
  assert.equal(genderOf(woman), 'female')
})

test('nothing is read from what is no identity number', () => {
  assert.throws(() => birthOf('990000'), InvariantError)
  assert.throws(() => genderOf('990000'), InvariantError)
})
