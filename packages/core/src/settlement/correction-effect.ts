import { addFen, negateFen, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import { type AccountCode, accounts, type Posting } from '../ledger/index.ts'
import { funds } from '../policy/index.ts'
import type { Correction, Effect, FiledCorrection, Money } from './correction-types.ts'
import { amountNames } from './difference.ts'
import { totalsMovedBy } from './settle.ts'
import type { FiledSettlement, RunningTotal, Settlement, SettlementAmounts } from './types.ts'

/** Amounts that can be added up. */
function moneyOf({ poolRate: _, ...money }: SettlementAmounts): Money {
  return money
}

function combine(a: Money, b: Money, of: typeof addFen): Money {
  return { ...a, ...Object.fromEntries(amountNames.map((name) => [name, of(a[name], b[name])])) }
}

function oppositeMoney(money: Money): Money {
  return { ...money, ...Object.fromEntries(amountNames.map((name) => [name, negateFen(money[name])])) }
}

const keyOf = ({ scheme, period, code }: RunningTotal): string => `${scheme} ${period} ${code}`

/** Running totals added up by scheme, period and code; what comes to nothing is left out. */
export function sumTotals(all: readonly RunningTotal[]): readonly RunningTotal[] {
  const sums = new Map<string, RunningTotal>()
  for (const total of all) {
    const key = keyOf(total)
    sums.set(key, { ...total, amount: addFen(sums.get(key)?.amount ?? zeroFen, total.amount) })
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0)
}

const oppositeTotals = (all: readonly RunningTotal[]): readonly RunningTotal[] =>
  all.map((total) => ({ ...total, amount: negateFen(total.amount) }))

function sumPostings(all: readonly Posting[]): readonly Posting[] {
  const sums = new Map<AccountCode, Posting>()
  for (const { account, amount } of all) {
    sums.set(account, { account, amount: addFen(sums.get(account)?.amount ?? zeroFen, amount) })
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0)
}

const oppositePostings = (all: readonly Posting[]): readonly Posting[] =>
  all.map(({ account, amount }) => ({ account, amount: negateFen(amount) }))

/** What leaves the funds of one place and scheme. */
function fundPostings(amounts: Money, { division, scheme }: Pick<Settlement, 'division' | 'scheme'>) {
  return funds.map((fund) => ({ account: accounts.fund(division, scheme, fund), amount: negateFen(amounts[fund]) }))
}

/** What a settlement does, or a corrected one would do, at the funds and in the running totals. */
export function effectOf(settlement: Settlement): Effect {
  const amounts = moneyOf(settlement.amounts)
  return { amounts, totals: totalsMovedBy(settlement), postings: fundPostings(amounts, settlement) }
}

/** What no fund pays: the hospital waives what it waived, the accounts paid what they paid, the rest is the person's. */
export function uninsuredEffect({ amounts }: Settlement): Effect {
  const none = Object.fromEntries(funds.map((fund) => [fund, zeroFen]))
  const person = subtractFen(amounts.total, amounts.hospital)
  const owed = subtractFen(person, amounts.person)
  const cash = addFen(amounts.cash, owed)
  return { amounts: { ...moneyOf(amounts), ...none, deductible: zeroFen, person, cash }, totals: [], postings: [] }
}

const isFund = ({ account }: Posting): boolean => account.startsWith('fund:')

/** A settlement as recorded, with corrections of it. */
export function standingEffect(settlement: FiledSettlement, corrections: readonly FiledCorrection[]): Effect {
  const recorded = effectOf(settlement)
  return {
    amounts: corrections.reduce((sum, { amounts }) => combine(sum, amounts, addFen), recorded.amounts),
    totals: sumTotals([...recorded.totals, ...corrections.flatMap(({ totals }) => totals)]),
    postings: sumPostings([...recorded.postings, ...corrections.flatMap(({ entry }) => entry.postings.filter(isFund))]),
  }
}

/** What leads from one effect to another; what the funds pay more is owed to the person. */
export function differenceOf(before: Effect, after: Effect, insuredId: string): Effect {
  const atFunds = sumPostings([...after.postings, ...oppositePostings(before.postings)])
  const claim = negateFen(sumFen(atFunds.map(({ amount }) => amount)))
  const amounts = combine(after.amounts, before.amounts, subtractFen)
  return {
    amounts,
    totals: sumTotals([...after.totals, ...oppositeTotals(before.totals)]),
    postings: [...atFunds, { account: accounts.correctionClaim(insuredId), amount: claim }].filter(
      ({ amount }) => amount !== 0,
    ),
  }
}

/** Whether an effect changes nothing at all. */
export function isNothing({ amounts, totals, postings }: Effect): boolean {
  return totals.length === 0 && postings.length === 0 && amountNames.every((name) => amounts[name] === 0)
}

/** What undoes a correction, amount by amount and total by total. */
export function oppositeOfCorrection({ amounts, totals }: Correction): Pick<Correction, 'amounts' | 'totals'> {
  return { amounts: oppositeMoney(amounts), totals: oppositeTotals(totals) }
}

/** The corrections whose effect was not undone. */
export function inForce<Some extends Correction>(corrections: readonly Some[]): readonly Some[] {
  const undone = new Set(corrections.map(({ undoesId }) => undoesId))
  return corrections.filter(({ kind, correctionId }) => kind === 'correct' && !undone.has(correctionId))
}
