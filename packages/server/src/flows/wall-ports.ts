import type { SchemeCode } from '@yibao/core/encounter'
import type { MonthAmount } from '@yibao/core/fund'
import type { DivisionCode, Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'

/** Settlements summed up; what was undone counts with the opposite sign. Amounts in fen. */
export interface WallSums {
  readonly settled: number
  readonly undone: number
  readonly restored: number
  readonly total: Fen
  /** Paid by all funds. */
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
  /** Of these, where the institution lies outside the division of the fund (异地). */
  readonly outsideSettled: number
  readonly outsideTotal: Fen
  readonly outsideFund: Fen
}

/** What sums are kept apart by. */
export type WallGroup = 'scheme' | 'institution' | 'division'

/** Sums of one scheme, institution, or division in which institutions lie. */
export interface WallRow extends WallSums {
  readonly key: string
  /** Of an institution. */
  readonly name: string | null
}

export interface WallRange {
  readonly from: IsoDate
  /** The last day. */
  readonly until: IsoDate
}

/** A settlement as it rolls over the wall. */
export interface WallSettlement {
  readonly insuredId: string
  readonly settlementId: string
  readonly at: LocalDateTime
  readonly kind: string
  /** To be masked before anybody sees it. */
  readonly personName: string | null
  readonly providerCode: string
  readonly providerName: string | null
  readonly scheme: SchemeCode
  readonly division: DivisionCode
  readonly medType: string
  readonly total: Fen
  readonly fund: Fen
}

export interface RecentKey {
  readonly at: LocalDateTime
  readonly settlementId: string
}

export type FundIncomeKind = 'opening' | 'contribution' | 'subsidy' | 'interest' | 'transfer' | 'other'

/** A line of the books of account of a fund. */
export interface FundIncome extends MonthAmount {
  readonly entryId: string
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly kind: FundIncomeKind
  readonly source: string
  readonly enteredAt: LocalDateTime
}

/** A line before it is entered. */
export type NewFundIncome = Omit<FundIncome, 'entryId' | 'enteredAt'>

/** What came into the funds within reach in a month. */
export type IncomeSum = MonthAmount & Pick<FundIncome, 'scheme' | 'kind'>

/** What left the funds within reach in a month. */
export type SpendingSum = MonthAmount & Pick<FundIncome, 'scheme'>

export interface IncomeKey {
  readonly month: string
  readonly entryId: string
}

/** Matters that are not at their end. */
export interface WallMatters {
  readonly reviews: number
  readonly cases: number
  /** Whose limit is over, and whose limit ends within three days. */
  readonly overdue: number
  readonly dueSoon: number
  /** That indicators raised. */
  readonly outliers: number
  readonly stake: Fen
}

/** A region and its insurances that a payment plan with a budget governs. */
export interface BudgetPool {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
}

export interface WallStore {
  /** Days that are over are summed up already, up to and including this one; null when none is. */
  keptThrough(): Promise<IsoDate | null>
  /** Over days that are summed up. */
  kept(group: WallGroup, range: WallRange, reach: Reach): Promise<readonly WallRow[]>
  /** Over the settlements themselves. */
  live(group: WallGroup, range: WallRange, reach: Reach): Promise<readonly WallRow[]>
  /** From a month on, by month and scheme: kept days. Bounded by the regions of a reach; institutions have no fund. */
  keptSpending(from: string, reach: Reach): Promise<readonly SpendingSum[]>
  /** The same from a day on, over the settlements themselves. */
  liveSpending(from: IsoDate, reach: Reach): Promise<readonly SpendingSum[]>
  /** What statements of institutions and corrections took out of the funds. */
  bookedSpending(from: string, reach: Reach): Promise<readonly SpendingSum[]>
  incomeSums(reach: Reach): Promise<readonly IncomeSum[]>
  /** Latest month first. */
  income(reach: Reach, after: IncomeKey | null, limit: number): Promise<readonly FundIncome[]>
  /** Latest first, of one day. */
  recent(day: IsoDate, reach: Reach, limit: number): Promise<readonly WallSettlement[]>
  matters(today: IsoDate, soon: IsoDate, reach: Reach): Promise<WallMatters>
  budgetPools(today: IsoDate, reach: Reach): Promise<readonly BudgetPool[]>
}
