import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Actor, actorName, operationOf } from './operation-log.ts'
import { reopeningEntries } from './payment-books.ts'
import type { MonthAsked, PaymentDesk } from './payment-desk.ts'
import type { PaymentRun, RunKind } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

export interface ReopenOrder extends Omit<MonthAsked, 'month'> {
  readonly kind: RunKind
  readonly period: string
  /** The run that was looked at: another one that stands in its place by now is not undone. */
  readonly runId?: string
  readonly reason: string
  readonly actor: Actor
}

export interface ReopenReport {
  readonly run: PaymentRun
  /** The run was not finished: nothing of it had been booked, and nothing of it is left. */
  readonly discarded: boolean
  readonly entries: number
}

/**
 * Undoes the run of a period: an unfinished one is taken away, a closed one gets the opposite of each of its entries and counts no more.
 * Only the last period can be undone; an advance only before its month, a month whose year was cleared only after the year.
 */
export async function reopenPeriod(
  desk: PaymentDesk,
  { division, scheme, kind, period, runId, reason, actor }: ReopenOrder,
): Promise<Result<ReopenReport, PaymentRunRefusal>> {
  const scope = { division, schemes: [scheme] }
  const work = async (): Promise<Result<ReopenReport, PaymentRunRefusal>> => {
    const run = await desk.runs.standing(kind, scope, period)
    if (run === null || (runId ?? run.runId) !== run.runId) return refuse({ code: 'payment.no-run', period })
    const operation = operationOf(desk, actor, {
      action: 'payments.reopen',
      target: run.runId,
      reason,
      details: { kind, period, state: run.state },
    })
    if (run.state === 'running') {
      await desk.runs.discard(run.runId, operation)
      return ok({ run, discarded: true, entries: 0 })
    }
    const after = kind === 'year' ? [] : await desk.runs.closedAfter(scope, period)
    // The month offset its advance.
    const offset = kind === 'advance' ? await desk.runs.standing('month', scope, period) : null
    const later = offset ?? after.find(({ runId }) => runId !== run.runId)
    if (later !== undefined) return refuse({ code: 'payment.later-closed', month: period, later: later.period })
    const at = desk.now()
    const entries = reopeningEntries({ run, newId: desk.newId, at }, await desk.runs.entriesOf(run.runId))
    await desk.runs.reopen({ run, entries, at, by: actorName(actor), reason, operation })
    return ok({ run, discarded: false, entries: entries.length })
  }
  const done = await desk.runs.locked(division, work)
  return done.ok ? done.value : refuse({ code: 'payment.busy', division })
}
