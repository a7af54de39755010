import type { IsoDate } from '@yibao/core/kernel'
import type { PaymentRefusal } from '@yibao/core/payment'

/** What a flow of payments may refuse with, beside everything that core refuses. */
export type PaymentRunRefusal =
  | PaymentRefusal
  | { readonly code: 'payment.busy'; readonly division: string }
  | { readonly code: 'payment.month-not-over'; readonly month: string; readonly today: IsoDate }
  | { readonly code: 'payment.year-not-over'; readonly year: string; readonly today: IsoDate }
  | { readonly code: 'payment.month-closed'; readonly month: string; readonly runId: string }
  | { readonly code: 'payment.run-unfinished'; readonly month: string; readonly runId: string }
  | {
      readonly code: 'payment.plan-changed'
      readonly month: string
      readonly runId: string
      readonly under: string
      readonly inForce: string
      readonly closed: boolean
    }
  | { readonly code: 'payment.earlier-month-open'; readonly month: string; readonly open: readonly string[] }
  | { readonly code: 'payment.later-closed'; readonly month: string; readonly later: string }
  | { readonly code: 'payment.months-missing'; readonly year: string; readonly months: readonly string[] }
  | { readonly code: 'payment.no-cases'; readonly month: string }
  | { readonly code: 'payment.no-run'; readonly period: string }
  | { readonly code: 'payment.no-grouper'; readonly kind: 'drg' | 'dip'; readonly name: string; readonly on: IsoDate }
  | {
      readonly code: 'payment.plans-differ'
      readonly year: string
      readonly hashes: readonly string[]
      /** It was to be cleared under the last of them, but that is not the last plan of each of its insurances. */
      readonly asked: boolean
    }
  | {
      readonly code: 'payment.cases-refused'
      readonly month: string
      readonly cases: number
      readonly byCode: Readonly<Record<string, number>>
      readonly first: readonly PaymentRefusal[]
    }
