import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citations } from './citations.ts'
import { aside, say, spaced, wordOf } from './words.ts'

test('a name of the rules becomes English words', () => {
  assert.equal(spaced('criticalThresholdDue'), 'critical threshold due')
  assert.equal(spaced('rate'), 'rate')
})

test('a code that no table knows stands for itself', () => {
  assert.equal(wordOf({ up: ['上转', 'up'] }, 'up', 'zh'), '上转')
  assert.equal(wordOf({ up: ['上转', 'up'] }, 'toString', 'zh'), 'toString')
})

test('brackets are those of the language', () => {
  assert.equal(aside(say(['见上', 'see above'], 'zh'), 'zh'), '（见上）')
  assert.equal(aside(say(['见上', 'see above'], 'en'), 'en'), ' (see above)')
})

test('a source is numbered when first cited and listed once; doubt is marked every time', () => {
  const cited = citations('zh')
  assert.deepEqual(
    [cited.cite('甲文', false), cited.cite('乙文', true), cited.cite('甲文', false)],
    [' [1]', '〔推定〕[2]', ' [1]'],
  )
  assert.equal(cited.cite('', true), '〔推定〕')
  assert.deepEqual(cited.list(), ['[1] 甲文', '[2] 乙文'])
})
