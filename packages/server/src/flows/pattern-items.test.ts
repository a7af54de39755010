import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen } from '@yibao/core/kernel'
import type { PatternFinding } from '@yibao/core/supervision'
import { patternItems } from './pattern-items.ts'

const finding: PatternFinding = {
  pattern: 'split-stay',
  group: 's1+1',
  providerCode: 'H1',
  doctor: 'D1',
  personId: 'P1',
  score: 0.9,
  stake: fen(-5),
  members: [{ id: 's1', personId: 'P1', inQuestion: true }],
  reasons: [{ name: 'gap-days', value: 2 }],
}
const texts = { titleOf: () => ({ zh: '分解住院', en: 'split stay' }), whyOf: () => 'why' }
const months = { from: '2025-01', through: '2025-03' } as const

describe('patternItems', () => {
  it('makes one review item of a finding, with its numbers and never a stake below zero', () => {
    const { items, unplaced } = patternItems([finding], new Map([['H1', '990100']]), months, texts)
    assert.equal(unplaced, 0)
    const [item] = items
    assert.deepEqual(
      [item?.source, item?.sourceKey, item?.stake, item?.division],
      ['pattern', 'split-stay/s1+1', 0, '990100'],
    )
    assert.deepEqual(item?.facts.reasons, finding.reasons)
  })
  it('counts a finding at an institution whose region nobody told', () => {
    assert.deepEqual(patternItems([finding], new Map(), months, texts), { items: [], unplaced: 1 })
  })
  it('asks an institution about its coding once for the same months', () => {
    const coding: PatternFinding = { ...finding, pattern: 'up-coding', group: 'H1' }
    const { items } = patternItems([coding], new Map([['H1', '990100']]), months, texts)
    assert.equal(items[0]?.sourceKey, 'up-coding/H1/2025-01..2025-03')
  })
})
