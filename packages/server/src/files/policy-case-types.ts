import type { BillTotals, DescribedLine } from '@yibao/core/benefit'
import type { ProviderLevel } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate } from '@yibao/core/kernel'
import type { Facts, FormulaKind, Place } from '@yibao/core/policy'
import type { Spot } from './policy-sheet.ts'

/** The amounts that a case may expect of one line. */
export const lineAmounts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const
type LineAmount = (typeof lineAmounts)[number]

/** What the head of a case may leave out. */
export const headOptions = ['zh', 'id', 'note'] as const

/** What is written at the head of every case. */
export type HeadFields = Readonly<Record<'name' | 'on', Spot> & Record<(typeof headOptions)[number], Spot | null>>

/** What every case has. */
export interface CaseHead {
  /** In English; tells one case of a region from all others. */
  readonly name: string
  /** The same in Chinese; null where its author wrote none. */
  readonly zh: string | null
  /** The id of the published or derived example that the case restates; null for one of our own. */
  readonly id: string | null
  readonly division: DivisionCode
  readonly on: IsoDate
  readonly note: string | null
  readonly place: Place
}

/** What a case says about one line of a bill; its terms come from the region's rules for lines. */
export interface CaseLine extends DescribedLine {
  readonly place: Place
}

/** The bill of a visit: its sums with the eligible part that lies in streams, or its lines. */
export type CaseBill =
  | { readonly totals: BillTotals; readonly streams: Readonly<Record<string, Fen>> }
  | { readonly lines: readonly CaseLine[] }

/** What a case expects under a name: fen, millionths of a share or a number, or the code of a refusal. */
export type ExpectedValue =
  | { readonly name: string; readonly kind: FormulaKind; readonly value: number; readonly text: string }
  | { readonly name: string; readonly kind: 'refusal'; readonly code: string }

export interface Expectation {
  readonly values: readonly ExpectedValue[]
  readonly classes: Readonly<Record<string, string>>
  /** What the bill adds to running totals, by code. */
  readonly added: Readonly<Record<string, Fen>>
  /** The code of the refusal that is expected instead. */
  readonly refused: string | null
}

/** One of the visits of a case, in their order. */
export interface CaseVisit {
  readonly on: IsoDate
  readonly admission: IsoDate | null
  readonly discharge: IsoDate | null
  readonly stay: string
  readonly episode: string
  readonly facts: Facts
  /** Null when only the rules are asked. */
  readonly bill: CaseBill | null
  /** Running totals before the visit where the case sets them; others go on from the visits before. */
  readonly used: Readonly<Record<string, Fen>>
  /** The balance of the personal account where the case sets it; null goes on from the visit before. */
  readonly account: Fen | null
  /** What relatives let the person use, where the case sets it; null goes on from the visit before. */
  readonly family: Fen | null
  readonly accountUsed: boolean
  readonly expect: Expectation
  readonly place: Place
}

/** Bills or questions under one plan. */
export interface BillCase extends CaseHead {
  readonly kind: 'bill'
  readonly plan: string
  /** The other reading of the plan's text that is taken; null for the plan itself. */
  readonly reading: string | null
  /** At least one. */
  readonly visits: readonly CaseVisit[]
}

/** One bill line under the coverage rules of a region. */
export interface ItemCase extends CaseHead {
  readonly kind: 'item'
  readonly item: CaseLine & { readonly level: ProviderLevel }
  readonly expect: Readonly<Partial<Record<LineAmount, Fen>>>
}
