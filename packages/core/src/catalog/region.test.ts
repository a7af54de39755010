import assert from 'node:assert/strict'
import { test } from 'node:test'
import { regionWith } from '../../tests/support/plan.ts'
import { divisionCode } from '../kernel/index.ts'
import { regionOf } from './index.ts'

const pack = (division: string) => regionWith([], { division: divisionCode(division) })
const packs = [pack('330000'), pack('330200'), pack('330281')]
const found = (division: string) => {
  const region = regionOf(packs, division)
  return region.ok ? region.value.division : region.error.code
}

test('the law of a place is that of the smallest region around it', () => {
  assert.deepEqual([found('330281'), found('330282'), found('330100')], ['330281', '330200', '330000'])
})

test('a place in no region, or no place at all, has no law', () => {
  assert.deepEqual([found('110000'), found(''), found('33')], Array(3).fill('catalog.unknown-region'))
})
