import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceParts } from './source-parts.ts'

test('a source is its document and the clause of it', () => {
  assert.deepEqual(sourceParts('示例发〔2021〕8号 第十条'), { document: '示例发〔2021〕8号', clause: '第十条' })
  assert.deepEqual(sourceParts('《办法精选（九篇）》第2篇（扬中市）床位费'), {
    document: '《办法精选（九篇）》',
    clause: '第2篇（扬中市）床位费',
  })
})

test('without a clause, or with one inside a title, the source is the document', () => {
  for (const source of ['杭锦后旗异地就医政策解答（hjhq.gov.cn）', '《医保法 第二章 解读》', '第三条', '']) {
    assert.deepEqual(sourceParts(source), { document: source, clause: null })
  }
})
