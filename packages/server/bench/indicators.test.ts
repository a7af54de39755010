import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benchIndicators } from './indicators.ts'

test('the benchmark computes all indicators over a small lake in a process of its own, and reads the same files once', async () => {
  const told: string[] = []
  const result = await benchIndicators({
    settlements: 1_200,
    months: 14,
    seed: 3,
    memoryLimit: '500MB',
    threads: 1,
    note: (line) => told.push(line),
  })
  assert.ok(result.ok)
  assert.equal(result.computed.indicators, 70)
  assert.ok(result.computed.values > 10_000 && (result.filled.rows.line ?? 0) > 6_000)
  assert.ok(result.computed.yardstickSeconds > 0 && result.computed.peakRssBytes > 50e6)
  assert.equal(told.length, 2)
})
