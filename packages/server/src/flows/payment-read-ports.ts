import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { HeldReason, MonthCase } from '@yibao/core/payment'
import type { FiledReview, ReviewState } from './payment-review-ports.ts'
import type { FiledStatement, InstitutionEntry, PaymentRun, RunKind } from './payment-run-ports.ts'
import type { Belongs } from './rest-ports.ts'

/** Where a page of payments ends, as the store writes and reads it. */
type PaymentKey = string

export interface ShownRun extends PaymentRun {
  /** Statements within reach. */
  readonly statements: number
}

export interface ShownStatement extends FiledStatement, Belongs {
  readonly number: string
  readonly noticeNumber: string
  readonly kind: RunKind
  readonly period: string
  readonly stands: boolean
  readonly issuedAt: LocalDateTime
}

export interface ShownCase extends MonthCase, Belongs {
  readonly runId: string
}

/** A region and insurance that pays by cases, and how far it has come. */
export interface PaymentScopeRow {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly planId: string
  readonly planName: { readonly zh: string; readonly en: string }
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly closedMonth: string | null
  readonly clearedYear: string | null
  readonly unfinished: {
    readonly runId: string
    readonly kind: RunKind
    readonly period: string
    readonly institutions: number
    readonly done: number
  } | null
}

/** A case without its trace, for lists. */
export type CaseRow = Omit<ShownCase, 'score' | 'price' | 'groups' | 'refusal' | 'factsDigest' | keyof Belongs> & {
  readonly refusal: HeldReason | null
}

/** What a desk asks of real runs; every list is bounded by a reach and a page. */
export interface PaymentReads {
  runs(
    filter: {
      readonly runId: string | null
      readonly kind: RunKind | null
      readonly scheme: SchemeCode | null
      readonly period: string | null
    },
    reach: Reach,
    after: PaymentKey | null,
    limit: number,
  ): Promise<readonly ShownRun[]>
  statements(
    filter: { readonly runId: string | null; readonly providerCode: string | null; readonly period: string | null },
    reach: Reach,
    after: PaymentKey | null,
    limit: number,
  ): Promise<readonly ShownStatement[]>
  statement(runId: string, providerCode: string): Promise<ShownStatement | null>
  entries(runId: string, providerCode: string): Promise<readonly InstitutionEntry[]>
  /** The run is real, or a trial; its cases come by institution and number. */
  cases(
    filter: {
      readonly runId: string
      readonly providerCode: string | null
      readonly role: MonthCase['role'] | null
      readonly isTrial: boolean
    },
    reach: Reach,
    after: { readonly providerCode: string; readonly caseId: string } | null,
    limit: number,
  ): Promise<readonly CaseRow[]>
  /** How many cases of an institution wait in a run. */
  held(runId: string, providerCode: string): Promise<number>
  isRun(runId: string): Promise<boolean>
  /** Whether it is a trial, over, and its region within reach. */
  isTrial(runId: string, reach: Reach): Promise<boolean>
  /** A real run that is no longer under way; null of any other. */
  run(runId: string): Promise<PaymentRun | null>
  /** The plan that was taken up last of each region and insurance within reach. */
  scopes(reach: Reach): Promise<readonly PaymentScopeRow[]>
  case(runId: string, caseId: string): Promise<ShownCase | null>
  /** Every run that accounts for a case, oldest first. */
  caseHistory(caseId: string): Promise<readonly ShownCase[]>
  reviews(
    filter: {
      readonly reviewId: string | null
      readonly providerCode: string | null
      readonly state: ReviewState | null
    },
    reach: Reach,
    after: PaymentKey | null,
    limit: number,
  ): Promise<readonly FiledReview[]>
}
