import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, Fen, IsoDate, LocalDateTime, Result } from '@yibao/core/kernel'
import type { JournalEntry } from '@yibao/core/ledger'
import type {
  BudgetProgress,
  CapitationCharges,
  CaseScore,
  Clearing,
  ClearingFinding,
  GroupTable,
  MonthUse,
  PartPricing,
  PartSums,
  PaymentPlan,
  PricedCase,
  Statement,
  Step,
  UsedValue,
} from '@yibao/core/payment'
import type { CapitatedInstitution, FoundCapitation } from './capitation-ports.ts'
import type { Operation } from './operation-log.ts'
import type { PaymentScope } from './payment-ports.ts'

/** A plan with its tables of weights, and the hash of both. */
export interface PaymentLaw {
  readonly hash: string
  readonly plan: PaymentPlan
  readonly tables: readonly GroupTable[]
}

export interface KeptPlan {
  readonly hash: string
  readonly planId: string
  readonly division: DivisionCode
  readonly schemes: readonly SchemeCode[]
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly takenUpAt: LocalDateTime | null
}

/** Payment plans; what was kept once is never changed. */
export interface PlanStore {
  /** @param takenUp whether it is in force from now on; else it is only kept */
  keep(law: PaymentLaw, at: LocalDateTime, takenUp: boolean): Promise<void>
  byHash(hash: string): Promise<PaymentLaw | null>
  /** Those taken up for the insurance, the last first. */
  takenUp(division: DivisionCode, scheme: SchemeCode): Promise<readonly PaymentLaw[]>
  /** Of those taken up for the insurance whose days hold the day, the one taken up last. */
  inForce(division: DivisionCode, scheme: SchemeCode, on: IsoDate): Promise<PaymentLaw | null>
  all(): Promise<readonly KeptPlan[]>
}

export type RunKind = 'advance' | 'month' | 'year'

export interface PaymentRun {
  readonly runId: string
  readonly kind: RunKind
  /** A `shadow` books nothing. */
  readonly purpose: 'real' | 'shadow'
  readonly division: DivisionCode
  readonly schemes: readonly SchemeCode[]
  /** `2025-03`, or `2025` of a year. */
  readonly period: string
  readonly planHash: string
  readonly drgScheme: string | null
  readonly dipDirectory: string | null
  /** Of a shadow: the real run whose cases it prices; null when it prices what was collected. */
  readonly beside: string | null
  readonly state: 'running' | 'closed' | 'reopened'
  /** How often the period was begun, 1 the first time. */
  readonly issue: number
  /** The month was not over yet. */
  readonly early: boolean
  readonly figures: RunFigures | null
  readonly startedAt: LocalDateTime
  readonly startedBy: string
  readonly closedAt: LocalDateTime | null
  readonly reopenedAt: LocalDateTime | null
  readonly reason: string | null
}

/** What holds for a run as a whole. */
export interface RunFigures {
  readonly pointValues: readonly UsedValue[]
  /** Of a year: what the region shares, with its trace. */
  readonly reserve?: Fen
  readonly overspendAsked?: Fen
  readonly overspendShared?: Fen
  readonly findings?: readonly ClearingFinding[]
  readonly steps?: readonly Step[]
}

export interface RunPart {
  readonly providerCode: string
  readonly cases: number
  readonly sums: PartSums
}

/** A statement as it is filed; the content is core's own. */
export interface FiledStatement {
  readonly providerCode: string
  readonly runId: string
  /** Null of a shadow. */
  readonly number: string | null
  readonly noticeNumber: string | null
  readonly cases: number
  readonly adjustments: number
  readonly fundBooked: Fen
  readonly fundPayable: Fen
  readonly deducted: Fen
  readonly withheld: Fen
  readonly offsetAdvance: Fen
  readonly appropriated: Fen
  readonly content: StatementContent
}

export type StatementContent =
  | {
      readonly kind: 'month'
      readonly statement: Statement
      readonly sums: PartSums
      /** Of a month in which a plan paid by heads. */
      readonly capitation?: StatementCapitation
      /** Of an institution with a budget of its own. */
      readonly budget?: BudgetProgress
    }
  | { readonly kind: 'advance'; readonly amount: Fen; readonly steps: readonly Step[] }
  | { readonly kind: 'year'; readonly clearing: Clearing; readonly recognised: Fen }

/** What a month's statement says of heads: who, how much, and what was charged; the steps stand among those of the statement. */
export interface StatementCapitation extends CapitationCharges {
  readonly people: CapitatedInstitution['people']
  readonly amount: Fen
}

/** An entry of an institution's journal. */
export interface InstitutionEntry {
  readonly providerCode: string
  readonly entry: JournalEntry
}

/** Everything that ends a run, written at once or not at all. */
interface RunClosing {
  readonly run: PaymentRun
  readonly figures: RunFigures
  readonly statements: readonly FiledStatement[]
  readonly entries: readonly InstitutionEntry[]
  readonly at: LocalDateTime
  readonly operation: Operation
}

interface FiledDeduction {
  readonly deductionId: string
  readonly providerCode: string
  readonly month: string
  readonly amount: Fen
  readonly reason: string
}

/** What an institution charged the fund with, month by month. */
export interface InstitutionUses {
  readonly providerCode: string
  readonly level: string | null
  readonly uses: readonly MonthUse[]
}

/** An institution of the run with what the month's statement needs beside its cases. */
export interface MonthGround {
  readonly deductions: readonly FiledDeduction[]
  /** Advances for the month, by institution. */
  readonly advances: Readonly<Record<string, Fen>>
  /** What the statement before could not take off, by institution. */
  readonly carriedIn: Readonly<Record<string, Fen>>
  /** Fund charges that the year's closed months before accounted for, by institution and month, of all insurances of the plan. */
  readonly usedBefore: Readonly<Record<string, readonly MonthUse[]>>
}

/** What an advance may be based on, of an institution that pays part of the division's stays. */
export interface AdvanceBasis {
  readonly providerCode: string
  readonly level: string | null
  /** Fund charges of its stays settled in the month before, as far as they were collected or closed. */
  readonly filedOfMonth: Fen | null
  /** Recognised by the closed months of the year before. */
  readonly paidLastYear: Fen | null
}

/** What the months of a year brought to an institution, and how it was assessed. */
export interface InstitutionYearFacts {
  readonly providerCode: string
  readonly level: string | null
  /** Recognised by months, by insurance in the order of the scope. */
  readonly recognised: readonly Fen[]
  readonly deposit: Fen
  readonly monthsPaid: Fen
  readonly advances: Fen
  readonly advancesOffset: Fen
  /** What months gave for heads and what was charged under them; null of one that no month paid so. */
  readonly capitation: (CapitationCharges & { readonly amount: Fen }) | null
  /** Those that closed months took off. */
  readonly deductions: readonly FiledDeduction[]
  /** Millionths of a score, 92.5 is 92500000; null when nobody assessed it. */
  readonly assessment: number | null
}

/** What one institution's cases come to in two runs. */
export interface InstitutionDifference {
  readonly providerCode: string
  readonly name: string
  readonly cases: number
  /** Of the real run and of the shadow. */
  readonly before: Fen
  readonly after: Fen
  readonly difference: Fen
  readonly pointsBefore: number
  readonly pointsAfter: number
  /** Cases that the shadow could not price. */
  readonly held: number
  readonly changed: number
}

/** A case that two runs price differently. */
export interface CaseDifference {
  readonly providerCode: string
  readonly caseId: string
  readonly groupBefore: string | null
  readonly groupAfter: string | null
  readonly kindBefore: string
  readonly kindAfter: string
  readonly before: Fen
  readonly after: Fen
  readonly difference: Fen
}

/** What a closed month said of a case. */
export interface CaseOfYear {
  readonly score: CaseScore
  readonly price: PricedCase
  /** The plan that priced it. */
  readonly planHash: string
  /** The month that accounts for it, `2025-03`. */
  readonly month: string
}

export interface RunStore {
  /** Holds the division for one work at a time, until it is done or the process is gone. Refuses when somebody else has it. */
  locked<T>(division: DivisionCode, work: () => Promise<T>): Promise<Result<T, 'busy'>>
  run(runId: string): Promise<PaymentRun | null>
  /** The real run of a period that was not reopened. */
  standing(kind: RunKind, scope: PaymentScope, period: string): Promise<PaymentRun | null>
  /** All runs, newest first. */
  runs(filter: RunFilter): Promise<readonly PaymentRun[]>
  /** How often a real run of the period was reopened. */
  reopenedTimes(kind: RunKind, scope: PaymentScope, period: string): Promise<number>
  /** Months before one, of the last two years, in which a plan was in force and stays ended, which no standing run closed. */
  openMonthsBefore(scope: PaymentScope, month: string): Promise<readonly string[]>
  /** Standing real runs whose period lies in the range of months or that clear its year. */
  closedAfter(scope: PaymentScope, month: string): Promise<readonly PaymentRun[]>
  /** Begins a run with the institutions that have cases, deductions or advances in it. */
  /** @param capitated what the run found of capitation; these institutions have a part in it as well */
  begin(run: PaymentRun, capitated?: FoundCapitation): Promise<void>
  partsToDo(runId: string): Promise<{ readonly waiting: readonly string[]; readonly all: number }>
  pricePart(run: PaymentRun, providerCode: string, pricing: PartPricing): Promise<void>
  /** The last word of the year's closed months on each case of an institution that stands, some at a time. */
  casesOfYear(scope: PaymentScope, year: string, providerCode: string): AsyncIterable<readonly CaseOfYear[]>
  finishPart(runId: string, providerCode: string, sums: PartSums): Promise<void>
  parts(runId: string): Promise<readonly RunPart[]>
  /** Statements of a run in the order of institutions. */
  statements(runId: string): Promise<readonly FiledStatement[]>
  /**
   * Fund charges of a year by institution and month: of closed months what they accounted for, of others what was collected. In order.
   */
  usesOfYear(scope: PaymentScope, year: string): Promise<readonly InstitutionUses[]>
  /** In the order of institutions, which is that of their codes. */
  yearFacts(scope: PaymentScope, year: string): Promise<readonly InstitutionYearFacts[]>
  /** Cases of a year's closed months that wait still: its clearing knows nothing of them. */
  heldOfYear(scope: PaymentScope, year: string): Promise<number>
  /** Institutions with cases of the division in the last twelve months, in order. */
  advanceBases(scope: PaymentScope, month: string): Promise<readonly AdvanceBasis[]>
  /** @param schemes all insurances of the plan, which budgets are of */
  monthGround(scope: PaymentScope, month: string, schemes: PaymentScope['schemes']): Promise<MonthGround>
  close(closing: RunClosing): Promise<void>
  /** Takes away an unfinished run whole. */
  discard(runId: string, operation: Operation): Promise<void>
  /** Institutions of a shadow beside the real run, those that lose most first. */
  differences(shadow: string, real: string): Promise<readonly InstitutionDifference[]>
  /** The largest differences of cases, either way. */
  caseDifferences(shadow: string, real: string, limit: number): Promise<readonly CaseDifference[]>
  /**
   * Takes away trials and comparisons beyond the newest of each period; a few of each are kept anyway when another is finished.
   * @returns how many
   */
  pruneShadows(keep: number, operation: Operation): Promise<number>
  entriesOf(runId: string): Promise<readonly InstitutionEntry[]>
  /** Undoes a closed run: its entries get their opposites, its statements count no more. */
  reopen(reopening: {
    readonly run: PaymentRun
    readonly entries: readonly InstitutionEntry[]
    readonly at: LocalDateTime
    readonly by: string
    readonly reason: string
    readonly operation: Operation
  }): Promise<void>
}

interface RunFilter {
  readonly division: DivisionCode | null
  readonly scheme: SchemeCode | null
  readonly kind: RunKind | null
  readonly period: string | null
  readonly purpose: PaymentRun['purpose'] | null
  readonly limit: number
}
