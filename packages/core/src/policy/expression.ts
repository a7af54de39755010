import type { Ppm, Rounding, RoundingMode } from '../kernel/index.ts'

/** Rounds a number of any kind: an amount to `fen`, `jiao` or `yuan`, a plain number to `one`. */
export interface StepRounding {
  readonly mode: RoundingMode
  readonly unit: Rounding['unit'] | 'one'
}

/**
 * How the law combines its numbers. Amounts are in fen and plain numbers in millionths; between two roundings a value
 * is an exact fraction. No value is ever negative: a difference that would be is zero.
 */
export type Expression =
  | { readonly parameter: string }
  | { readonly formula: string }
  /** A fact that is a number or an amount. */
  | { readonly input: string }
  /** An amount of the bill as far as it is known: `eligible`, `stream.implant`, `basic.deductible`, `basic.paid` … */
  | { readonly amount: string }
  /** A running total as it stood before this bill. */
  | { readonly used: string }
  /** 0, 1 or 12: what is no number of the law needs no source. */
  | { readonly literal: Ppm }
  | { readonly sum: readonly Expression[] }
  /** The first less all others, never below zero. */
  | { readonly difference: readonly Expression[] }
  | { readonly product: readonly Expression[] }
  | { readonly quotient: readonly [Expression, Expression] }
  /** What is left of the whole; of more than the whole nothing. */
  | { readonly complement: Expression }
  | { readonly least: readonly Expression[] }
  | { readonly greatest: readonly Expression[] }
  | { readonly round: Expression; readonly rounding: StepRounding }
  /** One expression by class. */
  | { readonly choose: string; readonly among: Readonly<Record<string, Expression>> }
  /** Over the words of a list fact: the sum or the greatest of an expression, or how many there are. */
  | { readonly over: string; readonly take: 'sum' | 'greatest'; readonly each: Expression }
  | { readonly over: string; readonly take: 'count' }
  /** The rate of the one band of a rate table in which an amount lies; a bound belongs to the band below it. */
  | { readonly band: string; readonly at: Expression }
  /** Within a step by tiers: the rate that the table prints for the band in hand. */
  | { readonly bandRate: true }
