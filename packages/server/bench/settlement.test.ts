import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { SettlementBenchResult } from './settlement.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Runs the command as a person would, for a moment. */
async function bench(...more: readonly string[]): Promise<SettlementBenchResult> {
  const size = ['--insured', '1000', '--tills', '2', '--seconds', '1', '--pairs', '1', '--workers', '1', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'bench', 'settlement', ...size, ...more])
  return JSON.parse(stdout) as SettlementBenchResult
}

test('a short benchmark settles whole visits on both sides, verifies them and finds every one of them on file', async () => {
  const result = await bench()
  assert.equal(result.ok, true)
  assert.deepEqual(result.onFile, result.acknowledged)
  assert.equal(result.verify?.ok, true)
  const [level, ...others] = result.levels
  assert.deepEqual(others, [])
  assert.equal(level?.tills, 2)
  for (const side of [level?.ours, level?.yardstick]) {
    assert.ok(side !== undefined && side.visits > 0)
    assert.deepEqual([side.refused, side.busy], [0, 0])
    assert.ok(side.latencyMs['2207'].p99.median >= side.latencyMs['2207'].p50.median)
    if (process.platform === 'linux') assert.ok((side.processorMs?.all.median ?? 0) > 0)
  }
  assert.ok((level?.ratio.median ?? 0) > 0)
  assert.ok((result.bytesPerVisit ?? 0) > 0)
  assert.ok((result.rawCommits[0]?.perSecond ?? 0) > 0)
})

// More lines than the visits of a quick machine before the filling.
test('with history filled in, it tells pages, plans and times of each step, and the centre goes on settling', async () => {
  const result = await bench('--rows', '20000,40000')
  assert.equal(result.ok, true)
  assert.equal(result.verify, null)
  assert.deepEqual(result.levels, [])
  assert.equal(result.growth.length, 2)
  const [first, second] = result.growth
  assert.ok(first !== undefined && second !== undefined)
  assert.ok(second.filling.lines > first.filling.lines && first.filling.lines > 19_000)
  assert.ok(first.filling.rowsWritten > 0)
  assert.deepEqual([first.buffersRatio, first.p50Ratio, first.changedPlans], [1, 1, []])
  for (const step of result.growth) {
    for (const touched of Object.values(step.buffers)) assert.ok(touched.median > 0 && touched.most > 0)
    assert.ok(Object.keys(step.shapes).some((name) => name.startsWith('2207 ')))
    assert.equal(step.pairs.ours.refused, 0)
  }
})
