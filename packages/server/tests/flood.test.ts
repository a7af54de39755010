import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

test('a small flood is refused in part, and everything has its end once', { timeout: 180_000 }, async () => {
  const size = ['--seconds', '2', '--insured', '2400', '--workers', '2', '--places', '16', '--institution-rate', '20']
  const command = [MAIN, 'sim', 'flood', ...size, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    maxBuffer: 64_000_000,
  })
  const { ok, flood, crowd, others, again, acknowledged, betrayals, findings, verify } = JSON.parse(stdout)
  assert.deepEqual({ betrayals, findings }, { betrayals: [], findings: [] })
  assert.equal(ok, true)
  assert.ok(flood.accepted > 0 && flood.accepted < flood.offered, 'some of it is told to come back')
  assert.equal(flood.refused + flood.faults + flood.unanswered, 0, 'nothing else is said')
  assert.ok(crowd.busy['gateway.institution-busy'] > 0, 'one institution reaches its own limit')
  assert.equal(others.busy['gateway.institution-busy'], undefined, 'which is nobody else’s')
  assert.ok(others.accepted / others.offered > crowd.accepted / crowd.offered, 'the others are served more readily')
  assert.deepEqual({ open: again.open, accepted: again.accepted }, { open: 0, accepted: again.messages })
  assert.ok(acknowledged > 0)
  assert.equal(verify.ok, true)
})
