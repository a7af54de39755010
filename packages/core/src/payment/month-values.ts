import { ok, type Result, yearOf } from '../kernel/index.ts'
import type { CaseLaw, Recognised, UsedValue } from './month-types.ts'
import { budgetPointValue } from './point-value.ts'
import type { CaseScore, PaymentRefusal, PointValue } from './types.ts'

/** Values of a point for one part of a month. */
export interface MonthValues {
  /** Null for a score in yuan. Refuses as `budgetPointValue` does. */
  of(law: CaseLaw, score: CaseScore, recognised: Recognised | null): Result<PointValue | null, PaymentRefusal>
  /** Those that were asked for, by plan, year and pool. */
  used(): readonly UsedValue[]
}

/** The value of a point in which a score of a plan was priced, among those that a run used; each names its plan. */
export function usedFor(values: readonly UsedValue[], planHash: string, score: CaseScore): PointValue | null {
  const year = yearOf(score.on)
  const found = values.find((one) => one.planHash === planHash && one.year === year && one.value.pool === score.pool)
  return found?.value ?? null
}

/**
 * Values of a month: those of the budget; a case that an earlier month priced keeps the value of that month.
 *
 * @param own hash of the month's own plan
 * @param before values by run, of earlier months, each with its plan
 */
export function monthValues(own: string, before: ReadonlyMap<string, readonly UsedValue[]>): MonthValues {
  const used = new Map<string, UsedValue>()
  return {
    of({ hash, prepared }, score, recognised) {
      if (score.money !== null) return ok(null)
      const kept = recognised === null ? null : usedFor(before.get(recognised.runId) ?? [], hash, score)
      if (kept !== null) return ok(kept)
      const year = yearOf(score.on)
      const found = budgetPointValue(prepared, year, score.pool)
      const named = hash === own ? {} : { planHash: hash }
      if (found.ok)
        used.set(`${hash === own ? '' : hash} ${year} ${score.pool}`, { year, value: found.value, ...named })
      return found
    },
    used: () => [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
  }
}
