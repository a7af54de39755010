import {
  dateOf,
  type IsoDate,
  ok,
  type Quantity,
  quantity,
  quantityText,
  type Result,
  refuse,
} from '../kernel/index.ts'
import type { StockRefusal } from './refusals.ts'
import type { StockEntry, StockFacts, StockKind, StockReport } from './types.ts'

/** Above this a quantity is a slip of the keyboard: a hundred million pieces. */
const quantityBelow = 100_000_000 * 10_000

/**
 * Changes that take out of the stock whatever sign they are sent with: transferred away, found missing, destroyed, other
 * removal. Every other type moves the stock by the sign of its quantity.
 *
 * @source national dictionary `inv_chg_type`, from memory; the list was not among the collected ones
 */
const outgoingChanges: readonly string[] = ['102', '104', '105', '107']

/** The code under which an institution's stock of an item is kept; null when the report names none. */
function itemOf({ itemCode, localItemCode }: Pick<StockReport, 'itemCode' | 'localItemCode'>): string | null {
  return localItemCode ?? itemCode
}

const least: Readonly<Record<StockKind, number>> = {
  count: 0,
  change: -quantityBelow + 1,
  purchase: 1,
  'purchase-return': 1,
  sale: 1,
  'sale-return': 1,
}

/**
 * Checks what needs no look at the stock.
 *
 * @returns the code under which the stock is kept; or `stock.no-item`, `stock.bad-quantity`, `stock.date-in-future`
 */
export function checkReport(report: StockReport, today: IsoDate): Result<string, StockRefusal> {
  const item = itemOf(report)
  if (item === null) return refuse({ code: 'stock.no-item' })
  const { kind, quantity: stated, at } = report
  if (stated < least[kind] || stated >= quantityBelow || (kind === 'change' && stated === 0)) {
    return refuse({ code: 'stock.bad-quantity', quantity: quantityText(stated), kind })
  }
  if (dateOf(at) > today) return refuse({ code: 'stock.date-in-future', at, today })
  return ok(item)
}

function addedBy({ kind, quantity: stated, changeType }: StockReport, { balance }: StockFacts): Quantity {
  switch (kind) {
    case 'count':
      return quantity(stated - balance)
    case 'change':
      return outgoingChanges.includes(changeType ?? '') ? quantity(-Math.abs(stated)) : stated
    case 'purchase':
    case 'sale-return':
      return stated
    case 'purchase-return':
    case 'sale':
      return quantity(-stated)
  }
}

/**
 * Books a report. A sale may exceed the stock that was told: institutions begin to report with goods on their shelves.
 *
 * Refusals, in this order: those of `checkReport`, `stock.return-exceeds-stock` of a purchase return,
 * `stock.return-exceeds-sale` of a sale return.
 */
export function entryOf(report: StockReport, facts: StockFacts, today: IsoDate): Result<StockEntry, StockRefusal> {
  const item = checkReport(report, today)
  if (!item.ok) return item
  const { kind, batch } = report
  const returned = quantityText(report.quantity)
  if (kind === 'purchase-return' && report.quantity > facts.balance) {
    const stock = quantityText(facts.balance)
    return refuse({ code: 'stock.return-exceeds-stock', item: item.value, batch, stock, returned })
  }
  if (kind === 'sale-return' && report.quantity > facts.sold) {
    const sold = quantityText(facts.sold)
    return refuse({ code: 'stock.return-exceeds-sale', item: item.value, batch, sold, returned })
  }
  return ok({ ...report, item: item.value, added: addedBy(report, facts) })
}
