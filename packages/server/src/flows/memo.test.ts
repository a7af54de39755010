import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMemo } from './memo.ts'

test('many who ask the same while an answer comes or is fresh cost one question', async () => {
  let [clock, asked] = [0, 0]
  const memo = openMemo(() => clock)
  const ask = () =>
    memo.of('a', 100, async () => {
      asked += 1
      return asked
    })
  assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1])
  clock = 99
  assert.equal(await ask(), 1)
  clock = 100
  assert.equal(await ask(), 2)
})

test('what failed is asked again', async () => {
  const memo = openMemo(() => 0)
  await assert.rejects(memo.of('a', 100, () => Promise.reject(new Error('away'))))
  assert.equal(await memo.of('a', 100, async () => 'there'), 'there')
})

test('the oldest answers go first', async () => {
  const memo = openMemo(() => 0, 2)
  for (const key of ['a', 'b', 'c']) await memo.of(key, 100, async () => key)
  assert.equal(await memo.of('c', 100, async () => 'anew'), 'c')
  assert.equal(await memo.of('a', 100, async () => 'anew'), 'anew')
})
