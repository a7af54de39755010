import { type DivisionCode, fen, type IsoDate } from '@yibao/core/kernel'
import type { NewFundIncome } from '../src/flows/wall-ports.ts'

/** A line says itself that nobody took in this money. */
const source = '演示数据 generated'

/** Of each insurance in a city: what was there, and what comes in by a month; fen. */
const sizes = {
  '310': { opening: fen(286_500_000_00), contribution: fen(24_100_000_00), subsidy: null },
  '390': { opening: fen(61_800_000_00), contribution: fen(4_900_000_00), subsidy: fen(9_200_000_00) },
} as const

/**
 * Generated books of account of the funds of a region: an opening in January, and the months up to and including that of a day.
 *
 * @param scale how large the region is, beside a city
 */
export function generatedFunds(division: DivisionCode, on: IsoDate, scale = 1): readonly NewFundIncome[] {
  const [year, last] = [on.slice(0, 4), Number(on.slice(5, 7))]
  const months = Array.from({ length: last }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  return (['310', '390'] as const).flatMap((scheme) => {
    const { opening, contribution, subsidy } = sizes[scheme]
    const line = (month: string, kind: NewFundIncome['kind'], amount: NewFundIncome['amount']): NewFundIncome => ({
      division,
      scheme,
      month,
      kind,
      amount: fen(Math.round(amount * scale)),
      source,
    })
    return [
      line(`${year}-01`, 'opening', opening),
      ...months.flatMap((month) => [
        line(month, 'contribution', contribution),
        ...(subsidy === null ? [] : [line(month, 'subsidy', subsidy)]),
      ]),
    ]
  })
}
