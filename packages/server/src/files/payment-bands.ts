import { isoDate } from '@yibao/core/kernel'
import { type DeviationBand, findValue, type GroupMethod, type PaymentPlan, type Where } from '@yibao/core/payment'

type Complaint = readonly [what: string, cure: string, value?: string]

const million = 1_000_000

/** What a pair of bands says in one situation: for somebody, on a day, at some base points. */
interface Limits {
  readonly earlier: number
  readonly later: number
}

/** The words of both rows; null when nobody has them at once. */
function together(a: Where, b: Where): Where | null {
  const clash = Object.entries(a).some(([name, word]) => (b[name as keyof Where] ?? word) !== word)
  return clash ? null : { ...a, ...b }
}

/** The limits of two bands wherever both have one: rows, days and tiers of either are looked at as a case meets them. */
function limitsTogether(plan: PaymentPlan, earlier: DeviationBand, later: DeviationBand): readonly Limits[] {
  const { from, until } = plan.range
  const days = [...earlier.limit, ...later.limit].flatMap(({ values }) => values.map((value) => value.from))
  const within = [...new Set([from, ...days])].filter((day) => day >= from && (until === null || day < until))
  const found: Limits[] = []
  for (const a of earlier.limit) {
    for (const b of later.limit) {
      const words = together(a.where, b.where)
      if (words === null) continue
      const whose = {
        scheme: plan.schemes[0] ?? '310',
        level: '',
        kind: '',
        group: '',
        institution: '',
        ...words,
      } as const
      for (const day of within) {
        const asking = { ...whose, on: isoDate(day) }
        const [one, other] = [earlier, later].map((band) => findValue(plan, 'limit', band.limit, asking))
        if (one?.ok !== true || other?.ok !== true) continue
        const tiers = [one.value.value, other.value.value]
        for (const base of [...new Set(tiers.flat().map(({ to }) => to ?? Number.POSITIVE_INFINITY))]) {
          const [atEarlier, atLater] = tiers.map((of) => of.find(({ to }) => to === null || base <= to)?.value)
          if (atEarlier !== undefined && atLater !== undefined) found.push({ earlier: atEarlier, later: atLater })
        }
      }
    }
  }
  return found
}

const isBelow = ({ sign }: DeviationBand): boolean => sign.startsWith('<')
const takesItsLimit = ({ sign }: DeviationBand): boolean => sign.endsWith('=')

/** Whether a cost may pass both a low and a high limit. */
function bothTake(low: DeviationBand, lowLimit: number, high: DeviationBand, highLimit: number): boolean {
  return lowLimit > highLimit || (lowLimit === highLimit && takesItsLimit(low) && takesItsLimit(high))
}

/** Whether some cost passes the later limit and not the earlier one, both on the same side. */
function laterTakes(earlier: DeviationBand, later: DeviationBand, limits: Limits): boolean {
  if (limits.earlier === limits.later) return takesItsLimit(later) && !takesItsLimit(earlier)
  return isBelow(later) ? limits.later > limits.earlier : limits.later < limits.earlier
}

/**
 * Bands that take each other's cases somewhere, or that take none anywhere, because those before them do.
 *
 * @param plan whose days and insurances the limits are asked for
 */
export function bandComplaints(plan: PaymentPlan, { deviation: { bands }, id }: GroupMethod): readonly Complaint[] {
  const found: Complaint[] = []
  for (const [index, later] of bands.entries()) {
    for (const earlier of bands.slice(0, index)) {
      const all = limitsTogether(plan, earlier, later)
      if (isBelow(later) === isBelow(earlier)) {
        if (all.length === 0 || all.some((limits) => laterTakes(earlier, later, limits))) continue
        const cure = isBelow(later)
          ? 'begin with the lowest limit'
          : 'begin with the highest limit (extreme before high)'
        found.push([`no case of ${id} reaches the band ${later.kind} behind ${earlier.kind}`, cure])
        continue
      }
      const both = all.find((limits) =>
        isBelow(later)
          ? bothTake(later, limits.later, earlier, limits.earlier)
          : bothTake(earlier, limits.earlier, later, limits.later),
      )
      if (both === undefined) continue
      const [low, high] = [both.earlier, both.later].sort((a, b) => a - b)
      const value = `${(high ?? 0) / million} and ${(low ?? 0) / million}`
      found.push([
        `a case of ${id} could be both ${later.kind} and ${earlier.kind}`,
        'let low limits lie below high ones',
        value,
      ])
    }
  }
  return found
}
