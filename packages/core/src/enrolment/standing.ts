import { invariant } from '../kernel/index.ts'
import type { Continuity, Facts } from '../policy/index.ts'
import type { Standing } from './types.ts'

const forms = { year: /^\d{4}$/, month: /^\d{4}-(0[1-9]|1[0-2])$/ } as const

/** The number of a period in the count of all years or months. @throws InvariantError for a text of another form */
function ordinal(period: string, per: Continuity['per']): number {
  invariant(forms[per].test(period), () => `${period} is no ${per}`)
  const year = Number(period.slice(0, 4))
  return per === 'year' ? year : year * 12 + Number(period.slice(5)) - 1
}

/**
 * Counts back from a period over those already paid: a gap longer than the grace ends the run.
 *
 * Only paid periods count, so a forgiven gap delays the next year of the run instead of filling it.
 *
 * @param grace the longest gap, in periods, that breaks nothing
 * @throws InvariantError when a period is not of the form that the rules count in
 */
export function standingOf(period: string, paid: readonly string[], per: Continuity['per'], grace: number): Standing {
  const now = ordinal(period, per)
  const before = [...new Set(paid.map((one) => ordinal(one, per)))].filter((one) => one < now).sort((a, b) => b - a)
  const [latest] = before
  const gap = latest === undefined ? 0 : now - latest - 1
  let [run, next] = [0, now]
  for (const one of before) {
    if (next - one - 1 > grace) break
    run += 1
    next = one
  }
  return {
    consecutiveYear: Math.floor(run / (per === 'year' ? 1 : 12)) + 1,
    missed: gap > grace ? gap : 0,
    everInsured: before.length > 0,
  }
}

/** A standing as the facts that rules ask for. */
export function standingFacts({ consecutiveYear, missed, everInsured }: Standing, per: Continuity['per']): Facts {
  const gap = per === 'year' ? { missedYears: missed } : { missedMonths: missed }
  return { consecutiveYear, everInsured: everInsured ? 'yes' : 'no', ...gap }
}
