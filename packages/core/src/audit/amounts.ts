import {
  divideExact,
  type Fen,
  fen,
  lineAmount,
  multiplyExact,
  type Quantity,
  quantity,
  roundExact,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import type { AuditLine, AuditVisit } from './ground.ts'

/** Numbers of rules are held to the ten-thousandth where they are added, as fine as a quantity. */
const scale = 10_000
const finest = 1_000_000

/** A number in whole ten-thousandths, so that sums are exact; undefined when it is too large for that. */
export function scaled(value: number): number | undefined {
  const whole = Math.round(value * scale)
  return Number.isSafeInteger(whole) ? whole : undefined
}

export function unscaled(whole: number): number {
  return whole / scale
}

/** Takes away what binary fractions leave behind: 0.1 + 0.2 is 0.3. */
export function tidy(value: number): number {
  if (Number.isInteger(value)) return value
  const fine = value * finest
  return Math.abs(fine) < Number.MAX_SAFE_INTEGER ? Math.round(fine) / finest : value
}

/** The quantity that stands, as a plain number. */
export function plainQuantity(line: AuditLine): number | undefined {
  const stands = line.standing ?? line.quantity
  return stands === undefined ? undefined : stands / scale
}

/** A part of an amount, in the proportion `part` to `whole`, rounded half up to the fen; never more than all of it. */
export function shareOfAmount(amount: Fen, part: number, whole: number): Fen {
  if (part >= whole) return amount
  if (part <= 0) return zeroFen
  return fen(roundExact(multiplyExact(amount, divideExact(part, whole)), 1, 'half-up'))
}

export function shareOfQuantity(amount: Quantity, part: number, whole: number): Quantity {
  if (part >= whole) return amount
  if (part <= 0) return quantity(0)
  return quantity(roundExact(multiplyExact(amount, divideExact(part, whole)), 1, 'half-up'))
}

/** What of a line's amount stands. Without an amount: price × quantity. */
export function amountOf(line: AuditLine): Fen | undefined {
  const { price, quantity: charged, standing } = line
  const whole = line.amount ?? (price === undefined || charged === undefined ? undefined : lineAmount(price, charged))
  if (whole === undefined || standing === undefined || charged === undefined || charged <= 0) return whole
  return shareOfAmount(whole, standing, charged)
}

/** The total of a visit; of one that has none yet, what its lines make. */
export function totalOf(visit: AuditVisit): Fen {
  return visit.total ?? sumFen(visit.lines.map((line) => amountOf(line) ?? zeroFen))
}
