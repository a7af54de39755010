import {
  dateOf,
  type Fen,
  type IsoDate,
  inRange,
  invariant,
  maxFen,
  minFen,
  negateFen,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { accounts, entryOf } from '../ledger/index.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { FamilyMove, FamilyOwner, FamilyPayment, FiledSettlement, PersonFile, Settlement } from './types.ts'

/** An owner and what the relative may take of the account now. */
export interface Lender {
  readonly owner: FamilyOwner
  readonly room: Fen
}

function roomOf({ balance, yearlyLimit, usedByYear }: FamilyOwner, year: number): Fen {
  if (yearlyLimit === null) return balance
  const left = subtractFen(yearlyLimit, usedByYear[String(year)] ?? zeroFen)
  return maxFen(zeroFen, minFen(balance, left))
}

/** The owners whose authorisation holds on a day, with what they may give in that benefit year. */
export function lendersOf({ family = [] }: Pick<PersonFile, 'family'>, on: IsoDate, year: number): readonly Lender[] {
  return family.filter(({ range }) => inRange(range, on)).map((owner) => ({ owner, room: roomOf(owner, year) }))
}

/** What each owner has paid of these settlements, in the order in which they first did. */
function paidSoFar(settlements: readonly Pick<FiledSettlement, 'familyPayments'>[]): readonly FamilyPayment[] {
  const paid = new Map<string, FamilyPayment>()
  for (const payment of settlements.flatMap(({ familyPayments }) => familyPayments)) {
    const before = paid.get(payment.ownerId)?.amount ?? zeroFen
    paid.set(payment.ownerId, { ...payment, amount: sumFen([before, payment.amount]) })
  }
  return [...paid.values()]
}

/**
 * Splits what relatives pay of one bill over the owners, one after the other. A later bill of a stay may give back:
 * then the owner who paid last gets first.
 *
 * @param before the earlier bills of the same stay that stand
 */
export function familyPaymentsOf(
  amount: Fen,
  lenders: readonly Lender[],
  before: readonly Pick<FiledSettlement, 'familyPayments'>[],
): readonly FamilyPayment[] {
  const takes = lenders.map(({ owner: { ownerId, ownerName }, room }) => ({ ownerId, ownerName, most: room }))
  const returns = paidSoFar(before)
    .toReversed()
    .map(({ ownerId, ownerName, amount: paid }) => ({ ownerId, ownerName, most: paid }))
  let left = amount < 0 ? negateFen(amount) : amount
  const payments: FamilyPayment[] = []
  for (const { ownerId, ownerName, most } of amount < 0 ? returns : takes) {
    const part = minFen(left, most)
    if (part <= 0) continue
    left = subtractFen(left, part)
    payments.push({ ownerId, ownerName, amount: amount < 0 ? negateFen(part) : part })
  }
  invariant(left === 0, 'relatives pay no more than they may give, and get back no more than they paid')
  return payments
}

/** What a settlement moves on the accounts of the owners: entries of their own, under its number. */
export function familyMovesOf(settlement: Settlement, { family = [] }: PersonFile): readonly FamilyMove[] {
  const { settlementId, at, undoesId, familyPayments } = settlement
  return familyPayments.map(({ ownerId, amount }) => {
    const owner = family.find((each) => each.ownerId === ownerId)
    invariant(amount < 0 || owner !== undefined, 'who pays for a relative is on file')
    const postings = [
      { account: accounts.personalAccount(ownerId), amount: negateFen(amount) },
      { account: accounts.sharedAccount(ownerId), amount },
    ]
    const entry = entryOf({ entryId: settlementId, kind: 'family', at }, postings, undoesId)
    return { ownerId, amount, version: amount < 0 ? null : (owner?.version ?? null), entry }
  })
}

/**
 * Whether the owners can pay what an undoing asks of them again.
 *
 * Refuses with `settlement.family-not-authorised`, `.family-too-small`.
 */
export function familyProblem(file: PersonFile, settlement: Settlement): SettlementRefusal | null {
  const { familyPayments, at, year } = settlement
  const lenders = lendersOf(file, dateOf(at), year)
  for (const { ownerId, ownerName, amount: asked } of familyPayments) {
    if (asked <= 0) continue
    const lender = lenders.find(({ owner }) => owner.ownerId === ownerId)
    if (lender === undefined) return { code: 'settlement.family-not-authorised', owner: ownerName }
    if (lender.room < asked) {
      return { code: 'settlement.family-too-small', owner: ownerName, available: lender.room, asked }
    }
  }
  return null
}

export const oppositePayments = (payments: readonly FamilyPayment[]): readonly FamilyPayment[] =>
  payments.map((payment) => ({ ...payment, amount: negateFen(payment.amount) }))
