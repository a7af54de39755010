import type { Catalog } from '../catalog/index.ts'
import type { Provider, Visit } from '../encounter/index.ts'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { type CodeClaim, claimsOf, type StatedCode, type TraceRefusal } from '../stock/index.ts'
import { certifierOf, filingRulesFor, isDualChannel, soldAs } from './dual-channel.ts'
import { insuredOn, notAfter } from './guards.ts'
import { priceLines } from './lines.ts'
import { type BillRequest, type Quote, quoteOf } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import { type SettleOrder, settleLines } from './settle.ts'
import type { StatedLine } from './stated-line.ts'
import type { ProviderOf } from './transfer.ts'
import type { Decision, FiledLine, PersonFile } from './types.ts'

/** What is bought: person and lines in one message, without a visit before it. */
export interface Sale extends Omit<BillRequest, 'lines'> {
  readonly begin: LocalDateTime
  readonly lines: readonly StatedLine[]
  readonly catalog: Catalog
  /** Finds the hospital that certified a filing. */
  readonly providerOf?: ProviderOf
  /** The traceability codes of the packages sold, by line number. */
  readonly codes?: ReadonlyMap<string, readonly StatedCode[]>
}

/** What a sale asks of the codes it names. Refuses with what is wrong about the codes themselves. */
export function claimsOfSale({
  lines,
  codes,
}: Pick<Sale, 'lines' | 'codes'>): Result<readonly CodeClaim[], TraceRefusal> {
  if (codes === undefined) return ok([])
  return claimsOf(lines.map((line) => ({ ...line, codes: codes.get(line.lineNumber) ?? [] })))
}

/** A sale to be settled. */
export type Purchase = Sale & SettleOrder

/** A sale whose lines are priced, and the hospital as which it is paid. */
interface PricedSale {
  readonly lines: readonly FiledLine[]
  readonly paidAs: Provider | null
}

const nobody: ProviderOf = () => null

function pricedSale(file: PersonFile, purchase: Sale): Result<PricedSale, SettlementRefusal> {
  const { medType, provider, catalog, book, visitId, at } = purchase
  const today = dateOf(at)
  const rules = filingRulesFor(book, purchase.insurance.division, today)
  const sold = { provider, medType, rules }
  if (soldAs(sold) !== 'pharmacy') return refuse({ code: 'settlement.care-not-served', medType })
  const past = notAfter(today, 'begntime', dateOf(purchase.begin))
  if (!past.ok) return past
  const enrolment = insuredOn(file, purchase.insurance, today)
  if (!enrolment.ok) return enrolment
  const { diseaseCode = null } = purchase
  const question = { ...sold, enrolment: enrolment.value, diseaseCode, lines: purchase.lines }
  const certifier = isDualChannel(sold) ? certifierOf(file, question, purchase.providerOf ?? nobody) : ok(null)
  if (!certifier.ok) return certifier
  const paidAs = certifier.value
  const { scheme } = purchase.insurance
  const { birth } = file.insured
  const pricing = {
    visitId,
    provider: paidAs ?? provider,
    birth,
    medType,
    scheme,
    enrolments: file.enrolments,
    catalog,
    book,
    today,
  }
  const priced = priceLines(purchase.lines, [], pricing)
  if (!priced.ok) return priced
  const claims = claimsOfSale(purchase)
  return claims.ok ? ok({ lines: priced.value.lines, paidAs }) : claims
}

/** The visit that a purchase is; it has no number but that of its message. */
function visitOf({ insured }: PersonFile, purchase: Sale & { readonly msgid?: string }): Visit {
  const { visitId, provider, insurance, begin, certificateType, medType } = purchase
  return {
    visitId,
    insuredId: insured.insuredId,
    providerCode: provider.providerCode,
    scheme: insurance.scheme,
    openedOn: dateOf(begin),
    begin,
    providerVisitNumber: purchase.msgid ?? '',
    certificateType,
    medType,
    diseaseCode: purchase.diseaseCode ?? null,
    departmentCode: '',
    departmentName: '',
    state: 'open',
    stay: null,
  }
}

/** What a purchase would come to now (药店预结算). Recorded nowhere. */
export function purchaseQuoteOf(
  file: PersonFile,
  purchase: Sale,
): Result<{ readonly quote: Quote; readonly lines: readonly FiledLine[] }, SettlementRefusal> {
  const priced = pricedSale(file, purchase)
  if (!priced.ok) return priced
  const { lines } = priced.value
  const quote = quoteOf(file, { ...purchase, ...priced.value, visit: visitOf(file, purchase) })
  return quote.ok ? ok({ quote: quote.value, lines }) : quote
}

/** Settles a purchase (药店结算): visit, lines and settlement are recorded together. */
export function settlePurchase(file: PersonFile, purchase: Purchase): Result<Decision, SettlementRefusal> {
  const priced = pricedSale(file, purchase)
  if (!priced.ok) return priced
  const { lines, paidAs } = priced.value
  const visit = visitOf(file, purchase)
  const settled = settleLines(file, { ...purchase, paidAs, visit }, lines)
  if (!settled.ok) return settled
  const { settlementId } = purchase
  const linesAdded = lines.map((line) => ({ ...line, settlementId }))
  return ok({ ...settled.value, visit, linesAdded, linesLinked: null })
}
