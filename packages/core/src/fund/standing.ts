import { addFen, divideRounded, type Fen, fen, maxFen, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { FundFacts, FundStanding, MonthAmount } from './types.ts'

/** As many whole months as the mean looks back at. */
const monthsBack = 12

const sumOf = (rows: readonly MonthAmount[], from: string): Fen =>
  sumFen(rows.filter(({ month }) => month >= from).map(({ amount }) => amount))

/** The month that lies so many months before another, both `2025-03`. */
function monthBefore(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 - months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** Mean spending of the whole months before the one that runs, from the first in which anything was spent; rounded down to the fen. */
function meanOf({ month, spending }: FundFacts): { readonly mean: Fen | null; readonly months: number } {
  const from = monthBefore(month, monthsBack)
  const past = spending.filter((row) => row.month >= from && row.month < month && row.amount !== 0)
  const first = past.map((row) => row.month).sort()[0]
  if (first === undefined) return { mean: null, months: 0 }
  const months = Array.from({ length: monthsBack }, (_, index) => monthBefore(month, index + 1)).filter(
    (one) => one >= first,
  ).length
  const sum = sumFen(past.map(({ amount }) => amount))
  return { mean: fen(Number(divideRounded(BigInt(sum), BigInt(months), 'floor'))), months }
}

/**
 * How the fund of one region and insurance stands in the month that runs.
 *
 * @source 可支付月数: 累计结余 ÷ 月均支出, as the bulletins of the medical funds (医疗保障事业发展统计公报) use it
 */
export function fundStanding(facts: FundFacts): FundStanding {
  const { month, opening, income, spending } = facts
  const january = `${month.slice(0, 4)}-01`
  const { mean, months } = meanOf(facts)
  const balance =
    opening === null
      ? null
      : subtractFen(addFen(opening.amount, sumOf(income, opening.month)), sumOf(spending, opening.month))
  const payable =
    balance === null || mean === null || mean <= 0
      ? null
      : Number(divideRounded(BigInt(maxFen(balance, zeroFen)) * 10n, BigInt(mean), 'floor'))
  return {
    income: sumOf(income, january),
    spending: sumOf(spending, january),
    balance,
    meanMonth: mean,
    months,
    payableTenths: payable,
  }
}
