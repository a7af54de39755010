import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, ok, type Result } from '@yibao/core/kernel'
import type { JobResult } from './job-ports.ts'
import type { Actor } from './operation-log.ts'
import { payAdvance } from './payment-advance.ts'
import type { PaymentDesk, Progress } from './payment-desk.ts'
import { runMonth } from './payment-month.ts'
import type { RunKind } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'
import { clearPaymentYear } from './payment-year.ts'

/** A run as somebody asks for it; plain data. */
export interface PaymentOrder {
  readonly kind: RunKind
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  /** `2025-03`, or `2025` of a year. */
  readonly period: string
  /** Of a month: everything is computed and nothing booked. */
  readonly trial: boolean
  /** Of a month: what cannot be priced waits for the next one. */
  readonly hold: boolean
  /** Of a year: months may be missing. */
  readonly partial: boolean
  /** Of a year: months had several plans, the last one counts. */
  readonly underLast: boolean
}

/** Of runs that are ordered at once only one is carried out. */
export const laneOf = ({ kind, division, scheme, period }: PaymentOrder): string =>
  [division, scheme, kind, period].join('-')

/**
 * Carries out a run, of whatever kind, and tells it in a few plain values: `runId`, `already` closed before, `institutions`, `cases`,
 * `held`, and in fen `fundPayable` and `payable`.
 */
export async function carryOutRun(
  desk: PaymentDesk,
  order: PaymentOrder,
  actor: Actor,
  progress: Progress,
): Promise<Result<JobResult, PaymentRunRefusal>> {
  const { kind, division, scheme, period, trial, hold, partial, underLast } = order
  const about = { kind, division, scheme, period, trial }
  if (kind === 'advance') {
    const paid = await payAdvance(desk, { division, scheme, month: period, actor })
    if (!paid.ok) return paid
    const { run, already, statements, amount, without } = paid.value
    const institutions = statements.length
    return ok({ ...about, runId: run.runId, already, institutions, without: without.length, payable: amount })
  }
  if (kind === 'year') {
    const cleared = await clearPaymentYear(
      desk,
      { division, scheme, year: period, partial, underLast, actor },
      progress,
    )
    if (!cleared.ok) return cleared
    const { run, already, statements, final, held } = cleared.value
    return ok({ ...about, runId: run.runId, already, institutions: statements.length, held, payable: final })
  }
  const month = await runMonth(desk, { division, scheme, month: period, open: trial, hold, actor }, progress)
  if (!month.ok) return month
  const { run, already, resumed, institutions, cases, adjustments, held, fundPayable, payable } = month.value
  const waiting = Object.values(held).reduce((sum, count) => sum + count, 0)
  return ok({
    ...about,
    runId: run.runId,
    already,
    resumed,
    institutions,
    cases,
    adjustments,
    held: waiting,
    fundPayable,
    payable,
  })
}
