import type { SchemeCode } from '../encounter/index.ts'
import type { DivisionCode, Fen, IsoDate } from '../kernel/index.ts'
import type { Points } from './parameter-types.ts'

/** Why payment does not answer. Facts, no sentences. */
export type PaymentRefusal =
  | {
      readonly code: 'payment.no-plan'
      readonly division: DivisionCode
      readonly scheme: SchemeCode
      readonly on: IsoDate
    }
  | {
      readonly code: 'payment.outside-plan'
      readonly plan: string
      readonly caseId: string
      readonly field: string
      readonly value: string
    }
  | { readonly code: 'payment.bad-case'; readonly caseId: string; readonly field: string; readonly value: string }
  | {
      readonly code: 'payment.not-grouped'
      readonly plan: string
      readonly caseId: string
      readonly grouping: 'drg' | 'dip'
    }
  | { readonly code: 'payment.invalid-record'; readonly plan: string; readonly caseId: string }
  | { readonly code: 'payment.no-method'; readonly plan: string; readonly caseId: string }
  | { readonly code: 'payment.no-reduction'; readonly plan: string; readonly caseId: string; readonly status: string }
  | {
      readonly code: 'payment.no-parameter'
      readonly plan: string
      readonly parameter: string
      readonly on: IsoDate
      readonly asked: Readonly<Record<string, string>>
      readonly reason: 'no-row' | 'before-first' | 'repealed'
    }
  | {
      readonly code: 'payment.institution-without-level'
      readonly plan: string
      readonly parameter: string
      readonly institution: string
    }
  | { readonly code: 'payment.no-table'; readonly plan: string; readonly table: string; readonly on: IsoDate }
  | {
      readonly code: 'payment.group-without-weight'
      readonly plan: string
      readonly table: string
      readonly group: string
      readonly on: IsoDate
    }
  | {
      readonly code: 'payment.group-without-mean'
      readonly plan: string
      readonly table: string
      readonly group: string
      readonly of: 'cost' | 'stay' | 'level'
    }
  | { readonly code: 'payment.zero-divisor'; readonly plan: string; readonly parameter: string; readonly on: IsoDate }
  | { readonly code: 'payment.no-budget'; readonly plan: string; readonly year: number; readonly pool: string }
  | {
      readonly code: 'payment.budget-zero'
      readonly plan: string
      readonly year: number
      readonly pool: string
      readonly money: Fen
    }
  | {
      readonly code: 'payment.budget-spent'
      readonly plan: string
      readonly year: number
      readonly pool: string
      readonly pot: Fen
      readonly money: Fen
    }
  | { readonly code: 'payment.no-points'; readonly plan: string; readonly year: number; readonly pool: string }
  | { readonly code: 'payment.no-point-value'; readonly plan: string; readonly pool: string; readonly needed: string }
  | { readonly code: 'payment.no-rule'; readonly plan: string; readonly rule: string }
  | { readonly code: 'payment.no-basis'; readonly plan: string; readonly institution: string; readonly basis: string }
  | {
      readonly code: 'payment.no-assessment'
      readonly plan: string
      readonly institution: string
      readonly year: number
    }
  | { readonly code: 'payment.no-people'; readonly plan: string; readonly institution: string }
  | { readonly code: 'payment.no-band'; readonly plan: string; readonly value: string; readonly of: string }
  | { readonly code: 'payment.bad-month'; readonly month: string }
  | { readonly code: 'payment.review-other-case'; readonly reviewId: string; readonly caseId: string }
  | { readonly code: 'payment.review-same-person'; readonly reviewId: string; readonly person: string }
  | { readonly code: 'payment.review-too-few'; readonly reviewId: string; readonly reviewers: number }
  | { readonly code: 'payment.review-kind'; readonly plan: string; readonly caseId: string; readonly kind: string }
  | {
      readonly code: 'payment.review-over-cap'
      readonly plan: string
      readonly institution: string
      readonly discharges: number
      readonly most: number
      readonly applied: number
    }
  | {
      readonly code: 'payment.budgets-over-fund'
      readonly plan: string
      readonly year: number
      readonly fund: Fen
      readonly sum: Fen
    }
  /** So few points share so much that a point has no value that can be written. */
  | {
      readonly code: 'payment.too-few-points'
      readonly plan: string
      readonly year: number
      readonly pool: string
      readonly points: Points
    }
