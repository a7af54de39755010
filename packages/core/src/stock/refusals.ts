import type { IsoDate, LocalDateTime } from '../kernel/index.ts'

/** Why a traceability code cannot be sold. */
export type TraceRefusal =
  | { readonly code: 'stock.trace-code-malformed'; readonly traceCode: string; readonly line: string }
  | { readonly code: 'stock.trace-code-of-another-line'; readonly traceCode: string; readonly line: string }
  | { readonly code: 'stock.trace-code-twice'; readonly traceCode: string; readonly line: string }
  | {
      readonly code: 'stock.more-codes-than-sold'
      readonly line: string
      readonly codes: number
      readonly sold: string
    }
  | {
      readonly code: 'stock.trace-code-sold'
      readonly traceCode: string
      readonly at: LocalDateTime
      /** The institution's code; another's with its middle hidden. */
      readonly institution: string
    }
  | {
      readonly code: 'stock.trace-code-split'
      readonly traceCode: string
      readonly at: LocalDateTime
      readonly institution: string
      /** How it was sold before. */
      readonly before: 'whole' | 'parts'
    }
  | {
      readonly code: 'stock.trace-code-used-up'
      readonly traceCode: string
      /** Parts that the package holds; null when no purchase told it, then the whole package is meant. */
      readonly holds: string | null
      readonly sold: string
      readonly asked: string
    }
  | { readonly code: 'stock.trace-code-busy'; readonly traceCode: string }

/** Why a report about stock is not booked. */
export type StockRefusal =
  | TraceRefusal
  | { readonly code: 'stock.no-item' }
  | { readonly code: 'stock.bad-quantity'; readonly quantity: string; readonly kind: string }
  | { readonly code: 'stock.date-in-future'; readonly at: LocalDateTime; readonly today: IsoDate }
  | {
      readonly code: 'stock.return-exceeds-stock'
      readonly item: string
      readonly batch: string
      readonly stock: string
      readonly returned: string
    }
  | {
      readonly code: 'stock.return-exceeds-sale'
      readonly item: string
      readonly batch: string
      readonly sold: string
      readonly returned: string
    }
  | { readonly code: 'stock.settlement-without-person'; readonly settlementId: string }
  | { readonly code: 'stock.unknown-settlement'; readonly settlementId: string }
  | { readonly code: 'stock.code-not-sold-here'; readonly traceCode: string }
