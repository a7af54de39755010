import type { SchemeCode } from '../encounter/index.ts'
import type { DateRange, DivisionCode, Fen, RoundingMode } from '../kernel/index.ts'
import type { CaseMethod } from './method-types.ts'
import type { CaseKind, Millionths, Parameter } from './parameter-types.ts'

/** What part of the standard the fund owes. */
export type FundShare =
  | { readonly kind: 'rate'; readonly rate: Parameter<Millionths> }
  /** What others (the person, other funds) paid comes off; `none`: a case may owe the fund. */
  | { readonly kind: 'less-others'; readonly least: 'zero' | 'none' }

/** How a kind of points gets its money. A pool has one value. */
export interface PointValueRule {
  /** `rate`: the points are adjusted weights and the value is called a rate. */
  readonly word: 'point' | 'rate'
  /** What separates pools. */
  readonly pools: readonly ('scheme' | 'area' | 'level' | 'month')[]
  /** Decimals of a yuan that a value keeps, 2 to 6. */
  readonly decimals: number
  readonly mode: RoundingMode
  /** `given`: published, millionths of a yuan; `history`: cost by points of earlier years. */
  readonly budget:
    | { readonly kind: 'given'; readonly value: Parameter<Millionths> }
    | { readonly kind: 'history'; readonly years: readonly HistoryYear[] }
  /**
   * `budget`: the budget value stays; `fund-over-rate`: (F ÷ r) ÷ points; `fund-and-others`: (F + what others paid) ÷ points.
   */
  readonly settlement: 'budget' | 'fund-over-rate' | 'fund-and-others'
  /** r of `fund-over-rate`. */
  readonly fundRate: Parameter<Millionths> | null
  /** Whether cases priced in yuan take their money out of the pool before points share the rest. */
  readonly moneyCases: 'first' | 'outside'
  /**
   * How the pool's money is placed at the end of a year. `points`: divided by points, largest remainder. `cases`: what the
   * cases come to at the settlement value (caps and floors of cases stay), scaled down by largest remainder if that is
   * more than the pool has.
   */
  readonly allocation: 'points' | 'cases'
}

export interface HistoryYear {
  readonly year: number
  readonly weight: Millionths
  readonly cost: Fen
  readonly points: Millionths
  readonly source: string
}

/** 总额预算. */
export interface BudgetRule {
  /** F of a year and pool. */
  readonly fund: Parameter<Fen>
  /** Part of it kept back as adjustment money, out of which overspend is shared. */
  readonly reserve: Parameter<Millionths>
  /** F of single institutions (按总额); rows name an institution. */
  readonly institutions: Parameter<Fen> | null
  /** Weights of the months January to December, whole numbers. */
  readonly months: readonly number[]
}

/** 预付. */
export interface AdvanceRule {
  readonly basis: 'budget-share' | 'filed-month' | 'last-year-mean'
  readonly ratio: Parameter<Millionths>
  /** At most so much of the institution's budget of the month; null: no limit. */
  readonly most: Parameter<Millionths> | null
}

/** 月结算. */
export interface MonthRule {
  /** 质量保证金: part of the month's fund payable that is withheld. */
  readonly deposit: Parameter<Millionths>
  /** Whether the advance of the month comes off at once or at the end of the year. */
  readonly offset: 'month' | 'year'
}

/** A band of a ratio; a marginal share holds for what lies in the band. */
export interface RatioBand {
  readonly to: Millionths | null
  readonly share: Millionths
}

export interface ScoreBand {
  /** From this score on; sorted, the lowest is 0. */
  readonly from: Millionths
  /** What part of the deposit is paid back. */
  readonly share: Millionths
}

/** 年终清算. */
export interface ClearingRule {
  /** What an institution may be paid at all. */
  readonly payable: 'cases' | 'budget' | 'capitation'
  /**
   * 结余留用: shares of what was not used, bands over unused ÷ payable. 超支分担: shares of what was overspent, bands over
   * overspent ÷ payable. `all`: the payable is paid whatever was charged.
   */
  readonly settle: 'all' | 'bands'
  readonly savings: Parameter<readonly RatioBand[]> | null
  readonly overspend: Parameter<readonly RatioBand[]> | null
  /** Whether all shares of overspend together may exceed the adjustment money of the budget. */
  readonly overspendLimit: 'reserve' | 'none'
  /** Charged ÷ payable below which only what was charged is paid; null: no such limit. */
  readonly lowCost: { readonly sign: '<' | '<='; readonly limit: Parameter<Millionths> } | null
  readonly assessment: Parameter<readonly ScoreBand[]> | null
  /**
   * 高倍率病例占比上限: part of an institution's cases that may keep the points above their group's for their cost; of more each keeps the same
   * part of them. Null: all do.
   */
  readonly highShare?: { readonly limit: Parameter<Millionths>; readonly mode: RoundingMode } | null
}

/** 特例单议. */
export interface ReviewRule {
  /** Applications at most, as a part of the institution's discharges in the period. */
  readonly cap: Parameter<Millionths>
  readonly period: 'month' | 'year'
  readonly capMode: RoundingMode
  /** Kinds of scores that may be asked for; empty: all. */
  readonly kinds: readonly CaseKind[]
}

/** 按人头. */
export interface CapitationRule {
  /** Fen a person and month, of weight 1. */
  readonly quota: Parameter<Fen>
  /** Weight by band; `where.group` is the band's id. */
  readonly weights: Parameter<Millionths>
  readonly bands: readonly PeopleBand[]
  /** Which settlements of the people it pays for; `outpatient` with purchases at pharmacies. */
  readonly covers: 'outpatient' | 'inpatient' | 'all'
  /** Whether what other institutions are paid for the people comes off it (`charged`), or stays with the fund (`apart`). */
  readonly elsewhere: 'charged' | 'apart'
}

/** A person belongs to the first band that fits. */
export interface PeopleBand {
  readonly id: string
  readonly label: string
  readonly ageFrom: number
  /** Null: no upper end; else included. */
  readonly ageTo: number | null
  /** Filed diseases, one of which the person has; empty: whoever. */
  readonly diseases: readonly string[]
}

export interface InstitutionTerms {
  readonly institution: string
  readonly level: string | null
  readonly kind: string | null
}

/** 支付方案: how a region pays one or several insurances over a range of days. Plain data. */
export interface PaymentPlan {
  readonly id: string
  readonly label: string
  readonly labelEn: string
  /** Only for comparing; of those that are none, one holds for an insurance on a day. */
  readonly draft: boolean
  readonly division: DivisionCode
  readonly schemes: readonly SchemeCode[]
  readonly range: DateRange
  /** The day of a case that its values follow. */
  readonly day: 'discharged' | 'settled'
  readonly money: { readonly mode: RoundingMode; readonly unit: 'fen' | 'jiao' | 'yuan' }
  /** Where points are rounded: once per case, 4 to 6 decimals. */
  readonly points: { readonly decimals: number; readonly mode: RoundingMode }
  readonly institutions: readonly InstitutionTerms[]
  /** The first that takes a case prices it; empty: only whole institutions are paid. */
  readonly methods: readonly CaseMethod[]
  readonly fundShare: FundShare | null
  readonly pointValue: PointValueRule | null
  /** A case is paid at most so many times its own cost; null: no limit. */
  readonly costCap: Parameter<Millionths> | null
  readonly budget: BudgetRule | null
  readonly advance: AdvanceRule | null
  readonly month: MonthRule | null
  readonly clearing: ClearingRule | null
  readonly review: ReviewRule | null
  readonly capitation: CapitationRule | null
}

/** A group's weight and means, as a table of weights gives them. */
export interface GroupRow {
  readonly group: string
  readonly name: string
  readonly weight: Millionths
  /** Mean total cost; fen. */
  readonly mean: Fen
  readonly meanByLevel: Readonly<Record<string, Fen>>
  /** Days, millionths; null where nothing asks for it. */
  readonly meanStay: Millionths | null
  readonly stable: boolean
  /** A coefficient of its own in the place of the institution's (DIP primary-care groups). */
  readonly ownCoefficient: Millionths | null
}

/** 权重表、分值表: dated, for one version of a grouping. */
export interface GroupTable {
  readonly id: string
  readonly kind: 'drg' | 'dip'
  /** The grouping scheme or directory that its groups are from. */
  readonly grouping: string
  readonly range: DateRange
  readonly source: string
  readonly rows: readonly GroupRow[]
}
