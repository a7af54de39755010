import type { Fen, IsoDate } from '@yibao/core/kernel'

/** What a paper says of one thing, Chinese first; English stands small beside it. */
export interface PaperWords {
  readonly zh: string
  readonly en: string
}

/** Who issues papers, and to whom. */
export interface PaperHead {
  readonly kind: 'advance' | 'month' | 'year'
  /** 结算单号. */
  readonly number: string
  /** 拨付通知书文号. */
  readonly noticeNumber: string
  /** 经办机构. */
  readonly authority: string
  readonly provider: { readonly code: string; readonly name: string; readonly level: PaperWords }
  readonly insurance: PaperWords
  /** `2025-03`, or `2025` of a year's clearing. */
  readonly period: string
  readonly plan: string
  readonly issuedOn: IsoDate
}

/** Sums of the cases of one kind or method. */
export interface PaperRow {
  readonly name: PaperWords
  readonly cases: number
  readonly total: Fen
  /** What the fund was charged with when the persons settled. */
  readonly charged: Fen
  readonly standard: Fen
  readonly payable: Fen
}

/** One line from what is owed to what is paid. */
export interface PaperLine {
  readonly name: PaperWords
  /** Added to what is paid, taken from it, or only told. */
  readonly effect: 'add' | 'less' | 'told'
  /** Zero or more; the effect says which way, unless what is told is itself negative. */
  readonly amount: Fen
  /** How it came about, in one line. */
  readonly formula: string
}

/** A case that was not paid as a normal one. */
interface PaperCase {
  readonly caseId: string
  readonly dischargedOn: IsoDate
  readonly group: string
  readonly kind: PaperWords
  readonly total: Fen
  readonly charged: Fen
  readonly payable: Fen
}

/** 月结算单 as it is printed; the notice 拨付通知书 is made from the same. */
export interface StatementPaper extends PaperHead {
  readonly kinds: readonly PaperRow[]
  readonly methods: readonly PaperRow[]
  readonly lines: readonly PaperLine[]
  /** 本次应拨付: what the lines come to, zero or more. */
  readonly payable: Fen
  /** What the lines come to below zero, carried to the next period; zero or more. */
  readonly carriedOut: Fen
  readonly deviating: readonly PaperCase[]
  /** Deviating cases beyond those listed. */
  readonly leftOut: number
}

/** What the lines come to before it is cut at zero. */
export const lineSum = ({ lines }: Pick<StatementPaper, 'lines'>): number =>
  lines.reduce((sum, { effect, amount }) => sum + (effect === 'add' ? amount : effect === 'less' ? 0 - amount : 0), 0)
