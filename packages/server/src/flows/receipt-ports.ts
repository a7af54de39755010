import type { CareKind, Diagnosis, Insured, ProviderLevel, SchemeCode, Visit } from '@yibao/core/encounter'
import type { Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { FiledLine, FiledSettlement, SettlementKind } from '@yibao/core/settlement'
import type { Operation } from './operation-log.ts'
import type { Belongs } from './rest-ports.ts'

/** Everything on file that a settlement statement says. */
export interface ReceiptGround extends Belongs {
  /** The settlement with what undid and restored it, oldest first. */
  readonly chain: readonly FiledSettlement[]
  readonly insured: Insured
  readonly visit: Visit
  readonly diagnoses: readonly Diagnosis[]
  /** The lines of the settlement, at most as many as were asked for. */
  readonly lines: readonly FiledLine[]
  readonly lineCount: number
  /** Null of an institution that is no longer registered. */
  readonly provider: { readonly name: string; readonly level: ProviderLevel } | null
}

interface Said {
  readonly zh: string
  readonly en: string
}

interface Coded {
  readonly code: string
  readonly label: Said
}

/** One kind of charge; amounts in fen. */
export interface ReceiptCharge {
  readonly chargeType: string
  readonly label: Said
  readonly total: Fen
  readonly classA: Fen
  readonly classB: Fen
  readonly own: Fen
  readonly other: Fen
}

/** One line of the bill; amounts in fen, price in yuan. */
export interface ReceiptLine {
  readonly lineNumber: string
  readonly itemCode: string
  readonly itemName: string
  readonly itemClass: 'A' | 'B' | 'C'
  readonly at: LocalDateTime
  readonly price: string
  readonly quantity: string
  readonly total: Fen
  /** Not covered, and above the price ceiling. */
  readonly own: Fen
  readonly preCoinsurance: Fen
  readonly eligible: Fen
}

/** 结算单 as it is shown and printed, with its words; names and identity numbers are masked. Amounts in fen. */
export interface Receipt {
  readonly settlementId: string
  readonly insuredId: string
  readonly kind: SettlementKind
  readonly at: LocalDateTime
  readonly visitId: string
  readonly scheme: Coded & { readonly code: SchemeCode }
  readonly division: Coded
  readonly medType: Coded
  readonly care: CareKind
  readonly provider: { readonly code: string; readonly name: string; readonly level: Said }
  readonly person: {
    readonly name: string
    readonly certificateNumber: string
    readonly gender: Said
    /** In full years, on the day of the settlement. */
    readonly age: number
    readonly kind: Coded
  }
  readonly visit: {
    readonly number: string
    readonly department: string
    readonly from: IsoDate
    readonly until: IsoDate
    /** Of a stay; 0 of other care. */
    readonly days: number
    readonly diagnoses: readonly { readonly code: string; readonly name: string }[]
  }
  readonly charges: readonly ReceiptCharge[]
  readonly lines: readonly ReceiptLine[]
  readonly linesLeftOut: number
  readonly amounts: {
    readonly total: Fen
    readonly nonCovered: Fen
    readonly overPriceLimit: Fen
    readonly preCoinsurance: Fen
    readonly eligible: Fen
    readonly deductible: Fen
    readonly fund: Fen
    readonly hospital: Fen
    readonly person: Fen
    readonly selfPay: Fen
    readonly ownExpense: Fen
    readonly account: Fen
    readonly family: Fen
    readonly cash: Fen
  }
  readonly inCapitals: string
  readonly cashInCapitals: string
  readonly funds: readonly (Coded & { readonly amount: Fen })[]
  readonly relatives: readonly { readonly name: string; readonly amount: Fen }[]
  readonly balanceAfter: Fen
  readonly authority: string
  readonly stands: boolean
  readonly chain: readonly Pick<FiledSettlement, 'settlementId' | 'kind' | 'at'>[]
}

export interface Prints {
  readonly count: number
  readonly lastAt: LocalDateTime | null
}

/** A whole page of A4, or half of one (A5 landscape). */
export type ReceiptFormat = 'a4' | 'half'

/** What tells a print from the others of the same statement. */
export interface PrintMark {
  /** 1 is the original. */
  readonly number: number
  readonly at: LocalDateTime
}

export interface NewPrint extends PrintMark {
  readonly insuredId: string
  readonly settlementId: string
  readonly format: ReceiptFormat | 'browser'
  readonly by: string
}

export interface ReceiptStore {
  /** Null when there is no such settlement. */
  ground(insuredId: string, settlementId: string, mostLines: number): Promise<ReceiptGround | null>
  /** Whose settlement it is; null when there is none of this number. */
  ownerOf(settlementId: string): Promise<string | null>
  prints(settlementId: string): Promise<Prints>
  /** Writes down a print with its row of the log. @returns false when another print took the number meanwhile */
  record(print: NewPrint, operation: Operation): Promise<boolean>
}

/** A link by which the owner of a statement looks at it without signing in. */
export interface ReceiptLink {
  readonly settlementId: string
  /** The last day. */
  readonly expiresOn: IsoDate
}

/** Signs links and reads what was signed. */
export interface ReceiptLinks {
  sign(link: ReceiptLink): Promise<string>
  /** Null of what the centre did not sign. */
  read(token: string): Promise<ReceiptLink | null>
}

export interface ReceiptOrder {
  readonly receipt: Receipt
  readonly format: ReceiptFormat
  readonly mark: PrintMark
  /** What the code on it opens; null where nobody knows the address of the centre. */
  readonly link: string | null
}
