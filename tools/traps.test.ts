import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './steps.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Row {
  readonly trap: number
  readonly name: string
  readonly file: string
}

const rows = [
  ...read('docs/traps.md').matchAll(/^\| (\d+) \|[^|]*\| ([^|]+) \| \[[^\]]+\]\(\.\.\/([^)]+)\) \|$/gm),
].map(([, trap, name = '', file = '']): Row => ({ trap: Number(trap), name, file }))

test('every test that is named as the proof of a trap exists', () => {
  const titlesIn = (file: string): string => read(file).replaceAll(/\(\s+'/g, "('")
  assert.deepEqual(
    rows.filter(({ name, file }) => !titlesIn(file).includes(`('${name}'`)),
    [],
  )
})

test('every trap of a settlement has a proof', () => {
  assert.deepEqual(
    [...new Set(rows.map(({ trap }) => trap))].sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 8, 11, 15, 16],
  )
})
