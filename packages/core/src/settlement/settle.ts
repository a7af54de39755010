import { careKindOf } from '../encounter/index.ts'
import { invariant, negateFen, ok, type Result, refuse, sumFen } from '../kernel/index.ts'
import { accounts, entryOf, type JournalEntry, type Posting } from '../ledger/index.ts'
import { funds } from '../policy/index.ts'
import { noChange } from './decision.ts'
import { familyMovesOf } from './family.ts'
import { openVisit } from './guards.ts'
import { type BillRequest, type Quote, quoteOf } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import type {
  Decision,
  FiledLine,
  PersonFile,
  RunningTotal,
  Settlement,
  SettlementBasis,
  TraceCounts,
} from './types.ts'

export interface SettleOrder extends Omit<BillRequest, 'lines'> {
  readonly settlementId: string
  readonly msgid: string
  readonly traceCounts?: TraceCounts
}

/** What everybody beside the hospital gives or receives by a settlement. A waived amount moves no money. */
export function postingsOf(settlement: Settlement): readonly Posting[] {
  const { amounts, familyPayments, insuredId, providerCode, division, scheme } = settlement
  const owed = sumFen([...funds.map((fund) => amounts[fund]), amounts.account, amounts.family])
  return [
    ...funds.map((fund) => ({ account: accounts.fund(division, scheme, fund), amount: negateFen(amounts[fund]) })),
    { account: accounts.personalAccount(insuredId), amount: negateFen(amounts.account) },
    ...familyPayments.map(({ ownerId, amount }) => ({
      account: accounts.sharedAccount(ownerId),
      amount: negateFen(amount),
    })),
    { account: accounts.cash(insuredId), amount: negateFen(amounts.cash) },
    { account: accounts.receivable(providerCode), amount: owed },
    { account: accounts.till(providerCode), amount: amounts.cash },
  ]
}

/** The journal entry of a settlement: every payer gives, the provider receives. */
function entryOfSettlement(settlement: Settlement): JournalEntry {
  return entryOf({ entryId: settlement.settlementId, kind: settlement.kind, at: settlement.at }, postingsOf(settlement))
}

/** The period in which a settlement counted a running total. */
function periodOfTotal({ periods }: SettlementBasis, code: string): string {
  const period = periods[code]
  invariant(period !== undefined, () => `a settlement says in which period it counts ${code}`)
  return period
}

/** The running totals that a settlement moves. */
export function totalsMovedBy({ scheme, basis, totalsAdded }: Settlement): readonly RunningTotal[] {
  return Object.entries(totalsAdded)
    .filter(([, amount]) => amount !== 0)
    .map(([code, amount]) => ({ scheme, period: periodOfTotal(basis, code), code, amount }))
}

/** What names a settlement and its message. */
type SettlementHead = Pick<
  SettleOrder,
  'settlementId' | 'visitId' | 'batch' | 'msgid' | 'at' | 'medType' | 'certificateType' | 'provider' | 'traceCounts'
>

function settlementOf(file: PersonFile, order: SettlementHead, quote: Quote, lines: readonly FiledLine[]): Settlement {
  const { enrolment, care, year, amounts, familyPayments, balanceAfter, totalsAdded, basis, trace } = quote
  const { settlementId, visitId, batch, msgid, at, medType, certificateType, provider } = order
  return {
    settlementId,
    rootId: settlementId,
    kind: 'settle',
    undoesId: null,
    insuredId: file.insured.insuredId,
    visitId,
    batch,
    providerCode: provider.providerCode,
    msgid,
    at,
    scheme: enrolment.scheme,
    division: enrolment.division,
    year,
    care,
    medType,
    certificateType,
    personType: enrolment.personType,
    amounts,
    familyPayments,
    balanceAfter,
    totalsAdded,
    lineNumbers: lines.map((line) => line.lineNumber),
    traceCounts: order.traceCounts ?? null,
    basis,
    trace,
  }
}

/** The lines of one batch, checked to be settled at most once. */
function batchOf(file: PersonFile, batch: string): Result<readonly FiledLine[], SettlementRefusal> {
  const lines = file.lines.filter((line) => line.batch === batch)
  const settlementId = lines.find((line) => line.settlementId !== null)?.settlementId ?? null
  if (settlementId !== null) return refuse({ code: 'settlement.batch-settled', batch, settlementId })
  return lines.length === 0 ? refuse({ code: 'settlement.no-lines', batch }) : ok(lines)
}

/**
 * The bill of one batch of an open visit, as its provider names it.
 *
 * Refusals: those of the visit, `settlement.batch-settled`, `.no-lines`, `.scheme-differs`, `.med-type-differs`,
 * `.care-not-served` (a visit is outpatient care), `.certificate-differs` (the voucher stays the same from registration to settlement).
 */
export function billOf(
  file: PersonFile,
  order: Omit<BillRequest, 'lines'>,
): Result<readonly FiledLine[], SettlementRefusal> {
  const visit = openVisit(file, order.visitId, order.provider)
  if (!visit.ok) return visit
  const { scheme, medType, certificateType } = visit.value
  const stated = order.insurance.scheme
  if (scheme !== stated) return refuse({ code: 'settlement.scheme-differs', stated, filed: scheme })
  if (medType !== null && medType !== order.medType) {
    return refuse({ code: 'settlement.med-type-differs', stated: order.medType, filed: medType })
  }
  // A visit that was never described has no med_type to differ from, yet it is no purchase.
  if (careKindOf(order.medType) !== 'outpatient') {
    return refuse({ code: 'settlement.care-not-served', medType: order.medType })
  }
  if (certificateType !== order.certificateType) {
    return refuse({ code: 'settlement.certificate-differs', stated: order.certificateType, filed: certificateType })
  }
  return batchOf(file, order.batch)
}

/** Books a quote of these lines: everything that a settlement changes. */
export function bookingOf(
  file: PersonFile,
  order: SettlementHead,
  quote: Quote,
  lines: readonly FiledLine[],
): Decision {
  const settlement = settlementOf(file, order, quote, lines)
  return {
    ...noChange,
    linesLinked: { lineNumbers: settlement.lineNumbers, settlementId: settlement.settlementId },
    settlement,
    entry: entryOfSettlement(settlement),
    totalsAdded: totalsMovedBy(settlement),
    balanceAdded: negateFen(settlement.amounts.account),
    family: familyMovesOf(settlement, file),
    ...(quote.screening === null ? {} : { screening: quote.screening }),
  }
}

/** Settles lines: the quote of this moment, booked. */
export function settleLines(
  file: PersonFile,
  order: SettleOrder,
  lines: readonly FiledLine[],
): Result<Decision, SettlementRefusal> {
  const quote = quoteOf(file, { ...order, lines })
  return quote.ok ? ok(bookingOf(file, order, quote.value, lines)) : quote
}

/** Settles one batch of an open visit (门诊结算). */
export function settleBatch(file: PersonFile, order: SettleOrder): Result<Decision, SettlementRefusal> {
  const lines = billOf(file, order)
  return lines.ok ? settleLines(file, order, lines.value) : lines
}
