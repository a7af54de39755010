import type { BenefitRefusal, BillTotals, OpenPlan, PlanBook } from '../benefit/index.ts'
import { addFen, type Fen, type IsoDate, ok, type Result, subtractFen, sumFen, zeroFen } from '../kernel/index.ts'
import type { CareName, PolicyRefusal } from '../policy/index.ts'
import { borneOf } from './deductions.ts'
import { addedBefore, apportionAfter, type BillShare, type BillToShare, borneBefore, sumOf } from './difference.ts'
import { planCareOf } from './entitlement.ts'
import { periodsFor } from './periods.ts'
import { countsDeductibleOverStay } from './quote.ts'
import type { EarlierBill, Settlement, SettlementAmounts } from './types.ts'

/** What a settlement of the past would come to under another law. Recorded nowhere. */
export interface Rerun {
  readonly planId: string
  readonly packHash: string
  /** The day whose law was taken. */
  readonly on: IsoDate
  readonly amounts: SettlementAmounts
  readonly totalsAdded: Readonly<Record<string, Fen>>
  /** Running totals of the other law of which the settlement kept no figure; they were taken as zero. */
  readonly unknownTotals: readonly string[]
}

/** Where the law for a settlement's day and care is opened. */
export interface OtherLaw {
  readonly book: PlanBook
  /** The day whose law is taken; null for that of the settlement itself. */
  readonly on: IsoDate | null
}

const part = (all: readonly BillTotals[], name: keyof BillTotals): Fen => sumFen(all.map((totals) => totals[name]))

function totalsOver(all: readonly BillTotals[]): BillTotals {
  return {
    total: part(all, 'total'),
    nonCovered: part(all, 'nonCovered'),
    overPriceLimit: part(all, 'overPriceLimit'),
    preCoinsurance: part(all, 'preCoinsurance'),
    eligible: part(all, 'eligible'),
  }
}

/** Care of a birth is paid by a plan of its own where the region has one. */
function plansFor({ medType, care }: Settlement): readonly CareName[] {
  const usual = planCareOf(medType, care)
  return care === 'inpatient' && medType.startsWith('5') ? ['maternity', usual] : [usual]
}

/** The plan that pays a settlement's care in a book on a day; refuses with `policy.no-plan`. */
export function openFor(settlement: Settlement, book: PlanBook, on: IsoDate): Result<OpenPlan, PolicyRefusal> {
  const { division, scheme } = settlement
  const [usual = settlement.care, ...others] = plansFor(settlement)
  const first = book.open(division, scheme, usual, on)
  const second = others[0]
  return first.ok || second === undefined ? first : book.open(division, scheme, second, on)
}

/** The periods of the other plan's running totals, and which of them the settlement kept a figure of. */
export function periodsUnder({ pack, compiled }: OpenPlan, { basis, visitId }: Settlement) {
  const { on, stay } = basis
  // The day of the basis was chosen by the year it belongs to, so it says the year by itself.
  const occasion = { on, admission: null, discharge: null, stay: visitId, episode: stay?.episode ?? visitId }
  const periods = periodsFor(compiled.plan.totals, occasion, pack.year, stay?.before)
  const unknown = Object.keys(periods).filter((code) => basis.periods[code] !== periods[code])
  return { periods, unknown }
}

type Law = Pick<OpenPlan, 'compiled'> & { readonly periods: Readonly<Record<string, string>> }

const lentBy = (before: readonly EarlierBill[]): Fen => sumFen(before.map(({ amounts }) => amounts.family))

const spentBy = (before: readonly EarlierBill[]): Fen => sumFen(before.map(({ amounts }) => amounts.account))

/** The bill as if nothing of its stay had been billed before it. */
function withoutEarlier(bill: BillToShare, before: readonly EarlierBill[], periods: Law['periods']): BillToShare {
  const added = addedBefore(before, periods)
  const used = Object.entries(bill.used).map(([code, amount]) => [code, subtractFen(amount, added[code] ?? zeroFen)])
  return {
    ...bill,
    used: Object.fromEntries(used),
    accountBalance: addFen(bill.accountBalance, spentBy(before)),
    familyBalance: addFen(bill.familyBalance ?? zeroFen, lentBy(before)),
  }
}

/** The earlier bills of the stay under the other law, as one; the account pays at most what it paid. */
function earlierUnder(
  { compiled, periods }: Law,
  start: BillToShare,
  before: readonly EarlierBill[],
): Result<EarlierBill, BenefitRefusal> {
  const [spent, lent] = [spentBy(before), lentBy(before)]
  const bill: BillToShare = {
    ...start,
    totals: totalsOver(before.map(({ amounts }) => amounts)),
    borne: borneBefore(before),
    streams: sumOf(before.map(({ streams }) => streams)),
    accountUsed: spent > 0 || lent > 0,
    accountAsked: spent,
    familyBalance: lent,
  }
  const share = apportionAfter(compiled, bill, [], periods, false)
  if (!share.ok) return share
  const { amounts, totalsAdded } = share.value
  const { streams, borne } = bill
  const head = { settlementId: before[0]?.settlementId ?? '', ...(borne === undefined ? {} : { borne }) }
  return ok({ ...head, amounts, totalsAdded, periods, streams })
}

function shareUnder(law: Law, bill: BillToShare, before: readonly EarlierBill[]): Result<BillShare, BenefitRefusal> {
  const { compiled, periods } = law
  if (before.length === 0) return apportionAfter(compiled, bill, [], periods, false)
  const start = withoutEarlier(bill, before, periods)
  const earlier = earlierUnder(law, start, before)
  if (!earlier.ok) return earlier
  const { amounts, totalsAdded } = earlier.value
  const after: BillToShare = {
    ...bill,
    used: sumOf([start.used, totalsAdded]),
    accountBalance: subtractFen(start.accountBalance, amounts.account),
    familyBalance: subtractFen(start.familyBalance ?? zeroFen, amounts.family),
  }
  return apportionAfter(compiled, after, [earlier.value], periods, false)
}

/**
 * Computes a settlement again from what it kept, under another law: the same bill, person, place, account and running
 * totals before it. The split of the single lines stays as it was made, and no other settlement is computed anew, so
 * that what each of several settlements comes to does not hang on the others. A later bill of a stay is, as it was, what
 * all bills of the stay come to under that law, less the earlier ones under that law.
 *
 * @param settlement a first settlement, not one that undoes another
 * @returns the amounts, or `policy.no-plan`, `policy.no-value` and the other refusals of the law for that day
 */
export function rerunOf(settlement: Settlement, { book, on }: OtherLaw): Result<Rerun, BenefitRefusal> {
  const { basis, amounts } = settlement
  const { facts, streams, accountBalance, accountUsed, accountAsked, stay } = basis
  const day = on ?? basis.on
  const open = openFor(settlement, book, day)
  if (!open.ok) return open
  const { pack, compiled } = open.value
  const { periods, unknown } = periodsUnder(open.value, settlement)
  const kept = Object.keys(periods).filter((code) => !unknown.includes(code))
  const bill: BillToShare = {
    totals: totalsOver([amounts]),
    borne: borneOf(basis.audit),
    streams,
    facts,
    used: Object.fromEntries(kept.map((code) => [code, basis.used[code] ?? zeroFen])),
    accountBalance,
    accountUsed,
    accountAsked,
    familyBalance: basis.familyBalance ?? zeroFen,
    deductibleBefore: stay === undefined || countsDeductibleOverStay(compiled.plan) ? zeroFen : stay.deductibleBefore,
  }
  const share = shareUnder({ compiled, periods }, bill, stay?.before ?? [])
  if (!share.ok) return share
  return ok({
    planId: compiled.plan.id,
    packHash: pack.hash,
    on: day,
    amounts: share.value.amounts,
    totalsAdded: share.value.totalsAdded,
    unknownTotals: unknown,
  })
}
