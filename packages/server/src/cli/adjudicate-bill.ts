import {
  type BillTotals,
  compileCoverage,
  type LineFacts,
  type LineSplit,
  splitLine,
  type TraceStep,
} from '@yibao/core/benefit'
import { type Catalog, type CatalogItem, findItem } from '@yibao/core/catalog'
import {
  addFen,
  type Fen,
  type IsoDate,
  percent,
  quantityText,
  type Result,
  sumFen,
  unitPriceText,
  yuan,
  zeroFen,
} from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { WrittenBill, WrittenLine } from '../files/bill-file.ts'
import { inYuan, type ShownLine } from '../text/bill-text.ts'
import { type LawRefusal, lawRefusalText } from '../text/law-refusal-text.ts'

/** Where and when a bill's lines are priced. */
export interface Pricing {
  readonly pack: RegionPack
  /** Of the person, the place and whatever else the region asks of a line. */
  readonly facts: LineFacts
  readonly catalog: Catalog
  readonly on: IsoDate
}

interface PricedLine extends ShownLine {
  readonly item: CatalogItem
  readonly on: IsoDate
  readonly split: LineSplit
}

export interface PricedBill {
  readonly lines: readonly PricedLine[]
  readonly totals: BillTotals
  readonly streams: Readonly<Record<string, Fen>>
  readonly trace: readonly TraceStep[]
}

function lawful<T>(file: string, line: number, result: Result<T, LawRefusal>): T {
  if (result.ok) return result.value
  throw new Error(`${file}:${line}: ${lawRefusalText(result.error)}`)
}

function checkStated(where: string, stated: Fen | null, computed: Fen): void {
  if (stated === null || stated === computed) return
  throw new Error(
    `${where}: 金额不符 the amount differs: 写的 stated ${yuan(stated)}，算得 computed ${yuan(computed)}; 请更正 correct it`,
  )
}

function priceLine(written: WrittenLine, file: string, { pack, facts, catalog, on: day }: Pricing): PricedLine {
  const { itemCode, price, quantity, approval, stated, line } = written
  const on = written.on ?? day
  if (on > day) {
    throw new Error(
      `${file}:${line}: 费用日期 the fee of ${on} 晚于结算日期 is later than --on ${day}; 请更正 correct one`,
    )
  }
  const item = lawful(file, line, findItem(catalog, itemCode, on))
  const terms = lawful(file, line, compileCoverage(pack, on).termsOf(item, facts))
  const split = splitLine({ price, quantity, approval }, terms)
  checkStated(`${file}:${line}`, stated, split.total)
  return { item, price, quantity, on, split }
}

/**
 * Prices and splits the lines of a bill under the law of the day of each fee, and sums them.
 *
 * @throws Error naming file and line for an unknown or expired item, a region without a value on that day, a fee after the
 *         day of the bill, and a stated amount that is not the computed one
 */
export function priceBill(bill: WrittenBill, pricing: Pricing): PricedBill {
  const lines = bill.lines.map((line) => priceLine(line, bill.file, pricing))
  const sum = (part: keyof BillTotals): Fen => sumFen(lines.map(({ split }) => split[part]))
  const totals = {
    total: sum('total'),
    nonCovered: sum('nonCovered'),
    overPriceLimit: sum('overPriceLimit'),
    preCoinsurance: sum('preCoinsurance'),
    eligible: sum('eligible'),
  }
  checkStated(`${bill.file} total`, bill.stated, totals.total)
  const streams: Record<string, Fen> = {}
  for (const { split } of lines) {
    if (split.stream !== 'ordinary') streams[split.stream] = addFen(streams[split.stream] ?? zeroFen, split.eligible)
  }
  return { lines, totals, streams, trace: lines.flatMap(({ split }) => split.trace) }
}

/** A priced line for machines. */
export function lineJson({ item, price, quantity, on, split }: PricedLine) {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, ceiling, reason, stream, source, assumed } =
    split
  return {
    item: item.code,
    name: item.name,
    class: item.class,
    on,
    price: unitPriceText(price),
    quantity: quantityText(quantity),
    ceiling: ceiling === null ? null : unitPriceText(ceiling),
    preCoinsuranceRate: percent(split.preCoinsuranceRate),
    reason,
    stream,
    ...inYuan({ total, nonCovered, overPriceLimit, preCoinsurance, eligible }),
    source,
    assumed,
  }
}

/** A bill given by its four parts. @throws Error when a stated total is not their sum */
export function totalsOfParts(parts: Omit<BillTotals, 'total'>, stated: Fen | null): BillTotals {
  const { nonCovered, overPriceLimit, preCoinsurance, eligible } = parts
  const total = [overPriceLimit, preCoinsurance, eligible].reduce(addFen, nonCovered)
  if (stated !== null && stated !== total) {
    throw new Error(
      `--total ${yuan(stated)}: 四部分之和为 the four parts add up to ${yuan(total)}; 请更正 correct one (--eligible + --non-covered + --over-price-limit + --pre-coinsurance) [benefit.bad-bill]`,
    )
  }
  return { total, nonCovered, overPriceLimit, preCoinsurance, eligible }
}
