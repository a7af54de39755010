import type { Grouping } from '../drg/index.ts'
import type { DischargedCase } from '../encounter/index.ts'
import { daysBetween, type IsoDate, inRange, ok, type Result, refuse } from '../kernel/index.ts'
import { input, yuanInput } from './amounts.ts'
import { poolOf } from './budget.ts'
import type { MethodOutcome, MethodScore, ScoredCase } from './method.ts'
import { scoreBedDays } from './method-bed-day.ts'
import { scoreCost } from './method-cost.ts'
import { scoreDisease } from './method-disease.ts'
import { scoreGroup } from './method-group.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import { checkReview, reviewedAmount } from './special-case.ts'
import { takes } from './takes.ts'
import type {
  CaseGroup,
  CaseGroups,
  CaseMethod,
  CaseScore,
  MethodExit,
  PaymentPlan,
  PaymentRefusal,
  SpecialCaseReview,
} from './types.ts'
import { giveUp, newWork, note, refusalIn, type Work } from './work.ts'

export interface ScoreOptions {
  /** Whether steps are written down; without them a score is made several times faster. Default true. */
  readonly trace?: boolean
  /** The decision of a special case. */
  readonly review?: SpecialCaseReview | null
}

/** A DRG grouping as payment reads it: the table of weights is by DRG. */
export function drgCaseGroup(grouping: Grouping): CaseGroup {
  return { status: grouping.status, group: grouping.drg, blank: false, auxiliary: [] }
}

/** Days of the stay as they are paid: the record's own, or the nights between the dates; at least one. */
export function stayDaysOf({ record, admittedOn, dischargedOn }: DischargedCase): number {
  return Math.max(1, record.stayDays ?? daysBetween(admittedOn, dischargedOn))
}

/** The day of a case that a plan's values follow. */
export const dayOfCase = ({ day }: PaymentPlan, { settledOn, dischargedOn }: DischargedCase): IsoDate =>
  day === 'settled' ? settledOn : dischargedOn

function badField(facts: DischargedCase): { readonly field: string; readonly value: string } | null {
  const { total, fundPaid, otherPaid, admittedOn, dischargedOn, record } = facts
  if (total < 0) return { field: 'total', value: String(total) }
  if (fundPaid + otherPaid !== total) return { field: 'fundPaid', value: `${fundPaid} + ${otherPaid} ≠ ${total}` }
  if (dischargedOn < admittedOn) return { field: 'dischargedOn', value: dischargedOn }
  if (record.stayDays !== null && (!Number.isSafeInteger(record.stayDays) || record.stayDays < 0)) {
    return { field: 'stayDays', value: String(record.stayDays) }
  }
  return null
}

function refusalOf(prepared: PreparedPlan, facts: DischargedCase, on: IsoDate): PaymentRefusal | null {
  const { plan } = prepared
  const { caseId, division, scheme } = facts
  const bad = badField(facts)
  if (bad !== null) return { code: 'payment.bad-case', caseId, ...bad }
  const outside = (field: string, value: string): PaymentRefusal => ({
    code: 'payment.outside-plan',
    plan: plan.id,
    caseId,
    field,
    value,
  })
  if (division !== plan.division && plan.pointValue?.pools.includes('area') !== true)
    return outside('division', division)
  if (!plan.schemes.includes(scheme)) return outside('scheme', scheme)
  return inRange(plan.range, on) ? null : outside(plan.day === 'settled' ? 'settledOn' : 'dischargedOn', on)
}

function scoreBy(work: Work, method: CaseMethod, scored: ScoredCase): MethodOutcome | null {
  switch (method.kind) {
    case 'disease':
      return scoreDisease(work, method, scored)
    case 'bed-day':
      return scoreBedDays(work, method, scored)
    case 'cost':
      return scoreCost(work, method, scored)
    case 'drg':
    case 'dip':
      return scoreGroup(work, method, scored)
  }
}

/** The road of a case through the methods: who took it, who let it go, what it is worth. */
function scoreByMethods(
  work: Work,
  scored: ScoredCase,
): { readonly method: CaseMethod; readonly score: MethodScore; readonly exits: readonly MethodExit[] } | null {
  const exits: MethodExit[] = []
  for (const method of work.prepared.plan.methods) {
    if (!takes(method.takes, method, work.asking, scored)) continue
    const outcome = scoreBy(work, method, scored)
    if (outcome === null) return null
    if (outcome.kind === 'score') return { method, score: outcome.score, exits }
    const { reason } = outcome
    if (reason === null) continue
    exits.push({ method: method.id, reason })
    note(
      work,
      'case.exit',
      () => [input('method', method.label, 'text'), yuanInput('cost', scored.facts.total)],
      () => ({ value: reason, unit: 'text' }),
    )
  }
  return giveUp(work, { code: 'payment.no-method', plan: work.prepared.plan.id, caseId: scored.facts.caseId })
}

/**
 * What one case is worth under a plan: points, or yuan where the method says yuan. The first method that takes it counts.
 *
 * @param groups the groupings that the plan's methods ask for
 * @returns the score with its trace, or a refusal: `payment.bad-case`, `payment.outside-plan`, `payment.no-method`,
 * `payment.not-grouped`, `payment.invalid-record`, `payment.no-reduction`, `payment.no-parameter`, `payment.no-table`,
 * `payment.group-without-weight`, `payment.group-without-mean`, `payment.institution-without-level`, `payment.review-…`
 */
export function scoreCase(
  prepared: PreparedPlan,
  facts: DischargedCase,
  groups: CaseGroups,
  options: ScoreOptions = {},
): Result<CaseScore, PaymentRefusal> {
  const { plan } = prepared
  const on = dayOfCase(plan, facts)
  const refusal = refusalOf(prepared, facts, on)
  if (refusal !== null) return refuse(refusal)
  const institution = facts.providerCode
  const { scheme, caseId, total, fundPaid, otherPaid } = facts
  const words = institutionWords(prepared, institution, facts.providerLevel)
  const area = facts.division === plan.division ? {} : ({ area: 'remote' } as const)
  const work = newWork(prepared, { scheme, ...area, ...words, institution, group: '', on }, options.trace ?? true)
  const scored = { facts, groups, stayDays: stayDaysOf(facts) }
  const found = scoreByMethods(work, scored)
  if (found === null) return refuse(refusalIn(work))
  const review = options.review ?? null
  let { score } = found
  if (review !== null) {
    const wrong = checkReview(prepared, review, caseId, score.kind)
    if (wrong !== null) return refuse(wrong)
    score = { ...score, ...reviewedAmount(work, review, total) }
  }
  return ok({
    caseId,
    institution,
    level: words.level,
    scheme,
    ...area,
    on,
    method: found.method.id,
    methodKind: found.method.kind,
    ...score,
    pool: poolOf(prepared, { area: 'local', ...work.asking, month: on.slice(0, 7) }),
    reviewId: review?.reviewId ?? null,
    total,
    fundPaid,
    otherPaid,
    stayDays: scored.stayDays,
    exits: found.exits,
    steps: work.steps,
  })
}
