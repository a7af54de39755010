import type { CareKind, ProviderKind, ProviderLevel, SchemeCode } from '../encounter/index.ts'
import type { Fen, IsoDate, Quantity } from '../kernel/index.ts'
import type { AuditExpression } from './expression.ts'

/** 事前 before care (3101), 事中 at settlement (3102, and inside quote and settle), 事后 over the archive. */
export type AuditMoment = 'pre' | 'in' | 'post'

export type RuleClass = 'policy' | 'management' | 'clinical' | 'behaviour' | 'drg-dip' | 'agency'

/** How sure a hit is: a clear breach, something to look into, a word of advice. The first is the strongest. */
export type AuditSeverity = 'violation' | 'suspect' | 'remind'

/** What happens at settlement: the amount at stake is taken out, the bill is refused, or it passes with a mark. After it, all are marks. */
export type AuditAction = 'refuse' | 'deduct' | 'mark'

/** Who bears what is deducted: the institution, which may not charge the person, or the person, as for any item that is not covered. */
export type DeductionBearer = 'institution' | 'person'

/** For which visits a rule is; an absent list is for all. */
export interface RuleScope {
  readonly care?: readonly CareKind[]
  readonly schemes?: readonly SchemeCode[]
  readonly levels?: readonly ProviderLevel[]
  readonly kinds?: readonly ProviderKind[]
  readonly medTypes?: readonly string[]
}

/** What a rule looks at one by one: lines, visits, diagnoses, operations, or the rows of a side table. */
export type Subject =
  | { readonly of: 'line' | 'visit' | 'diagnosis' | 'operation' }
  | { readonly of: 'side'; readonly table: string }

/** How far apart rows may be to be looked at together. */
export type Within =
  | { readonly unit: 'visit' | 'day' | 'month' | 'year' | 'all' }
  /** A natural day of a stay or visit. */
  | { readonly unit: 'visit-day' }
  /** The last so many days, hours or minutes up to and with the row in hand. */
  | { readonly unit: 'days' | 'hours' | 'minutes'; readonly length: AuditExpression }

/** Rows that share a value are looked at together: `line.item`, `line.doctor`, `point.group` … */
export type Key = AuditExpression

export type Measure =
  | { readonly of: 'count' }
  /** Sums a number; money and quantities stay whole numbers. */
  | { readonly of: 'sum'; readonly value: AuditExpression }
  /** How many different values. */
  | { readonly of: 'distinct'; readonly value: AuditExpression }

/** What money is in question of a hit. `excess` of a measure beyond its limit, in shares of the amounts of the lines. */
export type Stake = 'line' | 'excess' | 'visit' | 'fund' | 'none' | AuditExpression

/** 一行一行看: each row is held against a condition, with the knowledge point of its item when a table is named. */
export interface MatchKind {
  readonly kind: 'match'
  readonly each: Subject
  readonly when: AuditExpression
}

/** Counts or sums rows that belong together and holds the sum against a limit; a hit is on the row that goes beyond it and on each after. */
export interface CountKind {
  readonly kind: 'count'
  readonly each: Subject
  readonly where: AuditExpression | null
  readonly per: readonly Key[]
  readonly within: Within
  readonly measure: Measure
  readonly limit: AuditExpression
  /** `over`: beyond the limit; `reach`: at the limit already. */
  readonly hit: 'over' | 'reach'
}

/** Two rows that must not stand together: of a table of pairs (columns `first` and `second` of item codes), or by a condition on `a` and `b`. */
export interface PairKind {
  readonly kind: 'pair'
  readonly each: Subject
  readonly first: AuditExpression | null
  readonly second: AuditExpression | null
  readonly per: readonly Key[]
  /** The later within so much of the earlier. */
  readonly within: Within
  /** Over `a` and `b`; `a` is the earlier, or the first of a table's pair. */
  readonly when: AuditExpression | null
}

/** A row that needs another: an assessment before a therapy, a first-line drug before the second, a document. */
export interface PartnerKind {
  readonly kind: 'partner'
  readonly each: Subject
  readonly where: AuditExpression | null
  readonly needs: Subject
  /** Over `a`, the row in hand, and `b`, the one looked for. */
  readonly which: AuditExpression
  readonly within: Within
  /** Where the other may stand: before the row (with its own time), or on either side of it. */
  readonly direction: 'before' | 'around'
}

/** Two sums held against each other: `left op factor × right + allowance`. */
export interface CompareKind {
  readonly kind: 'compare'
  readonly left: Side
  readonly right: Side
  readonly per: readonly Key[]
  readonly within: Within
  readonly op: '>' | '<' | '!='
  readonly factor: AuditExpression
  readonly allowance: AuditExpression
  /** Nothing is said of groups smaller than this: of the left or the right sum. */
  readonly leftAtLeast: AuditExpression | null
  readonly rightAtLeast: AuditExpression | null
}

/** One sum of a comparison. Its keys line up with `per`. */
export interface Side {
  readonly each: Subject
  readonly where: AuditExpression | null
  readonly keys: readonly Key[]
  readonly measure: Measure
}

export type RuleKind = MatchKind | CountKind | PairKind | PartnerKind | CompareKind

/** Whose rows are looked at together. All but `person` are for the archive only. */
export type Partition = 'person' | 'provider' | 'doctor' | 'terminal' | 'device' | 'side'

/** One rule as it stands on one day, with the overrides of a region applied. */
export interface AuditRule {
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly class: RuleClass
  /** The clause that the rule protects. */
  readonly basis: string
  readonly moments: readonly AuditMoment[]
  readonly scope: RuleScope
  readonly severity: AuditSeverity
  readonly action: AuditAction
  readonly bears: DeductionBearer
  readonly stake: Stake
  /** The name of its knowledge table; null without one. */
  readonly table: string | null
  readonly partition: Partition
  /** How far back it looks, in days; 0 for the visit alone. */
  readonly lookback: number
  /** Numbers and texts that a region may override: `param.x` in expressions. */
  readonly parameters: Readonly<Record<string, number | string | readonly string[]>>
  readonly does: RuleKind
  /** Where one of these holds, there is no hit. Over the same names as the condition. */
  readonly exceptions: readonly { readonly name: string; readonly when: AuditExpression }[]
  /** What a doctor reads, with `{line.name}` and the like in braces: zh and en. */
  readonly says: { readonly zh: string; readonly en: string }
  readonly weight: number
  readonly range: { readonly from: IsoDate; readonly until: IsoDate | null }
}

/** One point of knowledge: about an item by its code or the beginning of its code, or about a pair of items. */
export interface KnowledgePoint {
  /** The point's own number: with the table's name it is evidence. */
  readonly point: string
  /** The columns of the table: `limit`, `group`, `within`, `sex`, `min`, `max`, `indications` … */
  readonly values: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
  readonly basis: string
}

export interface KnowledgeTable {
  readonly table: string
  /** How an item finds its points: its whole code, or the beginning of it. */
  readonly key: 'code' | 'prefix'
  /** Points by item code or prefix. Of a table of pairs: by the first code. */
  readonly points: ReadonlyMap<string, readonly KnowledgePoint[]>
  /** A table of pairs has the second item's code in `values.second`. */
  readonly pairs: boolean
}

/** What is in force together: rules and their tables. `digest` names the whole. */
export interface AuditRelease {
  readonly digest: string
  readonly rules: readonly AuditRule[]
  readonly tables: ReadonlyMap<string, KnowledgeTable>
}

/** One fact that a hit stood on, by the name that the rule gave it. */
export interface FindingFact {
  readonly name: string
  readonly value: string | number | boolean | null | readonly string[]
}

/** 违规 or 疑点: what a rule found, with all it stood on. */
export interface AuditFinding {
  readonly rule: string
  /** The version of the rule: the day from which it stands. */
  readonly ruleFrom: IsoDate
  readonly severity: AuditSeverity
  readonly action: AuditAction
  readonly bears: DeductionBearer
  /** Empty of what is no visit's: a finding of a doctor's day. */
  readonly insuredId: string
  readonly visitId: string
  /** Null of a finding about the whole visit or group. */
  readonly lineId: string | null
  /** Of a finding about a group: what its rows share. */
  readonly group: readonly string[]
  readonly on: IsoDate
  /** In fen; what is in question. */
  readonly stake: Fen
  /** Of an excess: how much of the line's quantity. */
  readonly quantity: Quantity | null
  readonly point: { readonly table: string; readonly point: string; readonly basis: string } | null
  readonly facts: readonly FindingFact[]
  /** Other rows that it stands on: `visit/line`. */
  readonly beside: readonly string[]
}

/** A rule that could not be evaluated, and for want of what; counted, never "no hit". */
export interface NotEvaluated {
  readonly rule: string
  /** `line.supplyDays`, `side.lab`, `history` … */
  readonly missing: string
  readonly count: number
}

export interface AuditResult {
  /** In the order of precedence: clear breach before suspect, bigger amount first, then rule code. */
  readonly findings: readonly AuditFinding[]
  readonly notEvaluated: readonly NotEvaluated[]
}

/** What is taken out of one line: by the first finding of it in the order of precedence, never more than the line. */
export interface Deduction {
  readonly lineId: string
  readonly visitId: string
  readonly rule: string
  readonly bears: DeductionBearer
  readonly amount: Fen
}
