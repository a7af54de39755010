import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { groupAll } from './group-threads.ts'
import type { Block, GroupTask } from './group-work.ts'

const { scheme } = await readSchemeFolder(starterScheme)
const task: GroupTask = {
  scheme,
  format: 'jsonl',
  compare: false,
  people: new Map(),
  to: 'jsonl',
  trace: 'none',
  language: 'en',
  warn: false,
}
const bytes = await readFile(join(starterScheme, 'cases.jsonl'))

async function* cases(count: number): AsyncGenerator<Block> {
  for (let index = 0; index < count; index += 1) yield { kind: 'text', bytes }
}

async function rowsOf(jobs: number | null, aloneMs: number): Promise<string> {
  const rows: Uint8Array[] = []
  await groupAll(task, cases(12), { jobs, cores: 2, aloneMs }, async (result) => {
    rows.push(result.rows)
  })
  return Buffer.concat(rows).toString()
}

test('rows keep their order when others join a thread that began alone', async () => {
  const alone = await rowsOf(1, 0)
  assert.equal(alone.split('\n').length, 12 * 95 + 1)
  assert.equal(await rowsOf(null, 0), alone)
  assert.equal(await rowsOf(3, 0), alone)
})

test('an error while taking rows ends the run, threads and all', async () => {
  const fails = groupAll(task, cases(50), { jobs: 2, cores: 2 }, async () => {
    throw new Error('nobody takes them')
  })
  await assert.rejects(fails, /nobody takes them/)
})
