import type { LocalDateTime, Quantity } from '../kernel/index.ts'

/** 盘存 count · 库存变更 change · 采购 purchase · 采购退货 · 销售 sale · 销售退货 */
export type StockKind = 'count' | 'change' | 'purchase' | 'purchase-return' | 'sale' | 'sale-return'

/** What an institution says about its stock in one message. */
export interface StockReport {
  readonly kind: StockKind
  readonly itemCode: string | null
  readonly localItemCode: string | null
  /** The institution's own number of the batch; '' when it names none. */
  readonly batch: string
  /** Of a count: what is there. Of a change: with its sign. Of the others: what moves, without a sign. */
  readonly quantity: Quantity
  readonly at: LocalDateTime
  /** Of a change: the national `inv_chg_type`. */
  readonly changeType: string | null
  /** The settlement under which something is sold or comes back. */
  readonly settlementId: string | null
  /** Of a purchase: how many parts one package holds. */
  readonly packageHolds: Quantity | null
}

/** What the centre knows of the item and batch that a report names, within the institution. */
export interface StockFacts {
  /** The sum of all entries. */
  readonly balance: Quantity
  /** What was sold under the settlement that the report names, or under none, less what came back of it. */
  readonly sold: Quantity
}

/** A report as it is booked; entries are never changed, a balance is their sum. */
export interface StockEntry extends StockReport {
  /** What the stock of the institution is kept under: its own code of the item, else the national one. */
  readonly item: string
  /** What is added to the stock; negative when it goes out. */
  readonly added: Quantity
}

/** Who uses a code: the message that sells it. */
export interface CodeHolder {
  readonly providerCode: string
  readonly msgid: string
  /** '' for a message that names no person as its own. */
  readonly insuredId: string
}

/** A code as a line or a sale report sends it. */
export interface StatedCode {
  readonly code: string
  /** The line that the code itself names. */
  readonly lineNumber: string
  /** 拆零: sold in parts. */
  readonly split: boolean
  /** What the line counts: smallest preparation units or smallest packages. */
  readonly unit: 'part' | 'package'
}

/** What a sale asks of one code. */
export interface CodeClaim extends StatedCode {
  readonly itemCode: string
  readonly localItemCode: string
  /** Of a split package: how much of it is sold, in `unit`. */
  readonly quantity: Quantity
}

/** One use of a code as it stands now. */
export interface CodeUse extends CodeHolder {
  readonly code: string
  readonly split: boolean
  readonly unit: 'part' | 'package'
  readonly quantity: Quantity
  readonly at: LocalDateTime
  /** The settlement it was sold under; null of a sale under none, and while the message has no effect. */
  readonly settlementId: string | null
  readonly settlement: 'stands' | 'undone' | 'none'
  /** The message in whose course it was last claimed had its effect. */
  readonly effective: boolean
  readonly claimedSecondsAgo: number
  /** It came back (销售退货). */
  readonly returned: boolean
}
