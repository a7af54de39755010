import {
  addExact,
  compareExact,
  type Exact,
  type Fen,
  fen,
  fenPerUnit,
  lessExact,
  multiplyExact,
  roundExact,
  zeroFen,
} from '../kernel/index.ts'
import { input, moneyText, percentInput, yuanInput } from './amounts.ts'
import type { Millionths, RatioBand, ScoreBand, StepInput } from './types.ts'
import { note, type Work, yuanValue } from './work.ts'

interface BandPart {
  readonly band: RatioBand
  readonly part: Exact
}

/** An amount cut at multiples of a base, from zero up; the last band takes the rest. */
function partsOf(bands: readonly RatioBand[], base: Fen, amount: Fen): readonly BandPart[] {
  let below: Exact = 0
  return bands.map((band) => {
    const bound: Exact = band.to === null ? amount : multiplyExact(Math.max(base, 0), band.to)
    const reached = compareExact(bound, amount) < 0 ? bound : amount
    const part = lessExact(reached, below)
    below = compareExact(reached, below) > 0 ? reached : below
    return { band, part }
  })
}

/** The shares of an amount by marginal bands over its ratio to a base, rounded once. */
export function shareByBands(work: Work, formula: string, bands: readonly RatioBand[], base: Fen, amount: Fen): Fen {
  const parts = partsOf(bands, base, amount)
  const exact = parts.reduce<Exact>((sum, { band, part }) => addExact(sum, multiplyExact(part, band.share)), zeroFen)
  const { mode, unit } = work.prepared.plan.money
  const result = fen(roundExact(exact, fenPerUnit[unit], mode))
  note(
    work,
    formula,
    () => [
      yuanInput('payable', base),
      ...parts
        .filter(({ part }) => compareExact(part, 0) > 0)
        .flatMap(({ band, part }): readonly StepInput[] => [
          input('part', moneyText(part), 'yuan'),
          percentInput('share', band.share),
        ]),
    ],
    () => yuanValue(result),
  )
  return result
}

/** What part of a deposit comes back for a score; null below the lowest band. */
export function shareForScore(bands: readonly ScoreBand[], score: Millionths): Millionths | null {
  return bands.findLast(({ from }) => score >= from)?.share ?? null
}
