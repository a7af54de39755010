import { type Exact, exactText, type Fen, invariant, type RoundingMode, roundExact, yuan } from '../kernel/index.ts'
import type { Points, PointValueAmount, StepInput, StepUnit } from './types.ts'

/** @throws InvariantError when `n` is no safe integer of zero or more millionths */
export function points(n: number): Points {
  invariant(Number.isSafeInteger(n) && n >= 0, () => `points are a safe integer of zero or more millionths, not ${n}`)
  return (n + 0) as Points
}

/** @throws InvariantError when the sum leaves the safe integers (nine billion points) */
export function addPoints(a: Points, b: Points): Points {
  return points(a + b)
}

export function pointValueOf(n: number): PointValueAmount {
  invariant(
    Number.isSafeInteger(n) && n >= 0,
    () => `a point value is a safe integer of millionths of a yuan, not ${n}`,
  )
  return (n + 0) as PointValueAmount
}

/** A decimal, at least four places: `1509.3750`. */
export function pointsText(amount: Points): string {
  return exactText(amount, { unit: 6, least: 4 })
}

/** Yuan, at least four places: `12.0000`. */
export function pointValueText(amount: PointValueAmount): string {
  return exactText(amount, { unit: 6, least: 4 })
}

/** A plain exact number, rounded to so many decimals (0 to 6), in millionths. */
export function roundDecimals(value: Exact, decimals: number, mode: RoundingMode): number {
  return roundExact(value, 10 ** (6 - decimals), mode)
}

export function numberText(value: Exact, least = 0): string {
  return exactText(value, { unit: 6, least })
}

/** Amounts between roundings show the fractions of a fen that they have. */
export function moneyText(value: Exact): string {
  return exactText(value, { unit: 2, least: 2 })
}

export function input(name: string, value: string, unit: StepUnit): StepInput {
  return { name, value, unit }
}

export function yuanInput(name: string, amount: Fen): StepInput {
  return input(name, yuan(amount), 'yuan')
}

export function numberInput(name: string, value: Exact): StepInput {
  return input(name, numberText(value), 'number')
}

export function pointsInput(name: string, amount: Points): StepInput {
  return input(name, pointsText(amount), 'points')
}

/** A share of the law as people write it: 0.72 is `72%`. */
export function percentInput(name: string, share: number): StepInput {
  return input(name, `${exactText(share, { unit: 4, least: 0 })}%`, 'percent')
}

export function countInput(name: string, count: number, unit: 'cases' | 'people' | 'days'): StepInput {
  return input(name, String(count), unit)
}
