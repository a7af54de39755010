import {
  addFen,
  type Fen,
  type LocalDateTime,
  negateFen,
  splitByWeights,
  subtractFen,
  sumFen,
  zeroFen,
} from '@yibao/core/kernel'
import { accounts, type EntryKind, entryOf, oppositeOf, type Posting } from '@yibao/core/ledger'
import type { Clearing, PartSums, Statement } from '@yibao/core/payment'
import type { InstitutionEntry, PaymentRun } from './payment-run-ports.ts'

/** Where entries get their numbers and times. */
export interface Booking {
  readonly run: Pick<PaymentRun, 'runId' | 'division' | 'schemes'>
  readonly newId: () => string
  readonly at: LocalDateTime
}

function book(booking: Booking, providerCode: string, kind: EntryKind, postings: readonly Posting[]) {
  const entry = entryOf({ entryId: booking.newId(), kind, at: booking.at }, postings)
  return entry.postings.length === 0 ? [] : [{ providerCode, entry }]
}

/** Takes an amount out of the pools of a run's insurances: each its share by what it recognised. */
function outOfPools({ run }: Booking, amount: Fen, weights: readonly number[]): readonly Posting[] {
  const size = amount < 0 ? negateFen(amount) : amount
  const known = weights.some((weight) => weight > 0) ? weights : weights.map((_, index) => (index === 0 ? 1 : 0))
  return splitByWeights(size, known).map((share, index) => ({
    account: accounts.fund(run.division, run.schemes[index] ?? '', 'pool'),
    amount: amount < 0 ? share : negateFen(share),
  }))
}

/** What the fund was charged with when the persons settled, of the cases that a part recognises. */
export const bookedOf = ({ pools, adjustments }: PartSums): Fen =>
  addFen(sumFen(pools.map(({ sums }) => sums.fundPaid)), adjustments.fundPaid)

/**
 * A month in an institution's journal; `booked` is what persons' settlements charged of what it recognises. What is recognised beyond what settlements booked comes out of the pool, the deposit goes aside,
 * deductions go back to the pool, and what is transferred settles the claim, together with the advance that it offsets.
 */
export function monthEntries(
  booking: Booking,
  providerCode: string,
  statement: Statement,
  booked: Fen,
): readonly InstitutionEntry[] {
  const { fundPayable, deductions, deposit, payable, advanceOffset } = statement
  const receivable = accounts.receivable(providerCode)
  const recognised = subtractFen(fundPayable, booked)
  return [
    ...book(booking, providerCode, 'month-statement', [
      ...outOfPools(booking, recognised, [1]),
      { account: receivable, amount: subtractFen(recognised, deposit) },
      { account: accounts.deposit(providerCode), amount: deposit },
    ]),
    ...book(booking, providerCode, 'deduction', [
      ...outOfPools(booking, negateFen(deductions), [1]),
      { account: receivable, amount: negateFen(deductions) },
    ]),
    ...book(booking, providerCode, 'appropriation', [
      { account: receivable, amount: negateFen(addFen(payable, advanceOffset)) },
      { account: accounts.disbursed(providerCode), amount: payable },
      { account: accounts.advance(providerCode), amount: advanceOffset },
    ]),
  ]
}

/** Money ahead: transferred, and owed back until statements offset it. */
export function advanceEntries(booking: Booking, providerCode: string, amount: Fen): readonly InstitutionEntry[] {
  return book(booking, providerCode, 'advance', [
    { account: accounts.disbursed(providerCode), amount },
    { account: accounts.advance(providerCode), amount: negateFen(amount) },
  ])
}

/** What months brought to an institution in the year that is cleared. */
export interface YearBooks {
  /** Recognised by months, by insurance in the order of the run. */
  readonly recognised: readonly Fen[]
  readonly deposit: Fen
  readonly advancesLeft: Fen
}

/**
 * The clearing of a year: what months recognised is put right in the pool, the deposit is released but for what assessment took, advances
 * that nothing offset are settled, and what remains is transferred. What is to be taken back stays as a claim below zero.
 */
export function clearingEntries(
  booking: Booking,
  { institution, settled, depositLost, final }: Clearing,
  { recognised, deposit, advancesLeft }: YearBooks,
): readonly InstitutionEntry[] {
  const receivable = accounts.receivable(institution)
  const more = subtractFen(settled, sumFen(recognised))
  const transferred = final > 0 ? final : zeroFen
  return [
    ...book(booking, institution, 'clearing', [
      ...outOfPools(
        booking,
        subtractFen(more, depositLost),
        recognised.map((amount) => Math.max(amount, 0)),
      ),
      { account: accounts.deposit(institution), amount: negateFen(deposit) },
      { account: accounts.advance(institution), amount: advancesLeft },
      {
        account: receivable,
        amount: subtractFen(subtractFen(addFen(more, deposit), depositLost), advancesLeft),
      },
    ]),
    ...book(booking, institution, 'appropriation', [
      { account: receivable, amount: negateFen(transferred) },
      { account: accounts.disbursed(institution), amount: transferred },
    ]),
  ]
}

/** The opposite of everything that a run booked. */
export function reopeningEntries(booking: Booking, entries: readonly InstitutionEntry[]): readonly InstitutionEntry[] {
  return entries.map(({ providerCode, entry }) => ({
    providerCode,
    entry: oppositeOf(entry, { entryId: booking.newId(), kind: 'reopening', at: booking.at }),
  }))
}
