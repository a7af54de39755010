import type { PlanBook } from '../benefit/index.ts'
import type { Catalog } from '../catalog/index.ts'
import { enrolmentOn } from '../encounter/index.ts'
import { dateOf, type IsoDate, ok, type Result, refuse } from '../kernel/index.ts'
import { noChange } from './decision.ts'
import { openStay, type StayVisit } from './guards.ts'
import { priceLines } from './lines.ts'
import { refundsAddUp } from './refund.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { StatedLine } from './stated-line.ts'
import type { Decision, FiledLine, PersonFile } from './types.ts'
import type { VisitReference } from './visit.ts'

/** As many rows as one message may bring; the national text says 100. */
export const stayLinesAtMost = 100

/** The lines of a stay have no batch: each bill takes what is not settled yet. */
export const noBatch = ''

export interface StayLine extends StatedLine {
  readonly medType: string
}

export interface StayUpload extends VisitReference {
  readonly lines: readonly StayLine[]
  readonly catalog: Catalog
  readonly book: PlanBook
  readonly today: IsoDate
}

/** The settlement after which nothing is added to the stay. */
export function finalOf(file: PersonFile): string | null {
  return file.visitSettlements.find(({ basis }) => basis.stay?.final)?.settlementId ?? null
}

/** Refuses with `settlement.stay-closed` after the final settlement. */
export function stillOpen(file: PersonFile, { visitId }: StayVisit): Result<null, SettlementRefusal> {
  const settlementId = finalOf(file)
  return settlementId === null ? ok(null) : refuse({ code: 'settlement.stay-closed', visitId, settlementId })
}

function fitsStay({ medType, begin, stay }: StayVisit, line: StayLine): SettlementRefusal | null {
  if (medType !== line.medType) {
    return { code: 'settlement.med-type-differs', stated: line.medType, filed: medType ?? '' }
  }
  const date = dateOf(line.at)
  const admission = dateOf(begin)
  const discharge = stay.dischargedAt === null ? null : dateOf(stay.dischargedAt)
  if (date >= admission && (discharge === null || date <= discharge)) return null
  const field = 'fee_ocur_time'
  return { code: 'settlement.outside-stay', field, line: line.lineNumber, date, admission, discharge }
}

/**
 * Puts lines of a stay on file and splits each (住院费用明细上传); a line may give back an earlier one. One bad line
 * refuses all.
 *
 * Refusals: those of the stay, `settlement.stay-closed`, `.too-many-lines`, `.med-type-differs`, `.outside-stay`,
 * `.not-insured` on the day of admission, those of `priceLines` and `refundLine`.
 */
export function stayUploadOf(file: PersonFile, upload: StayUpload): Result<Decision, SettlementRefusal> {
  const { visitId, provider, lines, catalog, book, today } = upload
  const found = openStay(file, visitId, provider)
  if (!found.ok) return found
  const visit = found.value
  const open = stillOpen(file, visit)
  if (!open.ok) return open
  if (lines.length > stayLinesAtMost) {
    return refuse({ code: 'settlement.too-many-lines', lines: lines.length, limit: stayLinesAtMost })
  }
  for (const line of lines) {
    const problem = fitsStay(visit, line)
    if (problem !== null) return refuse(problem)
  }
  const { scheme, medType } = visit
  const on = dateOf(visit.begin)
  const enrolment = enrolmentOn(file.enrolments, scheme, on)
  if (enrolment === null) return refuse({ code: 'settlement.not-insured', scheme, on })
  const { enrolments, insured } = file
  const pricing = { visitId, provider, birth: insured.birth, medType, scheme, enrolments, enrolment }
  const stated = lines.map(({ medType: _, ...line }) => line)
  const priced = priceLines(stated, file.lines, { ...pricing, catalog, book, today })
  return priced.ok ? ok({ ...noChange, linesAdded: priced.value.lines }) : priced
}

/** The line number that means all lines not yet settled. */
const everyLine = '0000'

function namedLines(file: PersonFile, names: readonly string[]): Result<readonly FiledLine[], SettlementRefusal> {
  const free = file.lines.filter((line) => line.settlementId === null)
  if (names.includes(everyLine)) return ok(free)
  const named: FiledLine[] = []
  for (const line of new Set(names)) {
    const filed = file.lines.find(({ lineNumber }) => lineNumber === line)
    if (filed === undefined) return refuse({ code: 'settlement.unknown-line', line })
    const { settlementId } = filed
    if (settlementId !== null) return refuse({ code: 'settlement.line-settled', line, settlementId })
    named.push(filed)
  }
  return ok(named)
}

/** Refuses what would leave a refund without its line, or without those that it was computed on. */
function leavesRefunds(file: PersonFile, gone: readonly FiledLine[]): SettlementRefusal | null {
  const left = file.lines.filter((line) => !gone.includes(line))
  for (const line of gone) {
    const original = line.refundOf ?? line.lineNumber
    const refund = left.find(({ refundOf }) => refundOf === original)
    if (refund === undefined) continue
    const kept = left.find(({ lineNumber }) => lineNumber === original)
    if (kept !== undefined && refundsAddUp(kept, left)) continue
    return { code: 'settlement.line-refunded', line: line.lineNumber, by: refund.lineNumber }
  }
  return null
}

/**
 * Takes lines of a stay off the file (住院费用明细撤销); `0000` takes all that are not settled.
 *
 * Refusals: those of the stay, `settlement.unknown-line`, `.line-settled`, `.no-free-lines`, `.line-refunded`.
 */
export function stayRevocationOf(
  file: PersonFile,
  reference: VisitReference & { readonly lineNumbers: readonly string[] },
): Result<Decision, SettlementRefusal> {
  const found = openStay(file, reference.visitId, reference.provider)
  if (!found.ok) return found
  const named = namedLines(file, reference.lineNumbers)
  if (!named.ok) return named
  if (named.value.length === 0) return refuse({ code: 'settlement.no-free-lines', visitId: reference.visitId })
  const problem = leavesRefunds(file, named.value)
  if (problem !== null) return refuse(problem)
  return ok({ ...noChange, linesRevoked: named.value.map(({ lineNumber }) => lineNumber) })
}
