import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsOf, cutTo, padLeft, padRight, tableLines } from './table-text.ts'

test('a Chinese character takes two cells', () => {
  assert.equal(cellsOf('医保 ok'), 7)
  assert.equal(padRight('医', 4), '医  ')
  assert.equal(padLeft('医', 4), '  医')
})

test('a text that is too long is cut between characters', () => {
  assert.equal(cutTo('奥美拉唑', 8), '奥美拉唑')
  assert.equal(cutTo('奥美拉唑肠溶', 8), '奥美拉…')
})

test('columns are as wide as their widest cell', () => {
  const columns = [
    { title: '项目', side: 'left' },
    { title: 'x', side: 'right' },
  ] as const
  assert.deepEqual(
    tableLines(columns, [
      ['a', '10'],
      ['中文字', '1'],
    ]),
    ['项目     x', 'a       10', '中文字   1'],
  )
})
