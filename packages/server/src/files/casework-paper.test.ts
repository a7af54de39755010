import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import type { MatterDocument } from '../flows/casework-ports.ts'
import { documentPdf } from './casework-paper.ts'
import { readPaperFont } from './statement-font.ts'

const paper: MatterDocument = {
  matterId: 'M1',
  number: 6,
  kind: 'decision',
  documentNo: `JD${divisionCode('990270')}-2025-00001`,
  issuedOn: isoDate('2025-03-26'),
  content: {
    matterId: 'M1',
    procedure: 'review',
    providerCode: 'H99027000001',
    providerName: '测试医院',
    rule: 'M-C01',
    title: { zh: '重复收费', en: 'duplicate charge' },
    stake: fen(48_00),
    decided: fen(48_00),
    reason: '重复收费属实',
    evidence: ['E2025-000001-1'],
    measures: [{ kind: 'recover', basis: 'regulation-13', amount: fen(48_00), clause: '条例第十三条' }],
    deadline: { name: 'appeal', until: isoDate('2025-04-10') },
    holidaysUnknown: true,
    authority: null,
  },
  digest: '0'.repeat(64),
}

test('the same paper is the same file, and another sum is another one', async () => {
  const font = await readPaperFont()
  const [first, again] = [await documentPdf(paper, font), await documentPdf(paper, font)]
  assert.equal(first.subarray(0, 5).toString('latin1'), '%PDF-')
  assert.deepEqual(again, first)
  const other = await documentPdf({ ...paper, content: { ...paper.content, decided: fen(49_00) } }, font)
  assert.notDeepEqual(other, first)
  const named = await documentPdf(paper, font, [['结算', 'S1']])
  assert.notDeepEqual(named, first)
  const { title } = paper.content
  const otherEnglish = { ...paper.content, title: { ...title, en: 'charged twice over' } }
  assert.deepEqual(await documentPdf({ ...paper, content: otherEnglish }, font), first, 'nothing in English is printed')
})
