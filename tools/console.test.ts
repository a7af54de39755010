import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { buildConsole, consoleFolder } from './console.ts'

/** What the first page may weigh over the wire. */
const mostBytes = 450_000

before(async () => void (await buildConsole()))

const read = (path: string): string => readFileSync(join(consoleFolder, path), 'utf8')

/** Every file of ours that the first page loads before anything is clicked, and what those load at once. */
function loadedFirst(): readonly string[] {
  const waiting = [...read('index.html').matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )
  const seen = new Set<string>()
  for (const path of waiting) {
    if (seen.has(path)) continue
    seen.add(path)
    if (!path.endsWith('.js')) continue
    for (const [, name] of read(path).matchAll(/(?:^|[;}])(?:import|export)[^;()]*?from"\.\/([^"]+\.js)"/g)) {
      waiting.push(`assets/${name}`)
    }
  }
  return [...seen]
}

test('the first page weighs at most 450 kB of gzip, charts and pages apart', () => {
  const weights = loadedFirst().map((path) => [path, readFileSync(join(consoleFolder, `${path}.gz`)).length] as const)
  const whole = weights.reduce((sum, [, bytes]) => sum + bytes, 0)
  assert.ok(whole <= mostBytes, `${whole} bytes: ${JSON.stringify(weights)}`)
  assert.ok(whole > 100_000, 'something of it was not seen')
  assert.ok(!weights.some(([path]) => /chart-drawing/.test(path)))
})

test('no script stands in the page itself, so that the policy against foreign scripts holds', () => {
  for (const [, inside] of read('index.html').matchAll(/<script[^>]*>([^<]*)<\/script>/g))
    assert.equal(inside?.trim(), '')
})
