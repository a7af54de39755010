import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SearchEntry, searchEntries } from './index.ts'

const entry = (code: string, name: string, full: string, initials: string): SearchEntry => ({
  code,
  name,
  full,
  initials,
})
const entries = [
  entry('XJ01', '阿莫西林胶囊', 'amoxilinjiaonang', 'amxljn'),
  entry('XJ02', '阿莫西林克拉维酸钾片', 'amoxilinkelaweisuanjiapian', 'amxlklwsjp'),
  entry('XB01', '阿司匹林肠溶片', 'asipilinchangrongpian', 'asplcrp'),
  entry('XJ03', '注射用阿莫西林钠', 'zhusheyongamoxilinna', 'zsyamxln'),
  entry('11', 'CT平扫', 'ctpingsao', 'ctps'),
]
const codes = (words: string, most = 20): readonly string[] =>
  searchEntries(entries, words, most).map(({ code }) => code)

test('the beginning of initials, of the whole pinyin, of the name or of the code finds an item', () => {
  assert.deepEqual(codes('asp'), ['XB01'])
  assert.deepEqual(codes('asipi'), ['XB01'])
  assert.deepEqual(codes('阿司'), ['XB01'])
  assert.deepEqual(codes('xb0'), ['XB01'])
  assert.deepEqual(codes('ct'), ['11'])
})

test('what begins so comes before what only holds it, and the shorter name before the longer', () => {
  assert.deepEqual(codes('amx'), ['XJ01', 'XJ02', 'XJ03'])
  assert.deepEqual(codes('阿莫西林'), ['XJ01', 'XJ02', 'XJ03'])
})

test('a whole code or whole initials come first', () => {
  assert.deepEqual(codes('XJ02'), ['XJ02'])
  assert.equal(codes('asplcrp')[0], 'XB01')
})

test('spaces and capital letters mean nothing, and nothing typed finds nothing', () => {
  assert.deepEqual(codes(' A M X '), codes('amx'))
  assert.deepEqual(codes('  '), [])
})

test('no more are given than were asked for', () => {
  assert.deepEqual(codes('amx', 2), ['XJ01', 'XJ02'])
})

test('two letters inside a name find nothing, three do', () => {
  assert.deepEqual(codes('xl'), [])
  assert.deepEqual(codes('mxl'), ['XJ01', 'XJ03', 'XJ02'])
})
