import { type PlanBook, splitLine, type TraceStep } from '../benefit/index.ts'
import { type Catalog, findItem } from '../catalog/index.ts'
import { type Enrolment, enrolmentOn, type Provider, type SchemeCode } from '../encounter/index.ts'
import { dateOf, fen, type IsoDate, ok, quantityText, type Result, refuse, unitPriceText } from '../kernel/index.ts'
import { noChange } from './decision.ts'
import { factsOf } from './facts.ts'
import { notAfter, openVisit } from './guards.ts'
import { refundLine } from './refund.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { PricedLine, StatedLine } from './stated-line.ts'
import type { Decision, FiledLine, PersonFile } from './types.ts'
import type { VisitReference } from './visit.ts'

export interface PricedLines {
  readonly lines: readonly FiledLine[]
  readonly trace: readonly TraceStep[]
}

export interface Pricing {
  readonly visitId: string
  readonly provider: Provider
  readonly birth: IsoDate
  readonly medType: string | null
  readonly scheme: SchemeCode
  readonly enrolments: readonly Enrolment[]
  /** Of a stay: the insurance of the day of admission, which holds to its end. */
  readonly enrolment?: Enrolment
  readonly catalog: Catalog
  readonly book: PlanBook
  readonly today: IsoDate
}

/** Above these a line is a slip of the keyboard: a hundred thousand pieces, a million yuan each. */
const quantityBelow = 100_000 * 10_000
const priceBelow = 1_000_000 * 1_000_000
/** A hundred million yuan: sums over any number of lines that can be sent stay safe integers. */
const amountBelow = fen(100_000_000_00)

function priceLine(line: StatedLine, pricing: Pricing): Result<PricedLine, SettlementRefusal> {
  if (line.quantity <= 0 || line.quantity >= quantityBelow) {
    return refuse({ code: 'settlement.bad-quantity', line: line.lineNumber, quantity: quantityText(line.quantity) })
  }
  if (line.price < 0 || line.price >= priceBelow) {
    return refuse({ code: 'settlement.bad-price', line: line.lineNumber, price: unitPriceText(line.price) })
  }
  const on = dateOf(line.at)
  const past = notAfter(pricing.today, 'fee_ocur_time', on)
  if (!past.ok) return past
  const enrolment = pricing.enrolment ?? enrolmentOn(pricing.enrolments, pricing.scheme, on)
  // Nobody is insured before birth, whatever the first day of the enrolment.
  if (enrolment === null || on < pricing.birth) {
    return refuse({ code: 'settlement.not-insured', scheme: pricing.scheme, on })
  }
  const item = findItem(pricing.catalog, line.itemCode, on)
  if (!item.ok) return refuse({ ...item.error, line: line.lineNumber })
  const { division, scheme } = enrolment
  const coverage = pricing.book.coverage(division, on)
  if (coverage === null) return refuse({ code: 'policy.no-plan', division, scheme, care: 'outpatient' })
  const facts = factsOf(pricing.birth, enrolment, pricing.provider, pricing.medType, on)
  const terms = coverage.termsOf(item.value, facts)
  if (!terms.ok) return terms
  const { trace, ...split } = splitLine(line, terms.value)
  if (split.total >= amountBelow) {
    return refuse({ code: 'settlement.line-too-large', line: line.lineNumber, amount: split.total, below: amountBelow })
  }
  if (split.total !== line.stated) {
    return refuse({
      code: 'settlement.line-amount-differs',
      line: line.lineNumber,
      stated: line.stated,
      computed: split.total,
    })
  }
  const { kind, name, class: itemClass, chargeType, restricted } = item.value
  const { stated: _, refundOf: __, ...sent } = line
  const filed = {
    ...sent,
    visitId: pricing.visitId,
    item: { kind, name, class: itemClass, chargeType, restricted },
    split,
    settlementId: null,
    refundOf: null,
  }
  return ok({ filed, trace })
}

/**
 * Prices and splits lines under the law of the day of each fee. One bad line refuses all.
 *
 * Refusals: `settlement.not-insured` on the day of a fee, `.bad-quantity`, `.bad-price`, `.line-too-large`, `.date-in-future`, `.duplicate-line`,
 * `.line-amount-differs`, `catalog.*` with the line, `policy.*`.
 */
export function priceLines(
  lines: readonly StatedLine[],
  onFile: readonly FiledLine[],
  pricing: Pricing,
): Result<PricedLines, SettlementRefusal> {
  const numbers = new Set(onFile.map((line) => line.lineNumber))
  const priced: FiledLine[] = []
  const trace: TraceStep[] = []
  for (const line of lines) {
    if (numbers.has(line.lineNumber)) return refuse({ code: 'settlement.duplicate-line', line: line.lineNumber })
    numbers.add(line.lineNumber)
    const result =
      line.refundOf == null
        ? priceLine(line, pricing)
        : refundLine(line, line.refundOf, [...onFile, ...priced], pricing.today)
    if (!result.ok) return result
    priced.push(result.value.filed)
    trace.push(...result.value.trace)
  }
  return ok({ lines: priced, trace })
}

export interface LineUpload extends VisitReference {
  readonly lines: readonly StatedLine[]
  readonly catalog: Catalog
  readonly book: PlanBook
  readonly today: IsoDate
}

/** Puts lines on file and splits each (费用明细上传). A batch that was settled takes no more lines. */
export function uploadOf(file: PersonFile, upload: LineUpload): Result<Decision, SettlementRefusal> {
  const visit = openVisit(file, upload.visitId, upload.provider)
  if (!visit.ok) return visit
  for (const { batch } of upload.lines) {
    const settled = file.lines.find((line) => line.batch === batch && line.settlementId !== null)
    if (settled?.settlementId != null) {
      return refuse({ code: 'settlement.batch-settled', batch, settlementId: settled.settlementId })
    }
  }
  const { provider, catalog, book, today, visitId } = upload
  const { scheme, medType } = visit.value
  const { birth } = file.insured
  const pricing = { visitId, provider, birth, medType, scheme, enrolments: file.enrolments, catalog, book, today }
  const priced = priceLines(upload.lines, file.lines, pricing)
  if (!priced.ok) return priced
  return ok({ ...noChange, linesAdded: priced.value.lines })
}

/** The batch number that means all lines not yet settled. */
const everyBatch = '0000'

/** Takes lines off the file (费用明细撤销); settled ones stay. */
export function revocationOf(
  file: PersonFile,
  reference: VisitReference & { readonly batch: string },
): Result<Decision, SettlementRefusal> {
  const visit = openVisit(file, reference.visitId, reference.provider)
  if (!visit.ok) return visit
  const named = file.lines.filter((line) => reference.batch === everyBatch || line.batch === reference.batch)
  const free = named.filter((line) => line.settlementId === null)
  if (free.length > 0) return ok({ ...noChange, linesRevoked: free.map((line) => line.lineNumber) })
  const settlementId = named.find((line) => line.settlementId !== null)?.settlementId ?? null
  if (settlementId === null) return refuse({ code: 'settlement.no-lines', batch: reference.batch })
  return refuse({ code: 'settlement.batch-settled', batch: reference.batch, settlementId })
}
