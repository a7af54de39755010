import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ambiguousField, type SignedFields, signedText, signedTexts } from './signed-text.ts'

test('the signed text is the sorted envelope without signature and data', () => {
  const envelope = { msgid: 'M1', infno: '1101', cainfo: 'ABC', input: { data: {} }, fixmedins_code: 'H1' }
  assert.equal(signedText(envelope), 'fixmedins_code=H1&infno=1101&msgid=M1')
  assert.equal(signedText({ output: { a: 1 }, infcode: 0, cainfo: '' }), 'infcode=0')
})

test('capital letters come before small ones, as in ASCII', () => {
  assert.equal(signedText({ pw_ecToken: 'b', pw_a: 'c', Z: 'a' }), 'Z=a&pw_a=c&pw_ecToken=b')
})

test('an empty field keeps its name, and a sender may leave it out', () => {
  const envelope = { sign_no: '', app_id: null, infno: '1101' }
  assert.equal(signedText(envelope), 'app_id=&infno=1101&sign_no=')
  assert.deepEqual(signedTexts(envelope), ['app_id=&infno=1101&sign_no=', 'infno=1101'])
  assert.deepEqual(signedTexts({ infno: '1101' }), ['infno=1101'])
})

test('a value that reads like a further field makes the text ambiguous', () => {
  const honest = { opter: '1', opter_name: 'x' }
  assert.equal(signedText({ opter: '1&opter_name=x' }), signedText(honest))
  assert.equal(ambiguousField({ opter: '1&opter_name=x' }), 'opter')
  assert.equal(ambiguousField({ 'a=b': '' }), 'a=b')
  assert.equal(ambiguousField({ more: {} }), 'more')
  assert.equal(ambiguousField({ ...honest, fixmedins_name: 'A=B&C 医院', input: { a: 1 } }), null)
})

test('two envelopes with one signed text say the same', () => {
  const word = fc.stringMatching(/^[ab=&]{0,3}$/)
  const envelopes = fc.dictionary(fc.stringMatching(/^[ab]{1,2}$/), word, { maxKeys: 3 })
  const said = (fields: SignedFields) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined))
  /** What somebody who splits the text at every `&` and `=` would read. */
  const readBack = (fields: SignedFields) =>
    Object.fromEntries(
      signedText(fields)
        .split('&')
        .map((part) => part.split(/=(.*)/s, 2)),
    )
  const pairs = fc.oneof(
    fc.tuple(envelopes, envelopes),
    envelopes.map((one) => [one, readBack(one)] as const),
  )
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      fc.pre(ambiguousField(one) === null && ambiguousField(other) === null)
      const shared = signedTexts(one).some((text) => signedTexts(other).includes(text))
      if (shared) assert.deepEqual(said(one), said(other))
    }),
    { numRuns: 2_000 },
  )
})
