import {
  divideExact,
  type Fen,
  fen,
  maxFen,
  minFen,
  multiplyExact,
  roundExact,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { bringsBack } from './measures.ts'
import type { CaseworkRefusal } from './refusals.ts'
import type { Step } from './types.ts'

/** The line of a bill that a matter is about, with what the bill's funds paid; in fen. */
export interface LineMoney {
  readonly lineNumber: string
  /** Of the line with its refunds. */
  readonly eligible: Fen
  /** What audit rules took out of its eligible expense at settlement. */
  readonly takenOut: Fen
  readonly billEligible: Fen
  /** What all funds together paid for the bill. */
  readonly billFund: Fen
}

/** Another matter about the same line. */
export interface LineClaim {
  readonly matterId: string
  /** What is to be recovered by it; nothing where nothing is decided. */
  readonly decided: Fen
  /** What was ordered of that and not withdrawn. */
  readonly ordered: Fen
}

/**
 * What the funds paid for one line: their part of the bill in the proportion of the line's eligible expense, rounded half up to the fen.
 *
 * @returns fen, zero or more, never more than the line's eligible expense
 */
export function fundShareOf({ eligible, takenOut, billEligible, billFund }: LineMoney): Fen {
  const left = maxFen(subtractFen(eligible, takenOut), zeroFen)
  if (billEligible <= 0 || billFund <= 0 || left === 0) return zeroFen
  if (left >= billEligible) return minFen(billFund, left)
  return minFen(fen(roundExact(multiplyExact(billFund, divideExact(left, billEligible)), 1, 'half-up')), left)
}

/** What a step is about to take of a line, and what others have of it: decisions beside decisions, orders beside orders. */
function taking({ event, matter, money }: Step, others: readonly LineClaim[]) {
  const isOrder = money?.kind === 'deduction' || money?.kind === 'claim'
  if (isOrder) return { amount: money.amount, held: others.map((one) => ({ ...one, amount: one.ordered })) }
  const decides = (event.details.measures ?? []).some(({ kind }) => bringsBack(kind))
  const amount = decides ? (matter.decided ?? zeroFen) : zeroFen
  return { amount, held: others.map((one) => ({ ...one, amount: one.decided })) }
}

/**
 * Holds what a step decides or orders against the line it is about: all matters of one line together take back no more than the funds
 * paid for it.
 *
 * @returns `casework.beyond-line`, or null when it stays within
 */
export function beyondLine(step: Step, line: LineMoney, others: readonly LineClaim[]): CaseworkRefusal | null {
  const { amount, held } = taking(step, others)
  if (amount === 0) return null
  const share = fundShareOf(line)
  const holders = held.filter((one) => one.amount > 0)
  const taken = sumFen(holders.map((one) => one.amount))
  if (amount + taken <= share) return null
  const { lineNumber } = line
  return {
    code: 'casework.beyond-line',
    lineNumber,
    amount,
    share,
    taken,
    others: holders.map(({ matterId }) => matterId),
  }
}
