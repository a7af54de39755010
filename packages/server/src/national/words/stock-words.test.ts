import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { StockRefusal } from '@yibao/core/stock'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'

const long = '长𠮷'.repeat(2_000)
const at = localDateTime('2199-12-31 23:59:59')
const sold = { traceCode: long, at, institution: 'P99020***99' }
const returned = { item: long, batch: long, returned: long }

const extremes: ExtremesOf<StockRefusal> = {
  'stock.trace-code-malformed': { code: 'stock.trace-code-malformed', traceCode: long, line: long },
  'stock.trace-code-of-another-line': { code: 'stock.trace-code-of-another-line', traceCode: long, line: long },
  'stock.trace-code-twice': { code: 'stock.trace-code-twice', traceCode: long, line: long },
  'stock.more-codes-than-sold': {
    code: 'stock.more-codes-than-sold',
    line: long,
    codes: Number.MAX_SAFE_INTEGER,
    sold: long,
  },
  'stock.trace-code-sold': { code: 'stock.trace-code-sold', ...sold },
  'stock.trace-code-split': { code: 'stock.trace-code-split', ...sold, before: 'parts' },
  'stock.trace-code-used-up': {
    code: 'stock.trace-code-used-up',
    traceCode: long,
    holds: long,
    sold: long,
    asked: long,
  },
  'stock.trace-code-busy': { code: 'stock.trace-code-busy', traceCode: long },
  'stock.no-item': { code: 'stock.no-item' },
  'stock.bad-quantity': { code: 'stock.bad-quantity', quantity: long, kind: 'purchase-return' },
  'stock.date-in-future': { code: 'stock.date-in-future', at, today: isoDate('2199-12-30') },
  'stock.return-exceeds-stock': { code: 'stock.return-exceeds-stock', ...returned, stock: long },
  'stock.return-exceeds-sale': { code: 'stock.return-exceeds-sale', ...returned, sold: long },
  'stock.settlement-without-person': { code: 'stock.settlement-without-person', settlementId: long },
  'stock.unknown-settlement': { code: 'stock.unknown-settlement', settlementId: long },
  'stock.code-not-sold-here': { code: 'stock.code-not-sold-here', traceCode: long },
}

checkSentences(Object.values(extremes))
