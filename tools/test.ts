import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { root } from './steps.ts'

const only = process.argv.slice(2)

if (process.env.YIBAO_REFERENCE === undefined) {
  console.log('YIBAO_REFERENCE is not set: tests that read the reference folder will be skipped and say so.')
}

const check =
  only.length > 0 ? 0 : (spawnSync(process.execPath, ['tools/check.ts'], { cwd: root, stdio: 'inherit' }).status ?? 1)

const files =
  only.length > 0
    ? only
    : globSync(['packages/**/*.test.ts', 'tools/*.test.ts'], { cwd: root, exclude: ['**/node_modules/**'] })

let passed = check === 0 ? 1 : 0
let failed = check === 0 ? 0 : 1
let skipped = 0
if (only.length > 0) passed = 0

const stream = run({ files: files.map(String).sort(), cwd: root, concurrency: 2 })
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return
  if (event.skip !== undefined) skipped += 1
  else passed += 1
})
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') failed += 1
})
stream.compose(new spec()).pipe(process.stdout)
stream.on('end', () => {
  // The reporter still has its summary to print; the counting line must be the last one.
  setTimeout(() => {
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1
  }, 300)
})
