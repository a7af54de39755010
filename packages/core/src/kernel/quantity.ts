import type { Branded } from './branded.ts'
import type { AmountRefusal } from './decimal.ts'
import { parseScaled, scaledText } from './decimal.ts'
import type { Fen } from './fen.ts'
import { fen } from './fen.ts'
import { invariant } from './invariant.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'
import { multiplyThenDivide } from './rounding.ts'

/** A price in whole millionths of a yuan, as fine as the national interface (16,6). */
export type UnitPrice = Branded<number, 'unit-price'>

/** A quantity in whole ten-thousandths, as fine as the national interface (16,4); negative on a line that takes back. */
export type Quantity = Branded<number, 'quantity'>

const priceDecimals = 6
const quantityDecimals = 4
const unitPricePerFen = 10_000
const scaledProductPerFen = 100_000_000

/** @throws InvariantError when `n` is not a safe integer of millionths */
export function unitPrice(n: number): UnitPrice {
  invariant(Number.isSafeInteger(n), () => `a unit price is a safe integer of millionths of a yuan, not ${n}`)
  return (n + 0) as UnitPrice
}

/** @throws InvariantError when `n` is not a safe integer of ten-thousandths */
export function quantity(n: number): Quantity {
  invariant(Number.isSafeInteger(n), () => `a quantity is a safe integer of ten-thousandths, not ${n}`)
  return (n + 0) as Quantity
}

/** Reads a price in yuan with at most six decimals. Refuses with `kernel.bad-amount`. */
export function parseUnitPrice(text: string): Result<UnitPrice, AmountRefusal> {
  const scaled = parseScaled(text, priceDecimals)
  return scaled.ok ? ok(unitPrice(scaled.value)) : scaled
}

/** Reads a quantity with at most four decimals. Refuses with `kernel.bad-amount`. */
export function parseQuantity(text: string): Result<Quantity, AmountRefusal> {
  const scaled = parseScaled(text, quantityDecimals)
  return scaled.ok ? ok(quantity(scaled.value)) : scaled
}

/** A price in yuan without superfluous zeros: `0.0235`, `12.5`, `3`. */
export function unitPriceText(price: UnitPrice): string {
  return scaledText(price, priceDecimals, 0)
}

/** A price as people read it beside amounts, with two decimals at least: `0.0235`, `12.50`, `3.00`. */
export function priceText(price: UnitPrice): string {
  return scaledText(price, priceDecimals, 2)
}

/** A quantity without superfluous zeros: `2`, `0.5`. */
export function quantityText(amount: Quantity): string {
  return scaledText(amount, quantityDecimals, 0)
}

/** @throws InvariantError when the amount is too large to be a unit price */
export function unitPriceFromFen(amount: Fen): UnitPrice {
  return unitPrice(amount * unitPricePerFen)
}

/**
 * What a bill line costs: price × quantity, rounded half up to the fen, a negative line mirroring the positive one.
 *
 * @throws InvariantError when the outcome leaves the safe integers
 */
export function lineAmount(price: UnitPrice, amount: Quantity): Fen {
  return fen(multiplyThenDivide(price, amount, scaledProductPerFen, 'half-up'))
}
