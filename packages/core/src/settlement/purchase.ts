import type { Catalog } from '../catalog/index.ts'
import { careKindOf, type Visit } from '../encounter/index.ts'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { insuredOn, notAfter } from './guards.ts'
import { priceLines, type StatedLine } from './lines.ts'
import { type BillRequest, type Quote, quoteOf } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import { type SettleOrder, settleLines } from './settle.ts'
import type { Decision, FiledLine, PersonFile } from './types.ts'

/** What is bought: person and lines in one message, without a visit before it. */
export interface Sale extends Omit<BillRequest, 'lines'> {
  readonly begin: LocalDateTime
  readonly lines: readonly StatedLine[]
  readonly catalog: Catalog
}

/** A sale to be settled. */
export type Purchase = Sale & SettleOrder

function pricedLines(file: PersonFile, purchase: Sale): Result<readonly FiledLine[], SettlementRefusal> {
  const { medType, provider, catalog, book, visitId, at } = purchase
  if (careKindOf(medType) !== 'pharmacy') return refuse({ code: 'settlement.care-not-served', medType })
  const today = dateOf(at)
  const past = notAfter(today, 'begntime', dateOf(purchase.begin))
  if (!past.ok) return past
  const enrolment = insuredOn(file, purchase.insurance, today)
  if (!enrolment.ok) return enrolment
  const { scheme } = purchase.insurance
  const { birth } = file.insured
  const pricing = { visitId, provider, birth, medType, scheme, enrolments: file.enrolments, catalog, book, today }
  const priced = priceLines(purchase.lines, [], pricing)
  return priced.ok ? ok(priced.value.lines) : priced
}

/** What a purchase would come to now (药店预结算). Recorded nowhere. */
export function purchaseQuoteOf(
  file: PersonFile,
  purchase: Sale,
): Result<{ readonly quote: Quote; readonly lines: readonly FiledLine[] }, SettlementRefusal> {
  const lines = pricedLines(file, purchase)
  if (!lines.ok) return lines
  const quote = quoteOf(file, { ...purchase, lines: lines.value })
  return quote.ok ? ok({ quote: quote.value, lines: lines.value }) : quote
}

/** Settles a purchase (药店结算): visit, lines and settlement are recorded together. */
export function settlePurchase(file: PersonFile, purchase: Purchase): Result<Decision, SettlementRefusal> {
  const lines = pricedLines(file, purchase)
  if (!lines.ok) return lines
  const settled = settleLines(file, purchase, lines.value)
  if (!settled.ok) return settled
  const { visitId, provider, insurance, begin, certificateType, medType, msgid } = purchase
  const visit: Visit = {
    visitId,
    insuredId: file.insured.insuredId,
    providerCode: provider.providerCode,
    scheme: insurance.scheme,
    begin,
    providerVisitNumber: msgid,
    certificateType,
    medType,
    departmentCode: '',
    departmentName: '',
    state: 'open',
  }
  const { settlementId } = purchase
  const linesAdded = lines.value.map((line) => ({ ...line, settlementId }))
  return ok({ ...settled.value, visit, linesAdded, linesLinked: null })
}
