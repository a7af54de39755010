import type { IsoDate, LocalDateTime } from '../kernel/index.ts'
import { civilDate, dateOf, ok, parseIsoDate, type Result, refuse } from '../kernel/index.ts'
import type { ReconciliationRefusal } from './refusals.ts'
import { figuresThatDiffer } from './sums.ts'
import type { Claim, ClaimFigures, ClearingApplication, Month } from './types.ts'

const figures = ['personTimes', 'total', 'recognised', 'fund', 'cash', 'account'] as const

/** Reads `setlym` (yyyyMM). Refuses with `reconciliation.bad-month`. */
export function monthNamed(name: string): Result<Month, ReconciliationRefusal> {
  const first = parseIsoDate(`${name.slice(0, 4)}-${name.slice(4)}-01`)
  if (name.length !== 6 || !first.ok) return refuse({ code: 'reconciliation.bad-month', month: name })
  return ok({ name, first: first.value, last: civilDate(Number(name.slice(0, 4)), Number(name.slice(4)), 'end') })
}

/**
 * Whether a claim names one whole month that is over: what is settled later could not be claimed any more.
 *
 * @returns the month, or `reconciliation.bad-month`, `.not-the-month`, `.month-not-over`
 */
export function claimedMonth(claim: Claim, today: IsoDate): Result<Month, ReconciliationRefusal> {
  const month = monthNamed(claim.month)
  if (!month.ok) return month
  const { name, first, last } = month.value
  if (claim.begin !== first || claim.end !== last) {
    return refuse({ code: 'reconciliation.not-the-month', month: name, begin: first, end: last })
  }
  return today > last ? month : refuse({ code: 'reconciliation.month-not-over', month: name, today })
}

export interface ApplicationOrder {
  readonly applicationId: string
  readonly providerCode: string
  readonly msgid: string
  readonly at: LocalDateTime
  readonly claim: Claim
  /** What is on file for that month, type and way. */
  readonly filed: ClaimFigures
  /** The institution's application for the same month, type and way that was not withdrawn; null when there is none. */
  readonly standing: ClearingApplication | null
}

/**
 * Decides on a clearing application (清算申请): the claim must be what is on file, figure by figure.
 *
 * Refusals: `reconciliation.bad-month`, `.not-the-month`, `.month-not-over`, `.already-applied`, `.claim-differs`.
 */
export function applicationOf(order: ApplicationOrder): Result<ClearingApplication, ReconciliationRefusal> {
  const { claim, standing, applicationId, providerCode, msgid, at } = order
  const month = claimedMonth(claim, dateOf(at))
  if (!month.ok) return month
  if (standing !== null) {
    const { applicationId: earlier } = standing
    return refuse({ code: 'reconciliation.already-applied', month: claim.month, applicationId: earlier })
  }
  const differences = figuresThatDiffer(figures, claim.figures, order.filed)
  if (differences.length > 0) return refuse({ code: 'reconciliation.claim-differs', differences })
  return ok({ ...claim, applicationId, providerCode, msgid, at, state: 'applied' })
}

/**
 * Takes an application back (清算申请撤销), as long as nobody decided on it. An application of another institution is as
 * unknown as one that nobody made.
 *
 * Refusals: `reconciliation.unknown-application`, `.not-open`.
 */
export function withdrawalOf(
  application: ClearingApplication | null,
  order: { readonly applicationId: string; readonly providerCode: string },
): Result<ClearingApplication, ReconciliationRefusal> {
  const { applicationId, providerCode } = order
  if (application === null || application.providerCode !== providerCode) {
    return refuse({ code: 'reconciliation.unknown-application', applicationId })
  }
  const { state } = application
  if (state !== 'applied') return refuse({ code: 'reconciliation.not-open', applicationId, state })
  return ok({ ...application, state: 'withdrawn' })
}
