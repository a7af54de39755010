import { divideExact, multiplyExact, ok, type Result, refuse, roundExact } from '../kernel/index.ts'
import { countInput, percentInput, points, pointsInput, pointsText } from './amounts.ts'
import { dayOfYear } from './budget.ts'
import { institutionWords, type PreparedPlan } from './prepare.ts'
import type { CaseSums, Millionths, PaymentRefusal, Points } from './types.ts'
import { need, newWork, note, refusalIn, type Work } from './work.ts'
import type { InstitutionYear } from './year-types.ts'

const million = 1_000_000

/** How many high-cost cases there are, and how many of them may keep all their points. */
interface High {
  readonly share: Millionths
  readonly cases: number
  readonly most: number
  /** Points above those of normal cases. */
  readonly extra: Points
  readonly left: Points
}

/** Null where the plan has no limit or nobody passes it; undefined when a value is missing (kept as the refusal). */
function highOf(work: Work, sums: CaseSums): High | null | undefined {
  const rule = work.prepared.plan.clearing?.highShare ?? null
  const cases = (sums.kinds.high ?? 0) + (sums.kinds.extreme ?? 0)
  const extra = sums.highExtra ?? points(0)
  if (rule === null || extra === 0) return null
  const share = need(work, 'clearing.highShare', rule.limit)
  if (share === null) return undefined
  const most = roundExact(multiplyExact(sums.cases * million, share), million, rule.mode) / million
  if (cases <= most) return null
  const cut = roundExact(multiplyExact(extra, divideExact(cases - most, cases)), 1, 'half-up')
  return { share, cases, most, extra, left: points(sums.points - cut) }
}

/**
 * An institution's sums in a pool as they share its money: where more of its cases are high-cost than the plan allows, each keeps the same
 * part of the points that it has above a normal case. Which of them came first says nothing.
 *
 * @returns the sums, `payment.no-parameter`, `payment.institution-without-level`
 */
export function withinHighShare(
  prepared: PreparedPlan,
  year: number,
  { institution, level }: InstitutionYear,
  sums: CaseSums,
): Result<CaseSums, PaymentRefusal> {
  const scheme = prepared.plan.schemes[0] ?? '310'
  const words = institutionWords(prepared, institution, level)
  const work = newWork(prepared, { scheme, ...words, institution, group: '', on: dayOfYear(prepared, year) }, false)
  const high = highOf(work, sums)
  if (high === undefined) return refuse(refusalIn(work))
  return ok(high === null ? sums : { ...sums, points: high.left })
}

/** How the points of an institution came to be fewer. */
export function noteHighShare(work: Work, sums: CaseSums): void {
  const high = highOf(newWork(work.prepared, work.asking, false), sums)
  if (high === null || high === undefined) return
  need(work, 'clearing.highShare', work.prepared.plan.clearing?.highShare?.limit ?? [])
  note(
    work,
    'clearing.high-share',
    () => [
      pointsInput('points', sums.points),
      pointsInput('extra', high.extra),
      countInput('high', high.cases, 'cases'),
      countInput('most', high.most, 'cases'),
      countInput('cases', sums.cases, 'cases'),
      percentInput('share', high.share),
    ],
    () => ({ value: pointsText(high.left), unit: 'points' }),
  )
}
