import type { LocalDateTime, Quantity } from '@yibao/core/kernel'
import type { CodeClaim, CodeHolder, CodeUse, StockEntry, StockFacts } from '@yibao/core/stock'

/** What is known of some codes at one moment. */
export interface CodeFacts {
  readonly uses: readonly CodeUse[]
  /** How many parts a package holds, by code, as the institution's latest purchase of the item told it. */
  readonly holds: Readonly<Record<string, Quantity>>
}

/** A use as it is kept. */
export interface CodeSale {
  readonly holder: CodeHolder
  /** The person of the settlement; '' when there is none. */
  readonly soldTo: string
  /** Only of a sale report; a settlement of our own is found by its message. */
  readonly settlementId: string | null
  readonly at: LocalDateTime
}

/** The rows of traceability codes, on one transaction. */
export interface TraceCodeTables {
  /** Holds the codes until the transaction ends; in one order, so that two bills never wait for each other. */
  lock(codes: readonly string[]): Promise<void>
  read(providerCode: string, claims: readonly CodeClaim[]): Promise<CodeFacts>
  /** Writes the uses; those that the same holder has already are claimed anew. */
  keep(sale: CodeSale, claims: readonly CodeClaim[]): Promise<void>
  /** The claims that made a settlement of this holder, or that sale reports named with it. */
  claimsUnder(holder: CodeHolder, settlementId: string): Promise<readonly HeldClaim[]>
  /** Claims what is held already anew, in the course of another message. */
  renew(held: readonly HeldClaim[], msgid: string): Promise<void>
  /** Notes that goods sold by a report came back. @returns how many uses that was */
  giveBack(returned: ReturnedCodes): Promise<number>
}

export interface HeldClaim {
  readonly holder: CodeHolder
  readonly claim: CodeClaim
}

/** Codes that came back: the one that is named, or all of a sale that came back whole. */
interface ReturnedCodes {
  readonly providerCode: string
  readonly msgid: string
  readonly item: string
  readonly batch: string
  readonly settlementId: string | null
  readonly traceCode: string | null
}

export interface TraceCodes {
  /** A look that holds nothing. */
  read(providerCode: string, claims: readonly CodeClaim[]): Promise<CodeFacts>
  /**
   * Runs `work` in one transaction of its own; it stays when `work` returns null, else nothing of it does.
   *
   * @returns what `work` returned; `busy` when another bill holds one of the codes for long
   */
  claiming<Refusal>(work: (tables: TraceCodeTables) => Promise<Refusal | null>): Promise<Refusal | null | 'busy'>
}

/** What is kept of a report besides what core books. */
export interface StockNotes {
  readonly operator: string
  readonly visitNumber: string | null
  readonly traceCode: string | null
  /** What else the institution said, by national field name. */
  readonly details: Readonly<Record<string, string | number | null>>
}

interface StockPlace {
  readonly providerCode: string
  readonly item: string
  readonly batch: string
  readonly settlementId: string | null
}

/** The stock of institutions, on one transaction. */
export interface StockTables {
  readonly codes: TraceCodeTables
  /** Reads what is known of an item and batch, and holds it until the transaction ends. */
  facts(place: StockPlace): Promise<StockFacts>
  add(providerCode: string, msgid: string, entry: StockEntry, notes: StockNotes): Promise<void>
  /** Whether this settlement of the person was made by the institution. */
  settledHere(insuredId: string, settlementId: string, providerCode: string): Promise<boolean>
}
