import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvariantError, isoDate } from '../kernel/index.ts'
import { buildCatalog, type CatalogItem, findItem, itemOn } from './index.ts'

function row(code: string, from: string, until: string | null, itemClass: CatalogItem['class'] = 'A'): CatalogItem {
  return {
    code,
    kind: 'drug',
    name: '示例药品',
    class: itemClass,
    preCoinsurance: null,
    ceilings: {},
    restricted: false,
    restriction: '',
    chargeType: '09',
    form: '片剂',
    unit: '盒',
    referencePrice: null,
    range: { from: isoDate(from), until: until === null ? null : isoDate(until) },
    source: '示例',
    assumed: true,
  }
}

const before = row('N1', '2023-01-01', '2024-01-01', 'B')
const after = row('N1', '2024-01-01', null, 'A')
const expired = row('N2', '2023-01-01', '2023-06-30')
const paused = [row('N3', '2022-01-01', '2022-07-01'), row('N3', '2023-01-01', null)]
const catalog = buildCatalog([after, before, expired, ...paused])

test('a drug has its old class on the last day before a change and its new class on the day itself', () => {
  assert.deepEqual(findItem(catalog, 'N1', isoDate('2023-12-31')), { ok: true, value: before })
  assert.deepEqual(findItem(catalog, 'N1', isoDate('2024-01-01')), { ok: true, value: after })
})

test('the rows of a code are kept with the earliest first, in whatever order they came', () => {
  assert.deepEqual(catalog.get('N1'), [before, after])
})

test('a code without any row is unknown', () => {
  const error = { code: 'catalog.unknown-item', itemCode: 'N9' }
  assert.deepEqual(findItem(catalog, 'N9', isoDate('2023-11-01')), { ok: false, error })
})

test('an item is expired from the day its range ends', () => {
  const on = isoDate('2023-06-30')
  assert.equal(findItem(catalog, 'N2', isoDate('2023-06-29')).ok, true)
  const error = { code: 'catalog.expired-item', itemCode: 'N2', on, until: '2023-06-30' }
  assert.deepEqual(findItem(catalog, 'N2', on), { ok: false, error })
})

test('an item is not yet valid on the day before its first row begins', () => {
  const on = isoDate('2022-12-31')
  const error = { code: 'catalog.not-yet-valid', itemCode: 'N1', on, from: '2023-01-01' }
  assert.deepEqual(findItem(catalog, 'N1', on), { ok: false, error })
})

test('a day in a gap between two rows borrows neither of them', () => {
  const on = isoDate('2022-10-01')
  const error = { code: 'catalog.expired-item', itemCode: 'N3', on, until: '2022-07-01' }
  assert.deepEqual(findItem(catalog, 'N3', on), { ok: false, error })
})

test('rows may be asked in any order', () => {
  assert.deepEqual(itemOn([after, before], isoDate('2023-05-01')), { ok: true, value: before })
})

test('two rows of one code for one day are our own mistake', () => {
  assert.throws(() => buildCatalog([before, row('N1', '2023-12-31', null)]), InvariantError)
})

test('asking no rows, or rows of two codes, is our own mistake', () => {
  assert.throws(() => itemOn([], isoDate('2023-05-01')), InvariantError)
  assert.throws(() => itemOn([before, expired], isoDate('2023-05-01')), InvariantError)
})
