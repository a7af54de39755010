import type { BillLine } from '../encounter/index.ts'
import {
  addFen,
  type Fen,
  halfUpFen,
  invariant,
  lineAmount,
  maxFen,
  minFen,
  multiplyByPpm,
  percent,
  type Quantity,
  quantityText,
  subtractFen,
  type UnitPrice,
  unitPriceText,
  wholePpm,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import type { ItemTerms, LineSplit, StepCode, TraceInput, TraceStep } from './types.ts'

/** Why a line is or is not paid at all; a restricted item needs the hospital's approval. */
function reasonOf(terms: ItemTerms, approval: BillLine['approval']): LineSplit['reason'] {
  if (terms.item.class === 'C') return 'class-c'
  if (approval === 'rejected') return 'rejected-by-hospital'
  if (terms.item.restricted && approval !== 'approved') return 'restricted'
  return 'covered'
}

/** The excess over the ceiling; a line that takes back mirrors the line it takes back. */
function overCeiling(total: Fen, quantity: Quantity, ceiling: UnitPrice | null): Fen {
  if (ceiling === null) return zeroFen
  const atCeiling = lineAmount(ceiling, quantity)
  return quantity >= 0 ? maxFen(zeroFen, subtractFen(total, atCeiling)) : minFen(zeroFen, subtractFen(total, atCeiling))
}

/**
 * Splits one bill line into its four parts.
 *
 * @param line  price in millionths of a yuan, quantity in ten-thousandths; both negative-safe
 * @param terms the item's terms on the day of the fee
 * @param why   false leaves the trace empty, for those who only count
 * @returns four amounts in fen that add up to price × quantity rounded half up
 * @source  national interface, fee line identity `det_item_fee_sumamt = fulamt_ownpay_amt + overlmt_amt +
 *          preselfpay_amt + inscp_scp_amt`; the share borne first is rounded, the eligible part is the rest
 */
export function splitLine(
  line: Pick<BillLine, 'price' | 'quantity' | 'approval'>,
  terms: ItemTerms,
  why = true,
): LineSplit {
  const total = lineAmount(line.price, line.quantity)
  const reason = reasonOf(terms, line.approval)
  const covered = reason === 'covered'
  const nonCovered = covered ? zeroFen : total
  const overPriceLimit = covered ? overCeiling(total, line.quantity, terms.ceiling) : zeroFen
  const payable = subtractFen(subtractFen(total, nonCovered), overPriceLimit)
  const preCoinsurance = covered ? multiplyByPpm(payable, terms.preCoinsuranceRate, halfUpFen) : zeroFen
  const eligible = subtractFen(payable, preCoinsurance)
  invariant(nonCovered + overPriceLimit + preCoinsurance + eligible === total, 'the four parts of a line are the line')

  const { source, assumed } = terms
  const split: LineSplit = {
    total,
    nonCovered,
    overPriceLimit,
    preCoinsurance,
    eligible,
    preCoinsuranceRate: covered ? terms.preCoinsuranceRate : wholePpm,
    ceiling: terms.ceiling,
    reason,
    stream: terms.stream,
    source,
    assumed,
    trace: noTrace,
  }
  return why ? { ...split, trace: traceOf(line, terms, split) } : split
}

const noTrace: readonly TraceStep[] = []

/** The steps by which a line came to its parts; those that took nothing are left out. */
function traceOf(
  line: Pick<BillLine, 'price' | 'quantity'>,
  { item, source, assumed }: ItemTerms,
  split: Omit<LineSplit, 'trace'>,
): readonly TraceStep[] {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, reason, ceiling } = split
  const trace: TraceStep[] = []
  const add = (step: StepCode, inputs: readonly TraceInput[], result: Fen): void => {
    trace.push({ step, subject: item.name, inputs, result, source, assumed })
  }
  const quantity: TraceInput = { name: 'quantity', value: quantityText(line.quantity) }
  add('line-total', [{ name: 'price', value: unitPriceText(line.price) }, quantity], total)
  if (reason !== 'covered') add(reason, [{ name: 'amount', value: yuan(total) }], nonCovered)
  if (overPriceLimit !== 0 && ceiling !== null) {
    add('over-price-limit', [{ name: 'ceiling', value: unitPriceText(ceiling) }, quantity], overPriceLimit)
  }
  if (preCoinsurance !== 0) {
    const rate: TraceInput = { name: 'preCoinsuranceRate', value: percent(split.preCoinsuranceRate) }
    add('pre-coinsurance', [{ name: 'base', value: yuan(addFen(preCoinsurance, eligible)) }, rate], preCoinsurance)
  }
  return trace
}
