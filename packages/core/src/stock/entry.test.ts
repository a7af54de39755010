import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate, localDateTime, quantity } from '../kernel/index.ts'
import { entryOf } from './entry.ts'
import type { StockFacts, StockKind, StockReport } from './types.ts'

const today = isoDate('2023-11-13')
const pieces = (count: number) => quantity(count * 10_000)

const report = (kind: StockKind, count: number, more: Partial<StockReport> = {}): StockReport => ({
  kind,
  itemCode: 'N-1',
  localItemCode: 'L-1',
  batch: 'B-1',
  quantity: pieces(count),
  at: localDateTime('2023-11-13 09:00:00'),
  changeType: null,
  settlementId: null,
  packageHolds: null,
  ...more,
})

const there = (balance: number, sold = 0): StockFacts => ({ balance: pieces(balance), sold: pieces(sold) })

const added = (stated: StockReport, facts: StockFacts): number | string => {
  const entry = entryOf(stated, facts, today)
  return entry.ok ? entry.value.added / 10_000 : entry.error.code
}

describe('what a report adds to the stock', () => {
  it('makes the balance what was counted', () => {
    assert.equal(added(report('count', 7), there(10)), -3)
    assert.equal(added(report('count', 0), there(-2)), 2)
  })

  it('comes in by a purchase and by a sale that returns, and goes out by a sale and by a purchase that returns', () => {
    assert.equal(added(report('purchase', 5), there(0)), 5)
    assert.equal(added(report('sale-return', 1), there(0, 1)), 1)
    assert.equal(added(report('sale', 5), there(9)), -5)
    assert.equal(added(report('purchase-return', 5), there(9)), -5)
  })

  it('goes out by a change of an outgoing kind, whatever its sign, and by its sign by any other', () => {
    const change = (changeType: string, count: number) => added(report('change', count, { changeType }), there(9))
    assert.deepEqual([change('104', 2), change('104', -2), change('101', 2), change('999', -2)], [-2, -2, 2, -2])
  })

  it('is kept under the own code of the institution, else under the national one', () => {
    const itemOf = (stated: StockReport) => {
      const entry = entryOf(stated, there(0), today)
      return entry.ok ? entry.value.item : entry.error.code
    }
    assert.equal(itemOf(report('purchase', 1)), 'L-1')
    assert.equal(itemOf(report('purchase', 1, { localItemCode: null })), 'N-1')
    assert.equal(itemOf(report('purchase', 1, { localItemCode: null, itemCode: null })), 'stock.no-item')
  })

  it('may be sold beyond the stock that was told, for nobody begins with empty shelves', () => {
    assert.equal(added(report('sale', 5), there(2)), -5)
  })
})

describe('a report that is not booked', () => {
  it('returns more to the supplier than is there', () => {
    const entry = entryOf(report('purchase-return', 3), there(2), today)
    assert.deepEqual(entry, {
      ok: false,
      error: { code: 'stock.return-exceeds-stock', item: 'L-1', batch: 'B-1', stock: '2', returned: '3' },
    })
  })

  it('returns more than its sale left', () => {
    const entry = entryOf(report('sale-return', 2), there(100, 1), today)
    assert.deepEqual(entry, {
      ok: false,
      error: { code: 'stock.return-exceeds-sale', item: 'L-1', batch: 'B-1', sold: '1', returned: '2' },
    })
  })

  it('moves nothing, or less than nothing', () => {
    for (const kind of ['purchase', 'purchase-return', 'sale', 'sale-return', 'change'] as const) {
      assert.equal(added(report(kind, 0), there(9, 9)), 'stock.bad-quantity', kind)
    }
    for (const kind of ['count', 'purchase', 'sale', 'sale-return'] as const) {
      assert.equal(added(report(kind, -1), there(9, 9)), 'stock.bad-quantity', kind)
    }
    assert.equal(added(report('purchase', 100_000_000), there(0)), 'stock.bad-quantity')
  })

  it('says that something happened tomorrow', () => {
    const tomorrow = { at: localDateTime('2023-11-14 00:00:00') }
    assert.equal(added(report('purchase', 1, tomorrow), there(0)), 'stock.date-in-future')
  })
})
