import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KnowledgeRow } from '../files/knowledge-tsv.ts'
import { changeText } from './audit-knowledge.ts'

const row = (limit: number, basis: string, from: string | null = null): KnowledgeRow => ({
  point: '1',
  key: 'X',
  name: '甲',
  values: { limit },
  basis,
  from: from as KnowledgeRow['from'],
  until: null,
  file: 'frequency.tsv',
  line: 2,
})
const change = (before: KnowledgeRow, after: KnowledgeRow) =>
  changeText({ key: 'X', name: '甲', before: [before], after: [after] })

test('a changed code says its values; where these are the same, what it stands on and from when', () => {
  assert.equal(change(row(1, '规范'), row(2, '规范')), 'limit 1 → limit 2')
  assert.equal(change(row(1, '规范'), row(1, '')), '依据或日期 basis or days: 规范 → —')
  assert.equal(
    change(row(1, '规范'), row(1, '规范', '2026-01-01')),
    '依据或日期 basis or days: 规范 → 规范 2026-01-01..',
  )
})
