import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type BudgetProgress, budgetProgress, type MonthUse, type PaymentRefusal } from '@yibao/core/payment'
import { type PaymentDesk, preparedOf } from './payment-desk.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

/** How far one budget is used; or why that cannot be told. */
interface BudgetUse {
  /** Null of the region as a whole. */
  readonly providerCode: string | null
  readonly progress: Result<BudgetProgress, PaymentRefusal>
}

export interface BudgetReport {
  readonly plan: string
  readonly year: string
  /** The region's budget; null where it has several pools by level or month. */
  readonly region: BudgetUse | null
  /** Institutions of the year, where the plan has budgets of institutions. */
  readonly institutions: readonly BudgetUse[]
}

interface BudgetAsked {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly year: string
}

/** Uses of all institutions together, month by month. */
function together(all: readonly (readonly MonthUse[])[]): readonly MonthUse[] {
  const sums = new Map<string, MonthUse>()
  for (const use of all.flat()) {
    const used = (use.used + (sums.get(use.month)?.used ?? 0)) as MonthUse['used']
    sums.set(use.month, { month: use.month, used })
  }
  return [...sums.values()]
}

/**
 * How far the budgets of a year are used against the calendar, by what stays and heads charged the fund with: closed months as they were
 * accounted for, open ones as far as they were collected. Refuses with `payment.no-plan` and `payment.no-budget`.
 */
export async function budgetsOfYear(
  { plans, runs }: Pick<PaymentDesk, 'plans' | 'runs'>,
  { division, scheme, year }: BudgetAsked,
): Promise<Result<BudgetReport, PaymentRunRefusal>> {
  const on = isoDate(`${year}-12-31`)
  const law = await plans.inForce(division, scheme, on)
  if (law === null) return refuse({ code: 'payment.no-plan', division, scheme, on })
  const { budget, id, pointValue, schemes } = law.plan
  if (budget === null) return refuse({ code: 'payment.no-budget', plan: id, year: Number(year), pool: '' })
  const prepared = preparedOf(law)
  const pools = pointValue?.pools ?? []
  const ofScheme = pools.length === 1 && pools[0] === 'scheme'
  const region = async (): Promise<BudgetUse> => {
    const uses = await runs.usesOfYear({ division, schemes: ofScheme ? [scheme] : schemes }, year)
    const pool = ofScheme ? scheme : ''
    const used = together(uses.map((one) => one.uses))
    return { providerCode: null, progress: budgetProgress(prepared, Number(year), { pool }, used) }
  }
  const whole = budget.fund.length > 0 && (pools.length === 0 || ofScheme) ? await region() : null
  const own = budget.institutions === null ? [] : await runs.usesOfYear({ division, schemes }, year)
  return ok({
    plan: id,
    year,
    region: whole,
    institutions: own.map(({ providerCode, level, uses }) => ({
      providerCode,
      progress: budgetProgress(prepared, Number(year), { institution: providerCode, level }, uses),
    })),
  })
}
