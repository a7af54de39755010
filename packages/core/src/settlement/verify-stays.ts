import { dateOf, sumFen, zeroFen } from '../kernel/index.ts'
import { ordinaryStays } from '../policy/index.ts'
import { earlierBill } from './difference.ts'
import { countsDeductibleOverStay } from './quote.ts'
import { refundsAddUp, restOf } from './refund.ts'
import type { FiledLine, FiledSettlement, FiledStay } from './types.ts'
import type { LawOfDay, PersonHistory, Report } from './verify-types.ts'

/** A bill of a stay was computed on the bills of the same stay that stood then, and on nothing else. */
export function checkEarlierBills(
  { settlementId, visitId, year, basis }: FiledSettlement,
  standing: readonly FiledSettlement[],
  { stays = ordinaryStays, compiled }: LawOfDay,
  report: Report,
): void {
  const { stay } = basis
  if (stay === undefined) return
  const where = `settlement ${settlementId}`
  const ofVisit = standing.filter((earlier) => earlier.visitId === visitId)
  const split = stays.acrossYears === 'split'
  const before = (split ? ofVisit.filter((earlier) => earlier.year === year) : ofVisit).map(earlierBill)
  const [found, expected] = [JSON.stringify(sorted(stay.before)), JSON.stringify(sorted(before))]
  if (found !== expected) report(8, 'earlier bills of the stay', where, found, expected)
  const counted = split && !stays.secondDeductible && !countsDeductibleOverStay(compiled.plan)
  const years = counted ? ofVisit.filter((earlier) => earlier.year < year) : []
  const deductible = years.length === 0 ? zeroFen : sumFen(years.map(({ amounts }) => amounts.deductible))
  if (stay.deductibleBefore !== deductible) {
    report(8, 'deductible of an earlier year', where, stay.deductibleBefore, deductible)
  }
}

/** The database keeps the names of an object in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

function checkRefunds(lines: readonly FiledLine[], report: Report): void {
  for (const line of lines) {
    const where = `line ${line.visitId}/${line.lineNumber}`
    if (line.refundOf !== null) {
      const original = lines.some(({ lineNumber, refundOf }) => lineNumber === line.refundOf && refundOf === null)
      if (!original) report(6, 'line that is given back', where, line.refundOf, 'on file')
      if (line.quantity >= 0) report(6, 'quantity given back', where, line.quantity, 'less than zero')
    }
    const rest = restOf(line, lines)
    if (line.refundOf === null && rest < 0) report(6, 'rest of a line', where, rest, 'zero or more')
    else if (line.refundOf === null && rest !== line.quantity && !refundsAddUp(line, lines)) {
      report(1, 'line and what gives it back', where, 'another sum', 'the rest of the line')
    }
  }
}

function checkTimes(stay: FiledStay, lines: readonly FiledLine[], report: Report): void {
  const { visitId, begin, stay: inner } = stay
  const { dischargedAt } = inner
  if (dischargedAt !== null && dischargedAt < begin) report(6, 'discharge', `visit ${visitId}`, dischargedAt, begin)
  for (const { lineNumber, at } of lines) {
    const day = dateOf(at)
    if (day >= dateOf(begin) && (dischargedAt === null || day <= dateOf(dischargedAt))) continue
    report(6, 'day of a fee', `line ${visitId}/${lineNumber}`, day, 'within the stay')
  }
}

/** A person lies in one bed at a time; what a stay gives back it had; after the final settlement nothing is open. */
export function checkStays(
  { stays, lines }: PersonHistory,
  standing: readonly FiledSettlement[],
  report: Report,
): void {
  for (const [index, stay] of stays.entries()) {
    const where = `visit ${stay.visitId}`
    const own = lines.filter(({ visitId }) => visitId === stay.visitId)
    const next = stays[index + 1]
    const { dischargedAt, transferredFrom } = stay.stay
    if (next !== undefined && (dischargedAt === null || dischargedAt > next.begin)) {
      report(6, 'stays at one time', where, next.visitId, 'one after the other')
    }
    const from = stays.find(({ visitId }) => visitId === transferredFrom)
    const episode = transferredFrom === null ? stay.visitId : from?.stay.episode
    if (stay.stay.episode !== episode) report(6, 'episode of a transfer', where, stay.stay.episode, episode)
    checkRefunds(own, report)
    checkTimes(stay, own, report)
    const final = standing.find(({ visitId, basis }) => visitId === stay.visitId && basis.stay?.final)
    const open = own.filter(({ settlementId }) => settlementId === null).length
    if (final !== undefined && open > 0) report(6, 'open lines after the final settlement', where, open, 0)
  }
}
