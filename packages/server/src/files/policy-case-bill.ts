import { type BillTotals, compileCoverage, type LineSplit, splitLine } from '@yibao/core/benefit'
import type { CatalogItem } from '@yibao/core/catalog'
import type { ProviderLevel } from '@yibao/core/encounter'
import { addFen, type Fen, type IsoDate, isoDate, ok, type Result, sumFen, zeroFen } from '@yibao/core/kernel'
import type { Facts, PolicyRefusal, RegionPack } from '@yibao/core/policy'
import { type CaseLine, lineAmounts } from './policy-case-types.ts'

/** The catalogue row that a case describes; what it leaves open plays no part in the terms. */
function catalogItem(line: CaseLine, level: ProviderLevel): CatalogItem {
  return {
    code: line.code,
    kind: line.kind,
    name: line.name,
    class: line.class,
    preCoinsurance: line.preCoinsurance,
    ceilings: line.ceiling === null ? {} : { [level]: line.ceiling },
    restricted: line.restricted,
    restriction: '',
    chargeType: line.chargeType,
    form: line.form,
    unit: '',
    referencePrice: null,
    range: { from: isoDate('1900-01-01'), until: null },
    source: line.name,
    assumed: false,
  }
}

/** What the engine makes of a line under the region's rules for lines. */
export function splitOf(
  line: CaseLine,
  level: ProviderLevel,
  facts: Facts,
  pack: RegionPack,
  on: IsoDate,
): Result<LineSplit, PolicyRefusal> {
  const { price, quantity, approval } = line
  const terms = compileCoverage(pack, on).termsOf(catalogItem(line, level), { ...facts, ...line.facts, level })
  return terms.ok ? ok(splitLine({ price, quantity, approval }, terms.value)) : terms
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

/** The sums of a bill with the eligible part that lies in streams. */
export interface Sums {
  readonly totals: BillTotals
  readonly streams: Readonly<Record<string, Fen>>
}

/** Prices the lines of a bill; a place of no stated level has none. Refuses as the law on single lines does. */
export function sumsOfLines(
  lines: readonly CaseLine[],
  facts: Facts,
  pack: RegionPack,
  on: IsoDate,
): Result<Sums, PolicyRefusal> {
  const level = levels.find((name) => name === facts.level) ?? 'ungraded'
  const splits: LineSplit[] = []
  for (const line of lines) {
    const split = splitOf(line, level, facts, pack, on)
    if (!split.ok) return split
    splits.push(split.value)
  }
  const streams: Record<string, Fen> = {}
  for (const { stream, eligible } of splits) {
    if (stream !== 'ordinary') streams[stream] = addFen(streams[stream] ?? zeroFen, eligible)
  }
  const [total, nonCovered, overPriceLimit, preCoinsurance, eligible] = lineAmounts.map((part) =>
    sumFen(splits.map((split) => split[part])),
  ) as [Fen, Fen, Fen, Fen, Fen]
  return ok({ totals: { total, nonCovered, overPriceLimit, preCoinsurance, eligible }, streams })
}
