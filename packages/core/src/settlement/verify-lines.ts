import { splitLine } from '../benefit/index.ts'
import { type Fen, sumFen } from '../kernel/index.ts'
import type { SettlementAmounts } from './types.ts'
import type { PersonHistory, Report } from './verify-types.ts'

/** The four parts into which a line or a bill falls, added up. */
export const sumParts = (
  amounts: Pick<SettlementAmounts, 'nonCovered' | 'overPriceLimit' | 'preCoinsurance' | 'eligible'>,
): Fen => sumFen([amounts.nonCovered, amounts.overPriceLimit, amounts.preCoinsurance, amounts.eligible])

/** Every line is the sum of its parts, and splits the same again on the terms it was filed with. */
export function checkLines(history: PersonHistory, report: Report): void {
  for (const line of history.lines) {
    const where = `line ${line.visitId}/${line.lineNumber}`
    if (sumParts(line.split) !== line.split.total)
      report(1, 'line parts', where, sumParts(line.split), line.split.total)
    // What gives a line back is a difference of two rests of that line.
    if (line.refundOf !== null) continue
    const again = splitLine(line, {
      item: line.item,
      preCoinsuranceRate: line.split.preCoinsuranceRate,
      ceiling: line.split.ceiling,
      stream: line.split.stream,
      source: '',
      assumed: false,
    })
    for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
      if (again[part] !== line.split[part])
        report(8, `line ${part} computed again`, where, line.split[part], again[part])
    }
  }
}
