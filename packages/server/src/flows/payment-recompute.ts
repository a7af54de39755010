import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, ok, type Result, refuse } from '@yibao/core/kernel'
import { type CaseToPrice, monthValues, type PartPricing, partPricing } from '@yibao/core/payment'
import { type Actor, actorName, operationOf } from './operation-log.ts'
import { paysStaysByHeads } from './payment-capitation.ts'
import { figuresOf } from './payment-closing.ts'
import { type Groupers, groupersOf, type PaymentDesk, type Progress, preparedOf } from './payment-desk.ts'
import { ownLaw } from './payment-laws.ts'
import type { CaseDifference, InstitutionDifference, PaymentLaw, PaymentRun } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

export interface RecomputeOrder {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly month: string
  /** Another version, method or scheme; kept by its hash, never taken up by this. */
  readonly law: PaymentLaw
  readonly actor: Actor
  /** As many cases, those that differ most, are told. */
  readonly mostCases: number
}

export interface RecomputeReport {
  readonly run: PaymentRun
  readonly beside: PaymentRun
  readonly institutions: readonly InstitutionDifference[]
  readonly cases: readonly CaseDifference[]
}

/** Groups each case anew before it is priced: the shadow's plan may ask for another scheme. */
function regrouping({ drg, dip }: Groupers, pricing: PartPricing): PartPricing {
  const regrouped = (one: CaseToPrice): CaseToPrice => ({
    ...one,
    groups: {
      drg: one.state === 'listed' ? (drg?.group(one.facts).caseGroup ?? null) : null,
      dip: one.state === 'listed' ? (dip?.group(one.facts).caseGroup ?? null) : null,
    },
  })
  return { price: (cases) => pricing.price(cases.map(regrouped)), finish: pricing.finish }
}

/**
 * Prices the cases of a closed month again under another plan, beside the real run: what every institution and case would get instead.
 * Nothing of the real run changes and nothing is booked. Cases that the other plan refuses count as nothing and are told.
 */
export async function recomputeMonth(
  desk: PaymentDesk,
  { division, scheme, month, law, actor, mostCases }: RecomputeOrder,
  progress: Progress,
): Promise<Result<RecomputeReport, PaymentRunRefusal>> {
  const work = async (): Promise<Result<RecomputeReport, PaymentRunRefusal>> => {
    const beside = await desk.runs.standing('month', { division, schemes: [scheme] }, month)
    if (beside?.state !== 'closed') return refuse({ code: 'payment.no-run', period: month })
    const prepared = preparedOf(law)
    if (paysStaysByHeads(prepared)) return refuse({ code: 'payment.no-rule', plan: law.plan.id, rule: 'methods' })
    const groupers = await groupersOf(desk.groupers.anyNamed, law, { division, scheme, month })
    if (!groupers.ok) return groupers
    await desk.plans.keep(law, desk.now(), false)
    const run: PaymentRun = {
      ...beside,
      runId: desk.newId(),
      purpose: 'shadow',
      planHash: law.hash,
      drgScheme: groupers.value.drg?.digest ?? null,
      dipDirectory: groupers.value.dip?.digest ?? null,
      beside: beside.runId,
      state: 'running',
      figures: null,
      startedAt: desk.now(),
      startedBy: actorName(actor),
      closedAt: null,
    }
    await desk.runs.begin(run)
    const { waiting } = await desk.runs.partsToDo(run.runId)
    for (const [index, providerCode] of waiting.entries()) {
      const pricing = partPricing([ownLaw(law)], monthValues(law.hash, new Map()), month)
      await desk.runs.pricePart(run, providerCode, regrouping(groupers.value, pricing))
      progress('price', index + 1, waiting.length)
    }
    const figures = figuresOf(await desk.runs.parts(run.runId))
    const details = { month, beside: beside.runId, plan: law.hash }
    const operation = operationOf(desk, actor, { action: 'payments.recompute', target: run.runId, details })
    await desk.runs.close({ run, figures, statements: [], entries: [], at: desk.now(), operation })
    return ok({
      run: { ...run, state: 'closed', figures },
      beside,
      institutions: await desk.runs.differences(run.runId, beside.runId),
      cases: await desk.runs.caseDifferences(run.runId, beside.runId, mostCases),
    })
  }
  const done = await desk.runs.locked(division, work)
  return done.ok ? done.value : refuse({ code: 'payment.busy', division })
}
