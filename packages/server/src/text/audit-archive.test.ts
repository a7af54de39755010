import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparedLines } from './audit-archive.ts'

const compared = (before: number, after: number) => ({
  before: { hits: before, stake: before * 100 },
  after: { hits: after, stake: after * 100 },
  gone: { hits: before, stake: before * 100 },
  come: { hits: after, stake: after * 100 },
  changed: 0,
})

test('of many institutions those with the most money are told, and how many more there are', () => {
  const rows = [1, 3, 2].map((hits) => ({ names: [`H${hits}`], compared: compared(hits, 0) }))
  const lines = comparedLines(['机构 institution'], rows, 2)
  assert.deepEqual(
    lines.slice(1, 3).map((line) => line.slice(0, 2)),
    ['H3', 'H2'],
  )
  assert.equal(lines[3], '… 另有 and 1 more (--xlsx, --json)')
  assert.equal(comparedLines(['机构 institution'], rows).length, 4)
})
