import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowText, textArray, textsOf, wholeText } from './sent-rows.ts'

test('a row is the text of an array: what could end a text is escaped, nothing is null', () => {
  assert.equal(rowText(['a', null, undefined, 'NULL', '', 7, -1, true]), '{"a",NULL,NULL,"NULL","",7,-1,true}')
  assert.equal(rowText(['a "b" \\c {,}', ['x']]), '{"a \\"b\\" \\\\c {,}","[\\"x\\"]"}')
})

test('a long column goes as it is, an object as JSON', () => {
  assert.deepEqual([wholeText('a"b'), wholeText({ a: 1 }), wholeText(null)], ['a"b', '{"a":1}', null])
})

test('texts in binary form are read again as they were', () => {
  for (const texts of [[], ['a'], ['', null, '处方"\\', '😀'], Array.from({ length: 300 }, (_, index) => `${index}`)]) {
    assert.deepEqual(textsOf(textArray(texts)), texts)
  }
})
