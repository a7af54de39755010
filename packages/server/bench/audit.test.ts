import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureInterpreted, measureMemory, measurePeers } from './audit.ts'

const small = { rules: 60, passes: 2, seed: 5, visits: 400, hitsPerHundred: 2 }

test('the benchmark of rules finds the same in every way, about two lines of a hundred', async () => {
  const memory = measureMemory(small)
  assert.ok(memory.lines > 3_000)
  assert.ok(memory.hits > 0 && memory.hits < memory.lines / 20, `${memory.hits} of ${memory.lines}`)
  assert.equal(memory.compiled.passes.length, 2)
  const interpreted = measureInterpreted(small, 10)
  assert.ok(interpreted.passes.every(({ lines, ms }) => lines > 50 && ms > 0))
  const peers = await measurePeers(small, 20)
  const names = [...peers.ways.map(({ way }) => way), ...peers.missing.map(({ name }) => name)].join()
  assert.match(names, /json-rules-engine/)
  assert.match(names, /@gorules\/zen-engine/)
})
