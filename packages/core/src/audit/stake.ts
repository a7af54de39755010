import { type Fen, fen, maxFen, type Quantity, zeroFen } from '../kernel/index.ts'
import { amountOf, scaled, shareOfAmount, shareOfQuantity, totalOf } from './amounts.ts'
import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { AuditRow, AuditScope } from './scope.ts'
import type { AuditRule } from './types.ts'

/** How much of what a row adds to its group is beyond the limit. In ten-thousandths. */
export interface Excess {
  readonly part: number
  readonly whole: number
  /** The money that the whole stands for; without it what the row in hand costs. */
  readonly of?: () => Fen
}

/** What money is in question of a hit, in fen, zero or more. */
export type StakeOf = (scope: AuditScope, excess: Excess | null) => Fen

export function stakeOf({ stake }: AuditRule, context: ExpressionContext, maker: Maker): StakeOf {
  switch (stake) {
    case 'none':
      return () => zeroFen
    case 'line':
      return ({ hand }) => notNegative(wholeOf(hand))
    case 'excess':
      return ({ hand }, excess) => notNegative(excess === null ? wholeOf(hand) : moneyBeyond(hand, excess))
    case 'visit':
      return ({ hand }) => notNegative(hand.visit === null ? zeroFen : totalOf(hand.visit))
    case 'fund':
      return ({ hand }) => notNegative(hand.visit?.fundPaid ?? zeroFen)
    default: {
      const value = maker.expression(stake, context)
      return (scope) => notNegative(fenOf(value(scope)))
    }
  }
}

/** All that a row costs: a line its amount, of everything else the visit. */
export function wholeOf({ line, visit }: AuditRow): Fen {
  if (line !== null) return amountOf(line) ?? zeroFen
  return visit === null ? zeroFen : totalOf(visit)
}

function moneyBeyond(hand: AuditRow, { part, whole, of }: Excess): Fen {
  return shareOfAmount(of === undefined ? wholeOf(hand) : of(), part, whole)
}

function notNegative(amount: Fen): Fen {
  return maxFen(amount, zeroFen)
}

/** A stake that cannot be told is nothing; the hit stands all the same. */
function fenOf(value: unknown): Fen {
  if (typeof value !== 'number') return zeroFen
  const whole = Math.round(value)
  return Number.isSafeInteger(whole) ? fen(whole) : zeroFen
}

/** How much of the row's quantity is beyond the limit; null of what has no quantity. */
export function quantityBeyond({ line }: AuditRow, excess: Excess | null): Quantity | null {
  const stands = line?.standing ?? line?.quantity
  return stands === undefined || excess === null ? null : shareOfQuantity(stands, excess.part, excess.whole)
}

/** The sum less the limit, as far as the row itself brought it there; all of the row where arriving at the limit is too much. */
export function excessOf(sum: number, limit: number, own: number, hit: 'over' | 'reach'): Excess {
  const beyond = sum - (scaled(limit) ?? sum)
  return { part: hit === 'reach' ? own : Math.min(own, beyond), whole: own }
}
