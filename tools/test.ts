import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { makeSharedCluster } from '../packages/server/tests/support/shared-cluster.ts'
import { buildConsole } from './console.ts'
import { root } from './steps.ts'

const usage = `Usage: yibao test [--seed N|random] [file ...]

检查并运行全部测试 runs the check and every test; with files, only those tests and no check

  --seed   what the property tests draw from: a whole number, or random; a run without it always draws the same

Example:
  ./yibao test packages/core/src/kernel/fen.test.ts`

/** Without `--seed` two runs of the same code try the same examples. */
const usualSeed = 20260101

const words = process.argv.slice(2)
const seedWord = words[0] === '--seed' ? words.splice(0, 2)[1] : String(usualSeed)
const seed = seedWord === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(seedWord)
/** Named files run alone, without the check. */
const only = words

if (!Number.isInteger(seed) || only.some((word) => word.startsWith('-'))) {
  const known = only.every((word) => word === '--help' || word === '-h')
  if (known) console.log(usage)
  else console.error(usage)
  process.exit(known ? 0 : 1)
}

if (process.env.YIBAO_REFERENCE === undefined) {
  console.log('YIBAO_REFERENCE is not set: tests that read the reference folder will be skipped and say so.')
}

const counts = { passed: 0, failed: 0, skipped: 0 }

if (only.length === 0) {
  const check = spawnSync(process.execPath, ['tools/check.ts'], { cwd: root, stdio: 'inherit' })
  counts[check.status === 0 ? 'passed' : 'failed'] += 1
}

/** The long ones first, so that none of them runs alone at the end. */
const everyTest = ['packages/server/**/*.test.ts', 'tools/*.test.ts', 'packages/!(server)/**/*.test.ts']
const find = (pattern: string) => globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] }).sort()
const files = only.length > 0 ? only : everyTest.flatMap(find)

// Each file runs in a process of its own: what one has compiled, and the database that was made once, serve them all.
process.env.NODE_COMPILE_CACHE ??= join(root, '.runtime', 'compile-cache')
if (files.filter((file) => file.includes('packages/server/')).length > 1) {
  const scratch = mkdtempSync('/tmp/yibao-test-run-')
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
  chmodSync(scratch, 0o711)
  process.env.YIBAO_TEST_CLUSTER = join(scratch, 'cluster')
  await makeSharedCluster(process.env.YIBAO_TEST_CLUSTER)
}

// Once for all: two files that built it at the same time would be in each other's way.
if (files.some((file) => /console/.test(file))) await buildConsole()

process.env.YIBAO_SEED = String(seed)
console.log(`property tests draw from seed ${seed}`)

const nameOf = (file: string | undefined): string => (file === undefined ? '' : relative(root, file))
const begin = performance.now()

const execArgv = ['property-seed.ts', 'file-limit.ts'].flatMap((name) => [
  '--import',
  new URL(name, import.meta.url).href,
])
const stream = run({ files, cwd: root, execArgv, concurrency: Math.max(2, Math.floor(availableParallelism() / 2)) })
stream.on('test:pass', ({ file, name, skip, details }) => {
  if (details.type === 'suite' || name === file) return
  if (skip === undefined) {
    counts.passed += 1
    return
  }
  counts.skipped += 1
  console.log(`skip  ${nameOf(file)}: ${name} — ${skip === true ? 'no reason given' : skip}`)
})
stream.on('test:fail', ({ file, name, details }) => {
  // A suite fails because a test in it did, which is told already.
  if (details.type === 'suite') return
  counts.failed += 1
  const cause: unknown = details.error.cause ?? details.error
  console.log(`FAIL  ${nameOf(file)}: ${name}\n${inspect(cause)}\n`)
})
stream.on('test:stdout', ({ message }) => process.stdout.write(message))
stream.on('test:summary', ({ file, success, duration_ms, counts: { passed } }) => {
  if (file === undefined) return
  const place = nameOf(file)
  const seconds = (duration_ms / 1000).toFixed(1)
  console.log(`${success ? '  ok  ' : 'FAIL  '}${place} (${passed} passed, ${seconds} s)`)
})
stream.on('end', () => {
  console.log(`tests took ${((performance.now() - begin) / 1000).toFixed(0)} s`)
  const { passed, failed, skipped } = counts
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
})
stream.resume()
