import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linesOfPaths, parseJson, pathOfText, pathText, walkJson } from './scheme-json.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Whether a text goes through both looks, as files do. */
const passes = (text: string): boolean => walkJson(text) === null && !('what' in parseJson(text))

test('every JSON text passes, however it is indented', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      assert.ok(passes(JSON.stringify(value, null, indent)))
    }),
  )
})

test('whatever is no JSON is found, at a place within the text', () => {
  const damaged = fc.tuple(
    fc.jsonValue(),
    fc.nat(),
    fc.constantFrom('', ',', '}', ']', '{', '[', '"', ':', '\\', '1', 'x', '\n'),
  )
  fc.assert(
    fc.property(damaged, ([value, place, sign]) => {
      const text = JSON.stringify(value, null, 1)
      const at = place % (text.length + 1)
      const other = text.slice(0, at) + sign + text.slice(at + 1)
      const fault = walkJson(other)
      // The only JSON that is refused says one thing twice.
      if (isJson(other)) assert.ok(fault === null || fault.what === 'duplicate')
      else assert.equal(passes(other), false)
      if (fault !== null) assert.ok(fault.offset >= 0 && fault.offset <= other.length)
    }),
    { numRuns: 500 },
  )
})

test('a key that stands twice in one object is found, and the same key in another is not', () => {
  assert.deepEqual(walkJson('{"a": {"b": 1}, "b": {"a": 2}}'), null)
  assert.deepEqual(walkJson('{"a": {"b": 1, "b": 2}}'), { what: 'duplicate', offset: 15, path: ['a', 'b'] })
  assert.equal(walkJson('{"a": 1, "\\u0061": 2}')?.what, 'duplicate')
})

test('a value is found in its line, and a missing one where it should be', () => {
  const text = '{\n "a": [\n  1,\n  {"b": 2}\n ]\n}'
  const lines = linesOfPaths(text, [['a'], ['a', 0], ['a', 1, 'b'], ['a', 1, 'c'], ['x']])
  assert.deepEqual(lines, [2, 3, 4, 4, 1])
})

test('a path can be read back from its text', () => {
  const path = ['mdcs', 'MDCA', 'steps', 3, 'when', 'all', 0]
  assert.equal(pathText(path), 'mdcs.MDCA.steps[3].when.all[0]')
  assert.deepEqual(pathOfText(pathText(path)), path)
})
