import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idSource, sequenceSource } from './ids.ts'

test('two processes give no number twice, not even in the same millisecond', () => {
  const sources = [idSource(() => 1_700_000_000_000), idSource(() => 1_700_000_000_000)]
  const given = Array.from({ length: 2_000 }, (_, index) => sources[index % 2]?.())
  assert.equal(new Set(given).size, given.length)
  for (const id of given) assert.match(id ?? '', /^[0-9A-F]{26}$/)
})

test('the sequences of several processes never meet', () => {
  const at = () => 1_700_000_000_000
  const sources = [1, 2, 3].map((number) => sequenceSource({ number, of: 3 }, at))
  const given = Array.from({ length: 3_000 }, (_, index) => sources[index % 3]?.() ?? -1)
  assert.equal(new Set(given).size, given.length)
  for (const number of given) assert.ok(Number.isInteger(number) && number >= 0 && number < 1e10)
})

test('a process in the place of a dead one does not give its numbers again', () => {
  const first = sequenceSource({ number: 2, of: 2 }, () => 1_700_000_000_000)
  const given = new Set(Array.from({ length: 500 }, first))
  const second = sequenceSource({ number: 2, of: 2 }, () => 1_700_000_001_000)
  assert.ok(Array.from({ length: 500 }, second).every((number) => !given.has(number)))
})
