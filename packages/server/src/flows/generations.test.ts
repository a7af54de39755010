import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generations } from './generations.ts'

test('an entry lives through as many generations as there are, and no longer', () => {
  const lately = generations<number>(3)
  lately.set('a', 1)
  lately.age()
  lately.set('b', 2)
  lately.age()
  assert.deepEqual([lately.get('a'), lately.get('b'), lately.size()], [1, 2, 0])
  lately.age()
  assert.deepEqual([lately.get('a'), lately.get('b')], [undefined, 2])
})

test('what is taken away is gone from every generation, and what is set anew is the newest', () => {
  const lately = generations<number>(2)
  lately.set('a', 1)
  lately.age()
  lately.set('a', 2)
  assert.equal(lately.get('a'), 2)
  lately.delete('a')
  assert.equal(lately.get('a'), undefined)
})
