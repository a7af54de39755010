import { addFen, type Fen, negateFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { MoneyKind } from './kinds.ts'

/** One movement of a matter's money, in the order in which they were made. */
export interface MoneyMove {
  readonly kind: MoneyKind
  readonly amount: Fen
  /** The entry of the institution's journal; null of a deduction before its statement, and of one that was withdrawn before. */
  readonly entryId: string | null
}

/** What was ordered and not withdrawn: at most one order, with what came of it. */
export function liveMoney<T extends MoneyMove>(moves: readonly T[]): readonly T[] {
  const orders = moves.filter(({ kind }) => kind !== 'returned')
  const last = orders.map(({ kind }) => kind).lastIndexOf('withdrawn')
  return orders.slice(last + 1)
}

/** What a movement does to the account of recoveries: below zero the institution owes the fund. */
function onRecovery({ kind, amount, entryId }: MoneyMove): Fen {
  switch (kind) {
    case 'claim':
    case 'returned':
      return negateFen(amount)
    case 'received':
      return amount
    case 'withdrawn':
      return entryId === null ? zeroFen : amount
    default:
      return zeroFen
  }
}

/**
 * What the fund owes an institution of one matter: what a statement took or a cashier received, and was withdrawn afterwards, as far
 * as it was not paid back. In fen, never below zero.
 */
export function owedBack(moves: readonly MoneyMove[]): Fen {
  const [order, came] = liveMoney(moves)
  const stillClaimed = order?.kind === 'claim' && came === undefined ? order.amount : zeroFen
  return addFen(sumFen(moves.map(onRecovery)), stillClaimed)
}
