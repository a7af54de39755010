import type { CatalogItem, ItemClass, ItemKind } from '../catalog/index.ts'
import type { HospitalApproval, ProviderLevel } from '../encounter/index.ts'
import {
  addFen,
  type Fen,
  isoDate,
  ok,
  type Ppm,
  type Quantity,
  type Result,
  sumFen,
  type UnitPrice,
  zeroFen,
} from '../kernel/index.ts'
import type { Facts, PolicyRefusal } from '../policy/index.ts'
import type { CompiledCoverage } from './item-terms.ts'
import { splitLine } from './split-line.ts'
import type { BillTotals, LineSplit } from './types.ts'

/** A line of a bill that says of its item what a catalogue would say. */
export interface DescribedLine {
  readonly name: string
  readonly class: ItemClass
  readonly kind: ItemKind
  readonly code: string
  readonly form: string
  readonly chargeType: string
  readonly price: UnitPrice
  readonly quantity: Quantity
  /** The item's own share borne first; null leaves it to the region. */
  readonly preCoinsurance: Ppm | null
  readonly ceiling: UnitPrice | null
  readonly restricted: boolean
  readonly approval: HospitalApproval
  /** What the region asks of a line beyond the item. */
  readonly facts: Facts
}

/** A bill by the parts of its lines. */
export interface DescribedSums {
  readonly totals: BillTotals
  /** The eligible part that lies in streams. */
  readonly streams: Readonly<Record<string, Fen>>
  /** In the order of the lines. */
  readonly splits: readonly LineSplit[]
}

/** The catalogue row that a line describes; what it leaves open plays no part in the terms. */
function describedItem(line: DescribedLine, level: ProviderLevel): CatalogItem {
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

/**
 * Splits one described line under a region's rules for lines.
 *
 * Refuses as `CompiledCoverage.termsOf` does.
 */
export function splitDescribed(
  line: DescribedLine,
  level: ProviderLevel,
  facts: Facts,
  coverage: CompiledCoverage,
): Result<LineSplit, PolicyRefusal> {
  const { price, quantity, approval } = line
  const terms = coverage.termsOf(describedItem(line, level), { ...facts, ...line.facts, level })
  return terms.ok ? ok(splitLine({ price, quantity, approval }, terms.value)) : terms
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

/**
 * Prices the lines of a bill; a place of no stated level has none. The first line that the law says nothing about
 * refuses the whole bill.
 *
 * @param facts of the visit; what a line says of itself goes before them
 */
export function sumDescribed(
  lines: readonly DescribedLine[],
  facts: Facts,
  coverage: CompiledCoverage,
): Result<DescribedSums, PolicyRefusal> {
  const level = levels.find((name) => name === facts.level) ?? 'ungraded'
  const splits: LineSplit[] = []
  for (const line of lines) {
    const split = splitDescribed(line, level, facts, coverage)
    if (!split.ok) return split
    splits.push(split.value)
  }
  const streams: Record<string, Fen> = {}
  for (const { stream, eligible } of splits) {
    if (stream !== 'ordinary') streams[stream] = addFen(streams[stream] ?? zeroFen, eligible)
  }
  const sum = (part: keyof BillTotals): Fen => sumFen(splits.map((split) => split[part]))
  const totals = {
    total: sum('total'),
    nonCovered: sum('nonCovered'),
    overPriceLimit: sum('overPriceLimit'),
    preCoinsurance: sum('preCoinsurance'),
    eligible: sum('eligible'),
  }
  return ok({ totals, streams, splits })
}
