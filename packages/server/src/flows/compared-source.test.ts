import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceLabels, sourceWords } from './compared-source.ts'

test('what is kept of a source reads in one language at a time', () => {
  assert.deepEqual(sourceWords(sourceLabels.generated(2)), { zh: '模拟数据，种子 2', en: 'generated, seed 2' })
  assert.deepEqual(sourceWords(sourceLabels.file('cases.jsonl')), { zh: '文件 cases.jsonl', en: 'file cases.jsonl' })
  assert.deepEqual(sourceWords(sourceLabels.database('330200')), { zh: '数据库，330200', en: 'database, 330200' })
})

test('a source in words of its own stands as it is', () => {
  assert.deepEqual(sourceWords('上年结算 $1'), { zh: '上年结算 $1', en: '上年结算 $1' })
})
