import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { surroundings } from './audit-testing.ts'
import { knowledgeDifference } from './knowledge-diff.ts'
import { type KnowledgeReading, readKnowledge } from './knowledge-tsv.ts'
import { knowledgeText } from './knowledge-write.ts'
import { problemText } from './policy-sheet.ts'

const [frequency, duplicate] = [surroundings.shapes.get('frequency'), surroundings.shapes.get('duplicate')]
assert.ok(frequency !== undefined && duplicate !== undefined)
const shapes = { frequency, duplicate }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-knowledge-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function read(table: keyof typeof shapes, ...lines: readonly string[]): Promise<KnowledgeReading> {
  const path = join(folder, `${table}.tsv`)
  await writeFile(path, `${lines.map((line) => line.replaceAll(' ', '\t')).join('\n')}\n`)
  return readKnowledge(path, shapes[table])
}

async function complaint(table: keyof typeof shapes, ...lines: readonly string[]): Promise<string> {
  const { problems } = await read(table, ...lines)
  const [first] = problems
  return first === undefined ? 'no complaint' : problemText(first)
}

test('points are read by the columns that the table has', async () => {
  const { rows, problems } = await read(
    'frequency',
    'point key name limit note basis',
    '1 A 甲 2  条例',
    '1 B 乙 1 备注 条例',
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(
    rows.map(({ point, key, values, basis }) => ({ point, key, values, basis })),
    [
      { point: '1', key: 'A', values: { limit: 2, note: null }, basis: '条例' },
      { point: '1', key: 'B', values: { limit: 1, note: '备注' }, basis: '条例' },
    ],
  )
})

test('what is written is read again', async () => {
  const { rows } = await read('duplicate', 'point key second within basis', '1 A B day x', '2 A C visit y')
  const path = join(folder, 'again.tsv')
  await writeFile(path, knowledgeText(duplicate, rows))
  const again = await readKnowledge(path, duplicate)
  assert.deepEqual(again.problems, [])
  assert.deepEqual(
    again.rows.map(({ file: _, ...row }) => row),
    rows.map(({ file: _, ...row }) => row),
  )
})

test('a point that stands twice is refused with both lines', async () => {
  const header = 'point key limit note basis from until'
  assert.match(
    await complaint('frequency', header, '1 A 1  x  ', '1 A 2  x  '),
    /^frequency\.tsv:3: a point twice \(found: 1 A\); keep one of lines 2 and 3/,
  )
  assert.match(await complaint('frequency', header, '1 A 1  x  ', '2 A 1  x  '), /frequency\.tsv:3: a point twice/)
  assert.match(
    await complaint('duplicate', 'point key second within basis', '1 A B day x', '2 A B day x'),
    /duplicate\.tsv:3: a point twice/,
  )
})

test('points of one number may follow one another, but not overlap', async () => {
  const header = 'point key limit note basis from until'
  assert.equal(await complaint('frequency', header, '1 A 1  x  2026-01-01', '1 A 2  x 2026-01-01 '), 'no complaint')
  assert.match(
    await complaint('frequency', header, '1 A 1  x  2026-02-01', '1 A 2  x 2026-01-01 '),
    /frequency\.tsv:3: a point twice in days that overlap .*; end the one in line 2 by `until`/,
  )
  assert.match(await complaint('frequency', header, '1 A 1  x 2026-02-01 2026-01-01'), /ends before it begins/)
})

test('cells and columns that do not fit are refused', async () => {
  assert.match(
    await complaint('frequency', 'point key limit note basis', '1 A two  x'),
    /frequency\.tsv:2: limit: no number \(found: two\); write it as 3 or 2\.5/,
  )
  assert.match(await complaint('frequency', 'point key limit note basis', '1 A   x'), /limit: an empty cell/)
  assert.match(await complaint('frequency', 'point key note basis', '1 A  x'), /limit/)
  assert.match(await complaint('frequency', 'point key limit sex basis', '1 A 1 m x'), /sex/)
})

test('two versions differ by codes that are new, gone and said otherwise', async () => {
  const header = 'point key limit note basis'
  const before = (await read('frequency', header, '1 A 1  x', '2 B 1  x', '3 C 1  x')).rows
  const after = (await read('frequency', header, '1 A 1  x', '7 C 3  x', '8 D 1  x')).rows
  const { added, removed, changed, same, pointsAdded, pointsRemoved } = knowledgeDifference('frequency', before, after)
  assert.deepEqual(
    [added, removed, changed].map((codes) => codes.map(({ key }) => key)),
    [['D'], ['B'], ['C']],
  )
  assert.equal(same, 1)
  assert.deepEqual(
    [pointsAdded, pointsRemoved],
    [
      ['7', '8'],
      ['2', '3'],
    ],
  )
})
