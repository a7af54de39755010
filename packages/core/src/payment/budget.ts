import {
  addFen,
  type Fen,
  fen,
  fenPerUnit,
  type IsoDate,
  isoDate,
  multiplyExact,
  ok,
  type Result,
  refuse,
  roundExact,
  shareOf,
  splitByWeights,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { percentInput, yuanInput } from './amounts.ts'
import { type Asking, institutionWords, type PreparedPlan, withoutLevel } from './prepare.ts'
import type { CaseArea, PaymentRefusal, StepValue } from './types.ts'
import { giveUp, need, newWork, note, refusalIn, type Work, yuanValue } from './work.ts'
import type { BudgetProgress, MonthProgress } from './year-types.ts'

const monthForm = /^(\d{4})-(0[1-9]|1[0-2])$/

/** Year and number (1 to 12) of a month `2025-03`; null when it is none. */
export function monthParts(month: string): { readonly year: number; readonly number: number } | null {
  const match = monthForm.exec(month)
  return match === null ? null : { year: Number(match[1]), number: Number(match[2]) }
}

/** The day on which values of a year are asked: its first, or the plan's first when it begins within the year. */
export function dayOfYear(prepared: PreparedPlan, year: number): IsoDate {
  const first = isoDate(`${year}-01-01`)
  const { from } = prepared.plan.range
  return from > first && from.slice(0, 4) === String(year) ? from : first
}

/** Whose cases share a value of a point, as pools may tell them apart. */
export interface PoolWords {
  readonly scheme: string
  readonly area: CaseArea
  readonly level: string
  /** `2025-03`. */
  readonly month: string
}

/** The pool whose point value values a case: words of the plan's `pools`, in their order. */
export const poolOf = ({ plan }: PreparedPlan, words: PoolWords): string =>
  (plan.pointValue?.pools ?? []).map((word) => words[word]).join('/')

/** For whom a pool's values are asked: the words that its name is made of. */
export function poolAsking(
  prepared: PreparedPlan,
  year: number,
  pool: string,
): Asking & { readonly month: string | null } {
  const names = prepared.plan.pointValue?.pools ?? []
  const words = pool.split('/')
  const word = (name: (typeof names)[number]) => {
    const index = names.indexOf(name)
    return index < 0 ? null : (words[index] ?? null)
  }
  const [onlyScheme = '310'] = prepared.plan.schemes
  return {
    scheme: word('scheme') === '390' ? '390' : word('scheme') === '310' ? '310' : onlyScheme,
    ...(word('area') === 'remote' ? { area: 'remote' } : {}),
    level: word('level') ?? withoutLevel,
    kind: '',
    institution: '',
    group: '',
    on: dayOfYear(prepared, year),
    month: word('month'),
  }
}

/** A year's money of a pool: what cases share, and what is kept back as adjustment money. */
export interface PoolMoney {
  readonly fund: Fen
  readonly reserve: Fen
}

/** F of a pool less the adjustment money. Null when the law has none, or nothing (kept as the refusal). */
export function poolMoney(work: Work, year: number, pool: string, month: string | null): PoolMoney | null {
  const { budget, id } = work.prepared.plan
  if (budget === null) return giveUp(work, { code: 'payment.no-budget', plan: id, year, pool })
  const whole = need(work, 'budget.fund', budget.fund)
  if (whole === null) return null
  const share = need(work, 'budget.reserve', budget.reserve)
  if (share === null) return null
  const part = month === null ? whole : monthOfBudget(whole, budget.months, month)
  if (part === null) return giveUp(work, { code: 'payment.bad-month', month: month ?? '' })
  const { mode, unit } = work.prepared.plan.money
  const reserve = fen(roundExact(multiplyExact(part, share), fenPerUnit[unit], mode))
  const fund = subtractFen(part, reserve)
  if (fund <= 0) return giveUp(work, { code: 'payment.budget-zero', plan: id, year, pool, money: fund })
  note(
    work,
    'budget.fund',
    () => [yuanInput('budget', part), percentInput('reserve', share)],
    () => yuanValue(fund),
  )
  return { fund, reserve }
}

/** The part of a year's budget for one month; null when that is no month. */
export function monthOfBudget(whole: Fen, weights: readonly number[], month: string): Fen | null {
  const parts = monthParts(month)
  return parts === null ? null : (splitByWeights(whole, weights)[parts.number - 1] ?? null)
}

/** What months used; those of one year, each at most once. */
export interface MonthUse {
  readonly month: string
  readonly used: Fen
}

/**
 * How far a budget is used against the calendar.
 *
 * @param of a pool of points (its fund money), or an institution with a budget of its own
 * @param uses by month; the calendar counts through the last of them
 * @returns progress, `payment.no-budget`, `payment.budget-zero`, `payment.bad-month`, `payment.no-parameter`
 */
export function budgetProgress(
  prepared: PreparedPlan,
  year: number,
  of: { readonly pool: string } | { readonly institution: string; readonly level: string | null },
  uses: readonly MonthUse[],
): Result<BudgetProgress, PaymentRefusal> {
  const pool = 'pool' in of ? of.pool : ''
  const asking = poolAsking(prepared, year, pool)
  const work = newWork(
    prepared,
    'pool' in of
      ? asking
      : { ...asking, institution: of.institution, ...institutionWords(prepared, of.institution, of.level) },
    true,
  )
  const budget = 'pool' in of ? (poolMoney(work, year, pool, null)?.fund ?? null) : institutionBudget(work, year)
  if (budget === null) return refuse(refusalIn(work))
  const sorted = uses.toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const wrong = sorted.find(({ month }) => monthParts(month)?.year !== year)
  if (wrong !== undefined) return refuse({ code: 'payment.bad-month', month: wrong.month })
  const months = monthsOf(splitByWeights(budget, prepared.plan.budget?.months ?? []), year, sorted)
  const used = sumFen(sorted.map((use) => use.used))
  const planned = months.at(-1)?.plannedToDate ?? zeroFen
  const usedShare = shareText(used, budget)
  const plannedShare = shareOf(planned, budget)
  note(
    work,
    'budget.progress',
    () => [yuanInput('used', used), yuanInput('budget', budget), yuanInput('planned', planned)],
    (): StepValue => ({ value: percentInput('', usedShare).value, unit: 'percent' }),
  )
  return ok({
    budget,
    used,
    left: subtractFen(budget, used),
    usedShare,
    planned,
    plannedShare,
    ahead: subtractFen(used, planned),
    months,
    steps: work.steps,
  })
}

function shareText(part: Fen, whole: Fen): number {
  return part < 0 ? -shareOf(fen(-part), whole) : shareOf(part, whole)
}

function monthsOf(planned: readonly Fen[], year: number, uses: readonly MonthUse[]): readonly MonthProgress[] {
  const last = uses.at(-1)
  const through = last === undefined ? 0 : (monthParts(last.month)?.number ?? 0)
  let [usedToDate, plannedToDate] = [zeroFen, zeroFen]
  return planned.slice(0, through).map((plan, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`
    const used = sumFen(uses.filter((use) => use.month === month).map((use) => use.used))
    usedToDate = addFen(usedToDate, used)
    plannedToDate = addFen(plannedToDate, plan)
    return { month, planned: plan, used, usedToDate, plannedToDate }
  })
}

/** An institution's own budget of the year. Null when it has none (kept as the refusal). */
export function institutionBudget(work: Work, year: number): Fen | null {
  const { budget, id } = work.prepared.plan
  if (budget === null || budget.institutions === null) {
    return giveUp(work, { code: 'payment.no-budget', plan: id, year, pool: work.asking.institution })
  }
  const whole = need(work, 'budget.institutions', budget.institutions)
  if (whole === null) return null
  if (whole > 0) return whole
  return giveUp(work, { code: 'payment.budget-zero', plan: id, year, pool: work.asking.institution, money: whole })
}

/** Part of an amount, rounded as the plan says. */
export function shareOfMoney(work: Work, amount: Fen, share: number): Fen {
  const { mode, unit } = work.prepared.plan.money
  if (amount < 0) return fen(-roundExact(multiplyExact(-amount, share), fenPerUnit[unit], mode))
  return fen(roundExact(multiplyExact(amount, share), fenPerUnit[unit], mode))
}
