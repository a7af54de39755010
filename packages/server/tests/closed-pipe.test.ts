import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

test('a command whose reader has seen enough ends without a fault', () => {
  const line = '"$0" "$1" audit list; echo "exit $?" >&2'
  const { stderr } = spawnSync('sh', ['-c', `{ ${line}; } | true`, process.execPath, main], { encoding: 'utf8' })
  assert.equal(stderr, 'exit 0\n')
})
