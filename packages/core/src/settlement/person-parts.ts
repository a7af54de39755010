import { addFen, type Fen, negateFen, subtractFen, zeroFen } from '../kernel/index.ts'
import { borneOf } from './deductions.ts'
import type { Settlement } from './types.ts'

/** What a person bears of a bill, by why; the two add up to `amounts.person`. */
export interface PersonParts {
  /** 个人自费: what no insurance covers, whoever is insured how: not covered, or above a price ceiling. */
  readonly ownExpense: Fen
  /** 个人自付: the person's share of what is covered: deductible, shares borne first, co-payment, above limits. */
  readonly selfPay: Fen
}

/**
 * 个人自费 and 个人自付 of a settlement, as the national settlement list asks for them.
 *
 * @returns amounts in fen, opposite for a settlement that undoes another
 * @source 《医疗保障基金结算清单填写规范》 个人支付: 个人自付、个人自费
 */
export function personParts({ kind, amounts, basis }: Pick<Settlement, 'kind' | 'amounts' | 'basis'>): PersonParts {
  const borne = borneOf(basis.audit)
  const waived = borne === undefined ? zeroFen : addFen(borne.nonCovered, borne.overPriceLimit)
  // An undoing keeps the basis of what it undoes, with opposite amounts.
  const undoes = kind === 'cancel' || kind === 'reverse'
  const own = subtractFen(addFen(amounts.nonCovered, amounts.overPriceLimit), undoes ? negateFen(waived) : waived)
  return { ownExpense: own, selfPay: subtractFen(amounts.person, own) }
}
