import { ok, type Result } from '@yibao/core/kernel'
import {
  addCase,
  type CaseSums,
  countedScore,
  type InstitutionYear,
  mergeSums,
  noCases,
  type PaymentPlan,
  type PaymentRefusal,
  type PointValue,
  type PreparedPlan,
  settlementPointValue,
  valueScore,
} from '@yibao/core/payment'
import type { PaymentScope } from './payment-ports.ts'
import type { RunStore } from './payment-run-ports.ts'

function settlementValues(
  prepared: PreparedPlan,
  year: number,
  institutions: readonly InstitutionYear[],
): Result<ReadonlyMap<string, PointValue>, PaymentRefusal> {
  const totals = new Map<string, CaseSums>()
  for (const { pool, sums } of institutions.flatMap(({ pools }) => pools)) {
    totals.set(pool, mergeSums(totals.get(pool) ?? noCases, sums))
  }
  const values = new Map<string, PointValue>()
  for (const [pool, sums] of totals) {
    if (sums.moneyCases === sums.cases) continue
    const value = settlementPointValue(prepared, year, pool, sums)
    if (!value.ok) return value
    values.set(pool, value.value)
  }
  return ok(values)
}

/** The cases of a year, and the plans that priced them by hash. */
export interface YearCases {
  readonly runs: Pick<RunStore, 'casesOfYear'>
  readonly planOf: (hash: string) => Promise<PaymentPlan>
}

/**
 * A year's institutions with their cases at the settlement value of a point, which is what a plan that places its money by cases
 * (`allocation: cases`) divides by; the months valued them at the budget value. Other plans divide by points and are left as they are.
 */
export async function atSettlementValue(
  { runs, planOf }: YearCases,
  prepared: PreparedPlan,
  scope: PaymentScope,
  year: string,
  institutions: readonly InstitutionYear[],
): Promise<Result<readonly InstitutionYear[], PaymentRefusal>> {
  const { clearing, pointValue } = prepared.plan
  if (clearing?.payable !== 'cases' || pointValue?.allocation !== 'cases' || pointValue.settlement === 'budget') {
    return ok(institutions)
  }
  const values = settlementValues(prepared, Number(year), institutions)
  if (!values.ok) return values
  const valued: InstitutionYear[] = []
  for (const one of institutions) {
    const pools = new Map<string, CaseSums>()
    for await (const cases of runs.casesOfYear(scope, year, one.institution)) {
      for (const one of cases) {
        const score = countedScore(prepared, await planOf(one.planHash), one)
        const value = values.value.get(score.pool) ?? null
        const price = score === one.score ? valueScore(prepared, score, value, { trace: false }) : ok(one.price)
        if (!price.ok) return price
        pools.set(score.pool, addCase(pools.get(score.pool) ?? noCases, score, price.value))
      }
    }
    valued.push({ ...one, pools: one.pools.map(({ pool, sums }) => ({ pool, sums: pools.get(pool) ?? sums })) })
  }
  return ok(valued)
}
