import { fen, invariant, yuan } from '../kernel/index.ts'
import { countInput, input, points, pointsInput, pointsText } from './amounts.ts'
import type { MethodOutcome, ScoredCase } from './method.ts'
import type { BedDayMethod, DayBand } from './types.ts'
import { need, note, type Work } from './work.ts'

/** How many of the days lie in each band. */
function daysByBand(bands: readonly DayBand[], stayDays: number): readonly { band: DayBand; days: number }[] {
  let counted = 0
  return bands.map((band) => {
    const days = Math.max(0, Math.min(stayDays, band.to ?? stayDays) - counted)
    counted += days
    return { band, days }
  })
}

/** Per diem by bands of the stay: each day counts with the amount of the band it lies in. */
export function scoreBedDays(work: Work, method: BedDayMethod, { stayDays }: ScoredCase): MethodOutcome | null {
  const bands = need(work, `${method.id}.bands`, method.bands)
  if (bands === null) return null
  const parts = daysByBand(bands, stayDays).filter(({ days }) => days > 0)
  const sum = parts.reduce((total, { band, days }) => total + band.perDay * days, 0)
  invariant(Number.isSafeInteger(sum), 'bed-days come to a safe integer')
  const inMoney = method.unit === 'money'
  note(
    work,
    'case.bed-day',
    () =>
      parts.flatMap(({ band, days }) => [
        countInput('days', days, 'days'),
        inMoney ? input('perDay', yuan(fen(band.perDay)), 'yuan-per-day') : pointsInput('perDay', points(band.perDay)),
      ]),
    () => (inMoney ? { value: yuan(fen(sum)), unit: 'yuan' } : { value: pointsText(points(sum)), unit: 'points' }),
  )
  return {
    kind: 'score',
    score: {
      group: null,
      kind: 'bed-day',
      points: points(inMoney ? 0 : sum),
      money: inMoney ? fen(sum) : null,
      awaitsReview: false,
      weight: null,
      groupMean: null,
      groupMeanStay: null,
    },
  }
}
