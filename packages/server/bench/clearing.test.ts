import assert from 'node:assert/strict'
import { test } from 'node:test'
import { starterScheme } from '../src/files/shipped.ts'
import { benchClearing } from './clearing.ts'

test('a month-end of generated stays is measured stage by stage, and its statements say what its cases say', async () => {
  const lines: string[] = []
  const result = await benchClearing({
    stays: 400,
    institutions: 5,
    scheme: starterScheme,
    seed: 1,
    note: (line) => lines.push(line),
    progress: () => () => undefined,
  })
  assert.deepEqual(
    result.stages.map(({ stage }) => stage),
    ['fill', 'collect', 'group', 'price', 'close', 'yardstick'],
  )
  assert.ok(result.stages.every(({ seconds, peakRssBytes }) => seconds >= 0 && peakRssBytes > 0))
  assert.deepEqual([result.ok, result.said, result.statements, result.held], [true, [], 5, 0])
  assert.ok(result.staysPerSecond > 0 && result.bytesPerStay > 0)
})
