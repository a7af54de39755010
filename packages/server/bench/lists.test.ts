import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benchLists } from './lists.ts'

test('every action at the lists is answered and timed beside the yardstick, and a question that nothing fits ends', async () => {
  const result = await benchLists({
    settlements: 300,
    rounds: 2,
    centre: null,
    note: () => undefined,
    progress: () => () => undefined,
  })
  assert.ok((result.settlements ?? 0) >= 300)
  assert.ok(result.actions.length >= 25)
  for (const { name, p50, p95, max, ratio } of [
    ...result.actions,
    { name: 'yardstick', ratio: 1, ...result.yardstick },
  ]) {
    assert.ok(p50 > 0 && p50 <= p95 && p95 <= max && Number.isFinite(ratio), String(name))
  }
  assert.ok(result.walk.calls >= 1)
})
