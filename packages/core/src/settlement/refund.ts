import { type ItemTerms, splitLine } from '../benefit/index.ts'
import {
  dateOf,
  type IsoDate,
  ok,
  type Quantity,
  quantity,
  quantityText,
  type Result,
  refuse,
  subtractFen,
} from '../kernel/index.ts'
import { notAfter } from './guards.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { PricedLine, StatedLine } from './stated-line.ts'
import type { FiledLine } from './types.ts'

/** The terms under which a line on file was split. */
function termsOf({ item, split }: FiledLine): ItemTerms {
  const { preCoinsuranceRate, ceiling, stream, source, assumed } = split
  return { item, preCoinsuranceRate, ceiling, stream, source, assumed }
}

/** What a line comes to when this much of it is left, under the terms of its own day. */
function splitOfRest(original: FiledLine, rest: Quantity): FiledLine['split'] {
  const { price, approval } = original
  const { trace: _, ...split } = splitLine({ price, quantity: rest, approval }, termsOf(original), false)
  return split
}

/** What is left of a line after its refunds. */
export function restOf(original: FiledLine, lines: readonly FiledLine[]): Quantity {
  return lines
    .filter(({ refundOf }) => refundOf === original.lineNumber)
    .reduce((rest, refund) => quantity(rest + refund.quantity), original.quantity)
}

const splitParts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

/** Whether original and refunds together are what the rest of the line comes to: nothing drifts by rounding. */
export function refundsAddUp(original: FiledLine, lines: readonly FiledLine[]): boolean {
  const rest = splitOfRest(original, restOf(original, lines))
  const family = lines.filter(({ lineNumber, refundOf }) => [lineNumber, refundOf].includes(original.lineNumber))
  return splitParts.every((part) => family.reduce((sum, { split }) => sum + split[part], 0) === rest[part])
}

/**
 * Prices a line that gives another one back, wholly or in part: what is left of that line afterwards, less what was left
 * of it before, both under the terms of its own day. So a whole refund is the exact opposite.
 *
 * Refusals: `settlement.bad-quantity` when it is not negative, `.date-in-future`, `.refund-unknown`, `.refund-differs` by
 * item or price, `.refund-too-large`, `.line-amount-differs`.
 */
export function refundLine(
  line: StatedLine,
  original: string,
  onFile: readonly FiledLine[],
  today: IsoDate,
): Result<PricedLine, SettlementRefusal> {
  const { lineNumber, stated } = line
  if (line.quantity >= 0) {
    return refuse({ code: 'settlement.bad-quantity', line: lineNumber, quantity: quantityText(line.quantity) })
  }
  const past = notAfter(today, 'fee_ocur_time', dateOf(line.at))
  if (!past.ok) return past
  const given = onFile.find((other) => other.lineNumber === original && other.refundOf === null)
  if (given === undefined) return refuse({ code: 'settlement.refund-unknown', line: lineNumber, original })
  if (given.itemCode !== line.itemCode || given.price !== line.price) {
    return refuse({ code: 'settlement.refund-differs', line: lineNumber, original })
  }
  const before = restOf(given, onFile)
  const after = quantity(before + line.quantity)
  if (after < 0) {
    const facts = { left: quantityText(before), stated: quantityText(quantity(-line.quantity)) }
    return refuse({ code: 'settlement.refund-too-large', line: lineNumber, original, ...facts })
  }
  const [then, now] = [splitOfRest(given, before), splitOfRest(given, after)]
  const parts = Object.fromEntries(splitParts.map((part) => [part, subtractFen(now[part], then[part])]))
  const split = { ...now, ...parts }
  if (split.total !== stated) {
    return refuse({ code: 'settlement.line-amount-differs', line: lineNumber, stated, computed: split.total })
  }
  const { stated: _, ...sent } = line
  const { visitId, item, approval } = given
  const filed = { ...sent, visitId, item, approval, split, settlementId: null, refundOf: original }
  return ok({ filed, trace: [] })
}
