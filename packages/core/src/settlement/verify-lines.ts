import { splitLine } from '../benefit/index.ts'
import type { CatalogItem } from '../catalog/index.ts'
import { type Fen, isoDate, sumFen } from '../kernel/index.ts'
import type { FiledLine, SettlementAmounts } from './types.ts'
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
    const again = splitLine(line, {
      item: itemOf(line),
      preCoinsuranceRate: line.split.preCoinsuranceRate,
      ceiling: line.split.ceiling,
      source: '',
      assumed: false,
    })
    for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
      if (again[part] !== line.split[part])
        report(8, `line ${part} computed again`, where, line.split[part], again[part])
    }
  }
}

/** The item as far as the line remembers it: what the split depends on. */
function itemOf({ item, itemCode }: FiledLine): CatalogItem {
  return {
    code: itemCode,
    kind: item.kind,
    name: item.name,
    class: item.class,
    preCoinsurance: null,
    ceilings: {},
    restricted: item.restricted,
    restriction: '',
    chargeType: item.chargeType,
    form: '',
    unit: '',
    referencePrice: null,
    range: { from: isoDate('1900-01-01'), until: null },
    source: '',
    assumed: false,
  }
}
