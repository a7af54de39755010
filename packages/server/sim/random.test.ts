import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from './random.ts'

const draws = (seed: number, purpose: string): readonly number[] => {
  const random = randomStream(seed, purpose)
  return Array.from({ length: 50 }, () => random.below(1000))
}

test('the same seed and purpose draw the same, another seed or purpose something else', () => {
  assert.deepEqual(draws(7, 'births'), draws(7, 'births'))
  assert.notDeepEqual(draws(7, 'births'), draws(8, 'births'))
  assert.notDeepEqual(draws(7, 'births'), draws(7, 'names'))
})

test('every value of a small range is drawn about equally often', () => {
  const random = randomStream(1, 'dice')
  const counts = [0, 0, 0, 0, 0, 0]
  for (let roll = 0; roll < 60_000; roll += 1) {
    const face = random.between(1, 6) - 1
    counts[face] = (counts[face] ?? 0) + 1
  }
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, `${count} of 60000`)
})

test('a weight of zero is never chosen and a double weight comes twice as often', () => {
  const random = randomStream(3, 'weights')
  const weights = [0, 1, 2]
  const counts = [0, 0, 0]
  for (let draw = 0; draw < 30_000; draw += 1) {
    const index = random.weighted([0, 1, 2], (thing) => weights[thing] ?? 0)
    counts[index] = (counts[index] ?? 0) + 1
  }
  assert.equal(counts[0], 0)
  assert.ok(Math.abs((counts[2] ?? 0) - 20_000) < 500, `${counts[2]} of 30000`)
})

test('shuffling keeps every thing and leaves the original as it was', () => {
  const things = Array.from({ length: 100 }, (_, index) => index)
  const other = randomStream(5, 'shuffle').shuffled(things)
  assert.notDeepEqual(other, things)
  assert.deepEqual(
    [...other].sort((a, b) => a - b),
    things,
  )
})
