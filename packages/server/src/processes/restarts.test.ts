import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restarts } from './restarts.ts'

const pauses = (count: number, run: { listened: boolean; lastedMs: number }) => {
  const next = restarts()
  return Array.from({ length: count }, () => next(run))
}

test('a worker that dies soon is started again after a growing pause, as often as it takes', () => {
  assert.deepEqual(
    pauses(9, { listened: true, lastedMs: 1_000 }),
    [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000],
  )
})

test('one that ran for a while is started again at once', () => {
  const next = restarts()
  for (let time = 0; time < 5; time += 1) next({ listened: true, lastedMs: 1_000 })
  assert.equal(next({ listened: true, lastedMs: 60_000 }), 100)
  assert.equal(next({ listened: true, lastedMs: 10 }), 200)
})

test('one that never comes to listen is given up', () => {
  assert.deepEqual(pauses(8, { listened: false, lastedMs: 10 }), [100, 200, 400, 800, 1_600, 3_200, 6_400, null])
})

test('coming to listen once begins the count of vain starts anew', () => {
  const next = restarts()
  for (let time = 0; time < 7; time += 1) next({ listened: false, lastedMs: 10 })
  assert.equal(next({ listened: true, lastedMs: 10 }), 10_000)
  assert.equal(next({ listened: false, lastedMs: 10 }), 10_000)
})
