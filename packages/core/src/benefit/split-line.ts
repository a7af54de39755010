import type { BillLine } from '../encounter/index.ts'
import {
  type Fen,
  halfUpFen,
  invariant,
  lineAmount,
  maxFen,
  minFen,
  multiplyByPpm,
  negateFen,
  percent,
  type Quantity,
  quantityText,
  subtractFen,
  sumFen,
  type UnitPrice,
  unitPriceText,
  wholePpm,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import type { ItemTerms, LineSplit, TraceStep } from './types.ts'

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

const reasonLabel: Readonly<Record<Exclude<LineSplit['reason'], 'covered'>, string>> = {
  'class-c': '丙类项目全额自费',
  restricted: '限制使用项目未经医院审批，转自费',
  'rejected-by-hospital': '医院审批不通过，转自费',
}

/**
 * Splits one bill line into its four parts.
 *
 * @param line  price in millionths of a yuan, quantity in ten-thousandths; both negative-safe
 * @param terms the item's terms on the day of the fee
 * @returns four amounts in fen that add up to price × quantity rounded half up
 * @source  national interface, fee line identity `det_item_fee_sumamt = fulamt_ownpay_amt + overlmt_amt +
 *          preselfpay_amt + inscp_scp_amt`; the share borne first is rounded, the eligible part is the rest
 */
export function splitLine(line: Pick<BillLine, 'price' | 'quantity' | 'approval'>, terms: ItemTerms): LineSplit {
  const total = lineAmount(line.price, line.quantity)
  const reason = reasonOf(terms, line.approval)
  const covered = reason === 'covered'
  const nonCovered = covered ? zeroFen : total
  const overPriceLimit = covered ? overCeiling(total, line.quantity, terms.ceiling) : zeroFen
  const payable = sumFen([total, negateFen(nonCovered), negateFen(overPriceLimit)])
  const preCoinsurance = covered ? multiplyByPpm(payable, terms.preCoinsuranceRate, halfUpFen) : zeroFen
  const eligible = subtractFen(payable, preCoinsurance)
  invariant(
    sumFen([nonCovered, overPriceLimit, preCoinsurance, eligible]) === total,
    'the four parts of a line are the line',
  )

  const name = terms.item.name
  const trace: TraceStep[] = []
  const add = (step: string, label: string, inputs: Record<string, string>, result: Fen): void => {
    trace.push({ step, label, inputs, result, source: terms.source, assumed: terms.assumed })
  }
  add(
    'line-total',
    `${name}：单价 × 数量`,
    { price: unitPriceText(line.price), quantity: quantityText(line.quantity) },
    total,
  )
  if (reason !== 'covered') add('non-covered', `${name}：${reasonLabel[reason]}`, { amount: yuan(total) }, nonCovered)
  if (overPriceLimit !== 0 && terms.ceiling !== null) {
    add(
      'over-price-limit',
      `${name}：超限价部分`,
      { ceiling: unitPriceText(terms.ceiling), quantity: quantityText(line.quantity) },
      overPriceLimit,
    )
  }
  if (preCoinsurance !== 0) {
    add(
      'pre-coinsurance',
      `${name}：乙类先行自付`,
      { base: yuan(payable), rate: percent(terms.preCoinsuranceRate) },
      preCoinsurance,
    )
  }
  return {
    total,
    nonCovered,
    overPriceLimit,
    preCoinsurance,
    eligible,
    preCoinsuranceRate: covered ? terms.preCoinsuranceRate : wholePpm,
    ceiling: terms.ceiling,
    reason,
    source: terms.source,
    assumed: terms.assumed,
    trace,
  }
}
