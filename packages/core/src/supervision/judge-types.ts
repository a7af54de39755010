import type { ProviderKind, ProviderLevel } from '../encounter/index.ts'
import type { BadWhen, Grain, Means, Subject } from './types.ts'

/** What the judgements take from data: every number of it is one of policy/supervision/topics.yaml. */
export interface MeansRules {
  readonly outlier: {
    /** From how many robust deviations on. */
    readonly z: number
    /** Which part of the median a distance must be to matter, however alike the peers are. */
    readonly partAtLeast: number
    /** How many others there must be. */
    readonly peersAtLeast: number
    /** Rows behind a value, of the judged and of its peers: below, chance speaks. */
    readonly rowsAtLeast: number
    /** The share of stays in a group, from which on costs and days are judged after adjustment for the case mix. */
    readonly groupedAtLeast: number
  }
  readonly trend: {
    readonly monthsAtLeast: number
    /** From how many months on a season is taken out. */
    readonly seasonFrom: number
    /** A change as likely as this by chance, or less, counts. */
    readonly p: number
    readonly permutations: number
    /** A change by a smaller part of the level is none that matters. */
    readonly shiftAtLeast: number
    /** How many months a change stays news. */
    readonly recentMonths: number
    readonly ewmaWeight: number
    readonly ewmaLimit: number
    readonly seed: number
  }
  readonly risk: {
    /** z where a signal begins, and where it is full. */
    readonly zFrom: number
    readonly zFull: number
    /** By which part beyond a set value the signal is full. */
    readonly targetFull: number
    /** By which part of the level a change is a full signal. */
    readonly shiftFull: number
    /** The part of all weight that must have been judged. */
    readonly judgedAtLeast: number
    /** Score from which on a subject is listed. */
    readonly listedFrom: number
  }
}

/** How numbers of an indicator are compared: amounts, counts and days by their ratios, shares by their differences. */
export type Scale = 'log' | 'plain'

/** Limits of what is well; null where there is none. */
export type Band = readonly [low: number | null, high: number | null]

/** Whom a set value was set for; absent of all. `kinds` says nothing of regions and persons; an institution of unknown kind is not among them. */
export interface SetFor {
  readonly kinds?: readonly ProviderKind[]
  readonly grains?: readonly Grain[]
}

/** What a judgement has to know of an indicator. */
export interface JudgedIndicator {
  readonly code: string
  readonly badWhen: BadWhen
  readonly scale: Scale
  /** `value` is numerator ÷ denominator × this. */
  readonly factor: number
  /** Numerator and denominator are counts of rows: chance is that of a share. */
  readonly share: boolean
  /** Its rows are cases, so that few of them are chance. False of accounts, whose rows are sums already. */
  readonly cases: boolean
  readonly target: number | null
  readonly band: Band | null
  /** Bands of institutions of a level, in place of `band`. */
  readonly bandOfLevel: Readonly<Partial<Record<ProviderLevel, Band>>>
  /** Whom target and bands hold for; absent of all. */
  readonly setFor?: SetFor
  /** What a stay of the same disease group usually takes. */
  readonly mix: 'cost' | 'days' | null
}

/** Why nothing is said. Facts only; texts are made elsewhere. */
export type SupervisionRefusal =
  | { readonly code: 'supervision.no-value' }
  | { readonly code: 'supervision.archive-gap'; readonly months: readonly string[] }
  | { readonly code: 'supervision.series-gap'; readonly months: readonly string[] }
  | { readonly code: 'supervision.short-series'; readonly months: number; readonly needed: number }
  | { readonly code: 'supervision.too-few-rows'; readonly rows: number; readonly needed: number }
  | { readonly code: 'supervision.too-few-peers'; readonly peers: number; readonly needed: number }
  | { readonly code: 'supervision.no-peers'; readonly grain: Subject['grain'] }
  | { readonly code: 'supervision.not-positive'; readonly value: number }
  | { readonly code: 'supervision.no-target' }
  | {
      readonly code: 'supervision.not-applicable'
      readonly grain: Subject['grain']
      readonly kind: Subject['kind']
    }
  | { readonly code: 'supervision.too-little-judged'; readonly judged: number; readonly needed: number }

export interface TargetWhy {
  readonly means: 'target'
  readonly low: number | null
  readonly high: number | null
  /** By which part of the limit the value is beyond it; 0 within. */
  readonly beyond: number
}

/** One comparison among peers, in the unit of the indicator, or as a ratio to what the case mix makes expect. */
export interface Comparison {
  readonly value: number
  /** Of the peers, itself included. */
  readonly median: number
  /** On the scale of the comparison: of logarithms it is roughly a part of the median. */
  readonly mad: number
  readonly z: number
  /** Distance to the median as a part of it; of a share at least of a tenth of the whole. */
  readonly part: number
  /** The share of peers below. */
  readonly rank: number
  readonly spreadBy: 'mad' | 'mean-deviation' | 'none'
  /** Standard error by chance, on the scale of the comparison; 0 where the count of rows is all that guards. */
  readonly chance: number
}

export interface CaseMixShare {
  /** What the stays would cost or last at the means of their groups. */
  readonly expected: number
  readonly observed: number
  readonly groups: number
  readonly stays: number
  /** Stays without a group. */
  readonly ungrouped: number
}

export interface OutlierWhy {
  readonly means: 'outlier'
  readonly scale: Scale
  readonly threshold: number
  /** The group's key, what its members have in common, and how many others there are. */
  readonly group: string
  readonly by: readonly string[]
  readonly peers: number
  readonly plain: Comparison
  /** Null without stays in groups. Where there is one, it decides. */
  readonly adjusted: (Comparison & CaseMixShare) | null
}

export interface ChangePoint {
  /** First month of the new level. */
  readonly month: string
  readonly before: number
  readonly after: number
  /** Part of the level before; on the plain scale the difference by the usual level. */
  readonly shift: number
  readonly p: number
}

export interface TrendWhy {
  readonly means: 'trend'
  readonly months: number
  /** Whether a season was taken out. */
  readonly season: boolean
  /** In the unit of the indicator: what this month usually is beside the level; 0 or 1 without season. */
  readonly seasonal: number
  /** To the month before and to the same month of the year before, as parts; null without such a month or at nothing. */
  readonly monthOnMonth: number | null
  readonly yearOnYear: number | null
  /** Theil–Sen: part of the level by which it grows in a year. */
  readonly drift: number
  readonly ewma: { readonly value: number; readonly low: number; readonly high: number; readonly sigma: number }
  readonly changes: readonly ChangePoint[]
  /** A straight line explains the series better than steps. */
  readonly isDrift: boolean
  readonly seed: number
}

export interface RiskReason {
  readonly indicator: string
  readonly means: Means
  readonly weight: number
  /** 0 to 1. */
  readonly strength: number
  /** Its part of the score; all parts add up to it. */
  readonly points: number
}

export type Why = TargetWhy | OutlierWhy | TrendWhy

/** One value under one means. */
export interface Judgement {
  readonly indicator: string
  readonly period: string
  readonly subject: Subject
  readonly means: Means
  readonly value: number | null
  readonly rows: number
  readonly verdict: 'bad' | 'fine' | 'refused'
  /** Null when refused. */
  readonly why: Why | null
  /** All that speaks against judging; the gravest first. */
  readonly refused: readonly SupervisionRefusal[]
}

export interface Risk {
  readonly topic: string
  readonly period: string
  readonly subject: Subject
  /** 0 to 100; null when refused. */
  readonly score: number | null
  /** The part of the topic's weight that was judged. */
  readonly judged: number
  readonly reasons: readonly RiskReason[]
  readonly refused: readonly SupervisionRefusal[]
}
