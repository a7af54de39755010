import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { commands } from './commands.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

test('every command is found under the name it has', async () => {
  const names = Object.keys(commands)
  const made = await Promise.all(Object.values(commands).map((make) => make()))
  assert.deepEqual(
    made.map((command) => command.name()),
    names,
  )
})

/** Tells every module that is loaded on standard error. */
const telling = `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context) } })`

async function loadedBy(...args: readonly string[]): Promise<string> {
  const hook = `data:text/javascript,${encodeURIComponent(telling)}`
  return (await promisify(execFile)(process.execPath, ['--import', hook, main, ...args])).stderr
}

test('a command brings its own modules and no other’s; the version brings none', async () => {
  const [verify, version] = await Promise.all([loadedBy('verify', '--help'), loadedBy('--version')])
  assert.match(verify, /\/cli\/verify\.ts\n/)
  for (const foreign of [/\/cli\/payment\.ts/, /\/compose\.ts/, /\/exceljs\//, /\/fastify\//])
    assert.doesNotMatch(verify, foreign)
  assert.match(version, /\/cli\/commands\.ts\n/)
  assert.doesNotMatch(version, /\/cli\/verify\.ts/)
})
