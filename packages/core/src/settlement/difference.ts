import type { Apportionment, BenefitRefusal, BillInput, BillTotals, CompiledPlan, TraceStep } from '../benefit/index.ts'
import {
  addFen,
  type Fen,
  maxFen,
  minFen,
  negateFen,
  ok,
  type Result,
  subtractFen,
  sumFen,
  yuan,
  zeroFen,
} from '../kernel/index.ts'
import { payers } from '../policy/index.ts'
import { addTotals, borneOf, lessTotals } from './deductions.ts'
import type { EarlierBill, FiledSettlement, SettlementAmounts } from './types.ts'

/** What one bill comes to beyond the earlier ones of its stay. */
export interface BillShare {
  readonly amounts: SettlementAmounts
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly trace: readonly TraceStep[]
}

/** A bill to be shared out: of its totals the hospital bears this much by audit rules, which no layer of the plan sees. */
export interface BillToShare extends BillInput {
  readonly borne?: BillTotals | undefined
}

const billParts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const

/** Every amount of a settlement; what undoes it carries the opposite of each. */
export const amountNames = [...billParts, 'deductible', ...payers, 'account', 'family', 'cash', 'person'] as const

type Amounts = Readonly<Record<string, Fen>>

/** The sums of amounts by name. */
export function sumOf(all: readonly Amounts[]): Record<string, Fen> {
  const sums: Record<string, Fen> = {}
  for (const amounts of all) {
    for (const [name, amount] of Object.entries(amounts)) sums[name] = addFen(sums[name] ?? zeroFen, amount)
  }
  return sums
}

function less(whole: Amounts, part: Amounts): Record<string, Fen> {
  return sumOf([whole, Object.fromEntries(Object.entries(part).map(([name, amount]) => [name, negateFen(amount)]))])
}

/** A settlement that stands, as a later bill of its stay is computed on it. */
export function earlierBill({ settlementId, amounts, totalsAdded, basis }: FiledSettlement): EarlierBill {
  const borne = borneOf(basis.audit)
  const { periods, streams } = basis
  return { settlementId, amounts, totalsAdded, periods, streams, ...(borne === undefined ? {} : { borne }) }
}

/** What the hospital bears of several bills; undefined when nothing. */
export const borneBefore = (before: readonly EarlierBill[]): BillTotals | undefined =>
  before.reduce<BillTotals | undefined>((sum, { borne }) => addTotals(sum, borne), undefined)

/** What earlier bills added to the running totals of these periods, by code. */
export function addedBefore(before: readonly EarlierBill[], periods: Readonly<Record<string, string>>): Amounts {
  return sumOf(
    before.map(({ totalsAdded, periods: theirs }) =>
      Object.fromEntries(Object.entries(totalsAdded).filter(([code]) => theirs[code] === periods[code])),
    ),
  )
}

/** The whole stay so far as one bill, with the running totals and the account as they were without its earlier bills. */
function wholeOf(
  bill: BillToShare,
  before: readonly EarlierBill[],
  periods: Readonly<Record<string, string>>,
): BillToShare {
  const part = (name: keyof BillTotals): Fen =>
    sumFen([bill.totals[name], ...before.map(({ amounts }) => amounts[name])])
  const totals = {
    total: part('total'),
    nonCovered: part('nonCovered'),
    overPriceLimit: part('overPriceLimit'),
    preCoinsurance: part('preCoinsurance'),
    eligible: part('eligible'),
  }
  const spent = sumFen(before.map(({ amounts }) => amounts.account))
  const lent = sumFen(before.map(({ amounts }) => amounts.family))
  const { accountUsed, accountAsked, familyBalance = zeroFen } = bill
  const upTo = accountAsked === null ? null : addFen(accountAsked, spent)
  return {
    ...bill,
    totals,
    borne: addTotals(bill.borne, borneBefore(before)),
    streams: sumOf([bill.streams, ...before.map(({ streams }) => streams)]),
    used: less(bill.used, addedBefore(before, periods)),
    accountBalance: addFen(bill.accountBalance, spent),
    // Who wants nothing of the account now leaves it what the earlier bills took.
    accountUsed: accountUsed || spent !== 0 || lent !== 0,
    accountAsked: accountUsed ? upTo : spent,
    familyBalance: accountUsed && accountAsked === null ? addFen(familyBalance, lent) : lent,
  }
}

function amountsOf({ totals, borne }: BillToShare, result: Apportionment): SettlementAmounts {
  const { payments, account, family, cash, person, parts, poolRate } = result
  const hospital = borne === undefined ? payments.hospital : addFen(payments.hospital, borne.total)
  return { ...totals, ...payments, hospital, deductible: parts.deductible, account, family, cash, person, poolRate }
}

/** The plan shares out what the hospital does not bear. */
function sharedOut(
  apportion: CompiledPlan['apportion'],
  bill: BillToShare,
  why: boolean,
): Result<Apportionment, BenefitRefusal> {
  const { borne, ...input } = bill
  return apportion(borne === undefined ? input : { ...input, totals: lessTotals(bill.totals, borne) }, why)
}

/**
 * Computes one bill. A later bill of a stay is the difference of cumulative results: what all lines come to together,
 * less what the earlier bills took; deductible and bands go on, and a payer may get something back.
 *
 * @param bill    the new lines alone, with running totals and account as they stand now; its totals with what the
 *                hospital bears
 * @param before  the earlier bills of the same stay and year that stand
 * @param periods the period of each running total of `bill.used`
 */
export function apportionAfter(
  { apportion }: Pick<CompiledPlan, 'apportion'>,
  bill: BillToShare,
  before: readonly EarlierBill[],
  periods: Readonly<Record<string, string>>,
  why = true,
): Result<BillShare, BenefitRefusal> {
  if (before.length === 0) {
    const result = sharedOut(apportion, bill, why)
    if (!result.ok) return result
    const { totalsAdded, trace } = result.value
    return ok({ amounts: amountsOf(bill, result.value), totalsAdded, trace })
  }
  const whole = wholeOf(bill, before, periods)
  const taken = sumOf(before.map(({ amounts }) => Object.fromEntries(amountNames.map((name) => [name, amounts[name]]))))
  const first = sharedOut(apportion, whole, why)
  if (!first.ok) return first
  const limited = accountsAtMost(bill, whole, first.value, taken)
  const result = limited === null ? first : sharedOut(apportion, limited, why)
  if (!result.ok) return result
  const all = amountsOf(whole, result.value)
  const named = Object.fromEntries(amountNames.map((name) => [name, all[name]]))
  const amounts = { ...all, ...less(named, taken) }
  // A total that the law no longer counts stays as the earlier bills left it.
  const totalsAdded = less(result.value.totalsAdded, addedBefore(before, periods))
  const trace = why ? [lessEarlier(bill, whole), ...result.value.trace] : []
  return ok({ amounts, totalsAdded, trace })
}

/** Says first that everything below is computed for the whole stay. */
function lessEarlier({ totals }: BillInput, whole: BillInput): TraceStep {
  const inputs = [
    { name: 'wholeStay', value: yuan(whole.totals.total) },
    { name: 'earlierBills', value: yuan(subtractFen(whole.totals.total, totals.total)) },
  ] as const
  return { step: 'earlier-bills', subject: '', inputs, result: totals.total, source: '', assumed: false }
}

/**
 * Accounts pay no more than what this bill asks of the person: they never become cash for what was paid before. What a
 * bill gives back goes to the relatives who paid before it becomes cash.
 *
 * @returns the whole stay with what its accounts may pay; null when they stay below by themselves
 */
function accountsAtMost(
  bill: BillInput,
  whole: BillToShare,
  result: Apportionment,
  taken: Amounts,
): BillToShare | null {
  const { account = zeroFen, family = zeroFen, person = zeroFen } = taken
  const free = bill.accountUsed && bill.accountAsked === null
  const due = maxFen(zeroFen, subtractFen(result.person, person))
  const own = subtractFen(result.account, account)
  const ownAtMost = free ? minFen(own, due) : own
  const relatives = subtractFen(result.family, family)
  // What is taken off the own account is not asked of relatives instead.
  const asked = free
    ? minFen(own > due ? maxFen(relatives, zeroFen) : relatives, subtractFen(due, ownAtMost))
    : relatives
  const back = subtractFen(subtractFen(person, result.person), maxFen(zeroFen, negateFen(ownAtMost)))
  const relativesAtMost = back > 0 ? minFen(asked, negateFen(minFen(family, back))) : asked
  if (own === ownAtMost && relatives === relativesAtMost) return null
  const accountAsked = free ? addFen(account, ownAtMost) : whole.accountAsked
  return { ...whole, accountAsked, familyBalance: addFen(family, relativesAtMost) }
}
