import { addFen, type Fen, negateFen, sumFen } from '../kernel/index.ts'
import { accounts } from '../ledger/index.ts'
import type { FiledSettlement } from './types.ts'
import type { AccountEntry, PersonHistory, Report } from './verify-types.ts'

/** What relatives paid of a settlement is what its owners' payments come to; what undoes it gives each the opposite. */
export function checkFamilyPayments(
  { settlementId, amounts, familyPayments }: FiledSettlement,
  undone: FiledSettlement | null,
  report: Report,
): void {
  const where = `settlement ${settlementId}`
  const paid = sumFen(familyPayments.map(({ amount }) => amount))
  if (paid !== amounts.family) report(2, 'payments of relatives', where, paid, amounts.family)
  if (undone === null) return
  const listed = (of: FiledSettlement, sign: (amount: Fen) => Fen) =>
    of.familyPayments.map(({ ownerId, amount }) => `${ownerId} ${sign(amount)}`).join()
  const [found, expected] = [listed({ ...undone, familyPayments }, (amount) => amount), listed(undone, negateFen)]
  if (found !== expected) report(3, 'opposite payments of relatives', where, found, expected)
}

function checkEntry(
  { entry }: AccountEntry,
  { insuredId }: PersonHistory,
  earlier: ReadonlyMap<string, Fen>,
  report: Report,
): Fen {
  const where = `entry ${entry.entryId}`
  const own = accounts.personalAccount(insuredId)
  const postedTo = (account: string): Fen =>
    sumFen(entry.postings.filter((posting) => posting.account === account).map(({ amount }) => amount))
  const moved = postedTo(own)
  const shared = postedTo(accounts.sharedAccount(insuredId))
  const sum = sumFen(entry.postings.map(({ amount }) => amount))
  if (sum !== 0) report(3, 'postings sum', where, sum, 0)
  if (addFen(moved, shared) !== 0 || entry.postings.length !== 2) {
    report(3, 'postings for a relative', where, `${moved} ${shared}`, 'the account and its opposite')
  }
  if (entry.opposes === null) return moved
  const opposed = earlier.get(entry.opposes)
  if (opposed === undefined || moved !== negateFen(opposed)) {
    report(3, `opposite posting to ${own}`, where, moved, opposed === undefined ? 'on file' : negateFen(opposed))
  }
  return moved
}

/** A credit balances and gives the person's own account something. */
function checkCredit({ entry }: AccountEntry, { insuredId }: PersonHistory, report: Report): Fen {
  const where = `entry ${entry.entryId}`
  const own = accounts.personalAccount(insuredId)
  const sum = sumFen(entry.postings.map(({ amount }) => amount))
  if (sum !== 0) report(3, 'postings sum', where, sum, 0)
  const moved = sumFen(entry.postings.filter(({ account }) => account === own).map(({ amount }) => amount))
  if (moved <= 0) report(3, `posting to ${own}`, where, moved, 'more than zero')
  return moved
}

/**
 * Goes through what an account paid for relatives and what it was credited with, in their order among the person's own
 * settlements.
 *
 * @returns carries all entries that were recorded before a version
 */
export function carryAccountEntries(
  history: PersonHistory,
  replay: { balance: Fen },
  report: Report,
): (sequence: number) => void {
  const { familyEntries = [], creditEntries = [] } = history
  const entries = [...familyEntries, ...creditEntries].sort((a, b) => a.sequence - b.sequence)
  const moved = new Map<string, Fen>()
  let next = 0
  return (sequence) => {
    for (let each = entries[next]; each !== undefined && each.sequence < sequence; each = entries[next]) {
      const { entryId, kind } = each.entry
      const isCredit = kind === 'credit'
      const amount = isCredit ? checkCredit(each, history, report) : checkEntry(each, history, moved, report)
      moved.set(entryId, amount)
      replay.balance = addFen(replay.balance, amount)
      if (replay.balance < 0) report(5, 'account', `entry ${entryId}`, replay.balance, 'zero or more')
      next += 1
    }
  }
}
