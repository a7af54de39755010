import { careKindOf } from '../encounter/index.ts'
import { addFen, negateFen, ok, type Result, refuse } from '../kernel/index.ts'
import { accounts, entryOf, type JournalEntry } from '../ledger/index.ts'
import { noChange } from './decision.ts'
import { openVisit } from './guards.ts'
import { type BillRequest, type Quote, quoteOf } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { Decision, FiledLine, PersonFile, RunningTotal, Settlement } from './types.ts'

export interface SettleOrder extends Omit<BillRequest, 'lines'> {
  readonly visitId: string
  readonly settlementId: string
  readonly msgid: string
}

/** The journal entry of a settlement: every payer gives, the provider receives. */
function entryOfSettlement(settlement: Settlement): JournalEntry {
  const { amounts, insuredId, providerCode, division, scheme } = settlement
  return entryOf({ entryId: settlement.settlementId, kind: settlement.kind, at: settlement.at }, [
    { account: accounts.pool(division, scheme), amount: negateFen(amounts.pool) },
    { account: accounts.personalAccount(insuredId), amount: negateFen(amounts.account) },
    { account: accounts.cash(insuredId), amount: negateFen(amounts.cash) },
    { account: accounts.receivable(providerCode), amount: addFen(amounts.pool, amounts.account) },
    { account: accounts.till(providerCode), amount: amounts.cash },
  ])
}

/** The running totals that a settlement moves. */
export function totalsMovedBy(settlement: Settlement): readonly RunningTotal[] {
  const { scheme, year } = settlement
  return Object.entries(settlement.totalsAdded)
    .filter(([, amount]) => amount !== 0)
    .map(([code, amount]) => ({ scheme, year, code, amount }))
}

function settlementOf(file: PersonFile, order: SettleOrder, quote: Quote, lines: readonly FiledLine[]): Settlement {
  const { enrolment, care, year, amounts, balanceAfter, totalsAdded, basis, trace } = quote
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
    balanceAfter,
    totalsAdded,
    lineNumbers: lines.map((line) => line.lineNumber),
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
  order: Omit<BillRequest, 'lines'> & { readonly visitId: string },
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

/** Settles lines: the quote of this moment, booked. */
export function settleLines(
  file: PersonFile,
  order: SettleOrder,
  lines: readonly FiledLine[],
): Result<Decision, SettlementRefusal> {
  const quote = quoteOf(file, { ...order, lines })
  if (!quote.ok) return quote
  const settlement = settlementOf(file, order, quote.value, lines)
  return ok({
    ...noChange,
    linesLinked: { lineNumbers: settlement.lineNumbers, settlementId: settlement.settlementId },
    settlement,
    entry: entryOfSettlement(settlement),
    totalsAdded: totalsMovedBy(settlement),
    balanceAdded: negateFen(settlement.amounts.account),
  })
}

/** Settles one batch of an open visit (门诊结算). */
export function settleBatch(file: PersonFile, order: SettleOrder): Result<Decision, SettlementRefusal> {
  const lines = billOf(file, order)
  return lines.ok ? settleLines(file, order, lines.value) : lines
}
