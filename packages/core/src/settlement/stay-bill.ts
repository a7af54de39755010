import { type Enrolment, enrolmentOn, type Insured } from '../encounter/index.ts'
import {
  addDays,
  dateOf,
  daysBetween,
  type Fen,
  type IsoDate,
  isoDate,
  type LocalDateTime,
  ok,
  type Result,
  refuse,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { benefitYear, ordinaryStays, type StayRules, type YearRule } from '../policy/index.ts'
import { earlierBill } from './difference.ts'
import { filingRulesFor } from './dual-channel.ts'
import { factsOf } from './facts.ts'
import { offSiteGround } from './filing-rules.ts'
import { designatedFor, enrolledOn, openStay, ownCertificate, type StayVisit } from './guards.ts'
import { type BillCase, type BillRequest, compareBill, computed, type Quote } from './quote.ts'
import type { SettlementRefusal } from './refusals.ts'
import { screenBill } from './screening.ts'
import { bookingOf, type SettleOrder } from './settle.ts'
import { isInjury, plansOfStay } from './stay.ts'
import { noBatch, stillOpen } from './stay-lines.ts'
import type { Decision, FiledLine, FiledSettlement, PersonFile, StayBasis } from './types.ts'

export interface StayBillRequest extends Omit<BillRequest, 'batch' | 'medType' | 'lines' | 'visit'> {
  /** 中途结算: a bill before the discharge, after which the stay goes on. */
  readonly interim: boolean
  /** The day of discharge as the hospital repeats it; null when it does not. */
  readonly discharge: IsoDate | null
}

/** What the region of insurance says of stays and years. */
interface Law {
  readonly stays: StayRules
  readonly year: YearRule
}

const calendarYear: YearRule = { startsOn: '01-01', by: 'settlement' }

function lawOf(file: PersonFile, { book }: StayBillRequest, { scheme, begin }: StayVisit): Law {
  const division = enrolmentOn(file.enrolments, scheme, dateOf(begin))?.division
  const pack = book.packs.find((each) => each.division === division)
  return { stays: pack?.stays ?? ordinaryStays, year: pack?.year ?? calendarYear }
}

/** The benefit year in which a day lies. */
function yearOfDay(year: YearRule, on: IsoDate): number {
  return benefitYear(year, { on, admission: null, discharge: null, stay: '', episode: '' })
}

/** The day itself, or the nearest of that benefit year. */
function dayWithin(rule: YearRule, year: number, on: IsoDate): IsoDate {
  const first = isoDate(`${year}-${rule.startsOn}`)
  const last = addDays(isoDate(`${year + 1}-${rule.startsOn}`), -1)
  return on < first ? first : on > last ? last : on
}

/** The day whose insurance a bill follows where that of the settlement counts: nobody stays insured after a death. */
export function settlementDay({ diedOn }: Insured, rule: YearRule, year: number, at: LocalDateTime): IsoDate {
  const day = dayWithin(rule, year, dateOf(at))
  return diedOn !== null && diedOn < day ? diedOn : day
}

/** The lines that one bill takes, and the bills of the same stay before it. */
interface Course {
  readonly lines: readonly FiledLine[]
  /** Nothing of the stay is left for a later bill. */
  readonly last: boolean
  readonly before: readonly FiledSettlement[]
  /** The day that selects the law and the year. */
  readonly on: IsoDate
  readonly year: number
  readonly deductibleBefore: Fen
}

/** The day of a fee; what gives a line back belongs to the day of that line. */
function feeDay(line: FiledLine, lines: readonly FiledLine[]): IsoDate {
  const original = lines.find(({ lineNumber }) => lineNumber === line.refundOf)
  return dateOf((original ?? line).at)
}

/**
 * What this bill takes. Where a stay is counted in one year, its first bill that stands decides which, and later bills
 * go on in it. Where it is split at the turn of the year, the earliest year with open lines is billed first.
 */
function courseOf(file: PersonFile, { stays, year: rule }: Law, visit: StayVisit, today: IsoDate): Course {
  const free = file.lines.filter((line) => line.settlementId === null)
  const { begin, stay } = visit
  const discharge = stay.dischargedAt === null ? today : dateOf(stay.dischargedAt)
  const day = { settlement: today, admission: dateOf(begin), discharge }[rule.by]
  const standing = file.visitSettlements
  if (stays.acrossYears === 'one-year') {
    const year = standing[0]?.year ?? yearOfDay(rule, day)
    return {
      lines: free,
      last: true,
      before: standing,
      on: dayWithin(rule, year, day),
      year,
      deductibleBefore: zeroFen,
    }
  }
  const yearOf = (line: FiledLine): number => yearOfDay(rule, feeDay(line, file.lines))
  const years = free.map(yearOf)
  const billed = standing.map((settlement) => settlement.year)
  const latest = billed.length === 0 ? yearOfDay(rule, day) : Math.max(...billed)
  const year = years.length === 0 ? latest : Math.min(...years)
  const earlier = stays.secondDeductible ? [] : standing.filter((settlement) => settlement.year < year)
  // A later year that was billed stands on the deductible of this one: it is billed once more behind it.
  const still = stays.secondDeductible ? years : [...years, ...billed]
  return {
    lines: free.filter((line) => yearOf(line) === year),
    last: still.every((each) => each <= year),
    before: standing.filter((settlement) => settlement.year === year),
    on: dayWithin(rule, year, day),
    year,
    deductibleBefore: sumFen(earlier.map(({ amounts }) => amounts.deductible)),
  }
}

/** The insurance that the bill follows: of the day of admission, or of the settlement, and then of the first one. */
function insuranceOf(
  file: PersonFile,
  request: StayBillRequest,
  { scheme, begin }: StayVisit,
  { stays, year: rule }: Law,
  { before, year }: Course,
): Result<Enrolment, SettlementRefusal> {
  const { insurance, at } = request
  const [first] = before
  if (stays.scheme === 'settlement') {
    if (first !== undefined && first.scheme !== insurance.scheme) {
      return refuse({ code: 'settlement.scheme-differs', stated: insurance.scheme, filed: first.scheme })
    }
    return enrolledOn(file, insurance, settlementDay(file.insured, rule, year, first?.at ?? at))
  }
  if (insurance.scheme !== scheme) {
    return refuse({ code: 'settlement.scheme-differs', stated: insurance.scheme, filed: scheme })
  }
  return enrolledOn(file, insurance, dateOf(begin))
}

/** The how-manieth admission of the benefit year this stay is; one that continues another by transfer counts with it. */
function nthAdmission(file: PersonFile, visit: StayVisit, year: number, rule: YearRule): number {
  const { visitId, begin, stay } = visit
  const earlier = file.stays.filter((other) => {
    if (other.visitId === visitId || other.begin >= begin || other.stay.episode === stay.episode) return false
    if (other.settledAt === null) return other.stay.dischargedAt === null
    const { dischargedAt } = other.stay
    const discharge = dischargedAt === null ? null : dateOf(dischargedAt)
    const occasion = { on: dateOf(other.settledAt), admission: dateOf(other.begin), discharge, stay: '', episode: '' }
    return benefitYear(rule, occasion) === year
  })
  return 1 + new Set(earlier.map((other) => other.stay.episode)).size
}

/** What keeps a stay from being billed now. */
function unbillable(file: PersonFile, request: StayBillRequest, visit: StayVisit): SettlementRefusal | null {
  const { visitId, stay, medType, certificateType } = visit
  const { dischargedAt, cause } = stay
  if (certificateType !== request.certificateType) {
    return { code: 'settlement.certificate-differs', stated: request.certificateType, filed: certificateType }
  }
  if (isInjury(medType) && cause === 'undeclared') return { code: 'settlement.cause-undeclared', visitId }
  if (isInjury(medType) && cause === 'third-party') return { code: 'settlement.third-party', visitId }
  const open = stillOpen(file, visit)
  if (!open.ok) return open.error
  if (request.interim && dischargedAt !== null) {
    return { code: 'settlement.already-discharged', visitId, at: dischargedAt }
  }
  if (request.interim) return null
  if (dischargedAt === null) return { code: 'settlement.not-discharged', visitId }
  const filed = dateOf(dischargedAt)
  const stated = request.discharge
  return stated === null || stated === filed ? null : { code: 'settlement.discharge-differs', stated, filed }
}

function caseOf(file: PersonFile, request: StayBillRequest, visit: StayVisit): Result<BillCase, SettlementRefusal> {
  const { visitId, begin, stay } = visit
  const medType = visit.medType ?? ''
  const { provider, interim } = request
  const law = lawOf(file, request, visit)
  const course = courseOf(file, law, visit, dateOf(request.at))
  const insured = insuranceOf(file, request, visit, law, course)
  if (!insured.ok) return insured
  const admission = dateOf(begin)
  const designated = designatedFor(provider, 'inpatient', admission)
  if (!designated.ok) return designated
  const own = ownCertificate(file, request.certificateType, request.certificateNumber)
  if (!own.ok) return own
  const { lines, on, year, before } = course
  // A final bill may find everything settled already; it closes the stay all the same.
  if (lines.length === 0 && (interim || before.length === 0)) {
    return refuse({ code: 'settlement.no-free-lines', visitId })
  }
  const screened = screenBill(file, { audit: request.audit ?? null, visit, lines, before, at: request.at })
  const difference = compareBill(request.stated, lines, screened.ok ? screened.value : null)
  if (difference !== null) return refuse(difference)
  const { dischargedAt, episode, referral } = stay
  const discharge = dischargedAt === null ? null : dateOf(dischargedAt)
  const basis: StayBasis = {
    admission,
    discharge,
    episode,
    final: !interim && course.last,
    before: before.map(earlierBill),
    deductibleBefore: course.deductibleBefore,
  }
  const enrolment = insured.value
  const rules = filingRulesFor(request.book, enrolment.division, on)
  const transfer = offSiteGround(file, { provider, enrolment, medType }, [admission], rules.offSite)
  if (!transfer.ok) return transfer
  if (!screened.ok) return screened
  const filings = transfer.value === null ? [] : [transfer.value.filingId]
  const facts = {
    ...factsOf(file.insured.birth, enrolment, provider, medType, on),
    nthAdmission: nthAdmission(file, visit, year, law.year),
    stayDays: Math.max(1, daysBetween(admission, discharge ?? dateOf(request.at))),
    referral,
  }
  const plans = plansOfStay(medType)
  const occasion = { on, admission: null, discharge: null, stay: visitId, episode }
  const screening = screened.value
  return ok({ enrolment, care: 'inpatient', plans, occasion, facts, lines, filings, stay: basis, screening })
}

/** What a bill of a stay would come to now, and the lines that it takes. */
export interface StayQuote {
  readonly quote: Quote
  readonly lines: readonly FiledLine[]
  readonly medType: string
}

/**
 * Computes what a bill of a stay would come to now (住院预结算), interim or final. Recorded nowhere.
 *
 * Refusals, in this order: those of the stay, `settlement.certificate-differs`, `.cause-undeclared`, `.third-party`,
 * `.stay-closed`, `.already-discharged` for an interim bill, `.not-discharged`, `.discharge-differs`, `.scheme-differs`,
 * `.not-insured`, `.division-differs`, `.provider-not-designated`, `.certificate-of-another`, `.no-free-lines`,
 * `.total-differs`, `.split-differs`, `.no-filing` of a transfer, `.audit-refused`, those of policy and benefit, `.account-too-small`,
 * `.account-not-payable`.
 */
export function stayQuoteOf(file: PersonFile, request: StayBillRequest): Result<StayQuote, SettlementRefusal> {
  const found = openStay(file, request.visitId, request.provider)
  if (!found.ok) return found
  const visit = found.value
  const problem = unbillable(file, request, visit)
  if (problem !== null) return refuse(problem)
  const billCase = caseOf(file, request, visit)
  if (!billCase.ok) return billCase
  const quote = computed(file, request, billCase.value)
  return quote.ok ? ok({ quote: quote.value, lines: billCase.value.lines, medType: visit.medType ?? '' }) : quote
}

export type StayOrder = StayBillRequest & Pick<SettleOrder, 'settlementId' | 'msgid' | 'traceCounts'>

/** Settles a stay so far (住院结算): the quote of this moment, booked. */
export function settleStay(file: PersonFile, order: StayOrder): Result<Decision, SettlementRefusal> {
  const quoted = stayQuoteOf(file, order)
  if (!quoted.ok) return quoted
  const { quote, lines, medType } = quoted.value
  return ok(bookingOf(file, { ...order, medType, batch: noBatch }, quote, lines))
}
