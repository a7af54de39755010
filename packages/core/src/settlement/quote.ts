import type { BillInput, BillTotals, LineFacts, OpenPlan, PlanBook, TraceStep } from '../benefit/index.ts'
import {
  type CareKind,
  careKindOf,
  type Enrolment,
  type Provider,
  type SchemeCode,
  type Visit,
} from '../encounter/index.ts'
import {
  addFen,
  dateOf,
  type Fen,
  invariant,
  type LocalDateTime,
  ok,
  type Result,
  refuse,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import {
  benefitYear,
  type CareName,
  type Occasion,
  ordinaryStays,
  type PolicyRefusal,
  payers,
  type RegionPack,
} from '../policy/index.ts'
import type { BillAudit, Screening } from './audit-types.ts'
import { borneOf, deductedStreams, deductedTotals } from './deductions.ts'
import { apportionAfter, type BillToShare } from './difference.ts'
import { filingRulesFor } from './dual-channel.ts'
import { planCareOf } from './entitlement.ts'
import { factsOf } from './facts.ts'
import { familyPaymentsOf, lendersOf } from './family.ts'
import { filingGroundOf } from './filing-rules.ts'
import { designatedFor, insuredOn, ownCertificate, type StatedInsurance } from './guards.ts'
import { periodsFor } from './periods.ts'
import type { SettlementRefusal } from './refusals.ts'
import { screenBill } from './screening.ts'
import type {
  FamilyPayment,
  FiledLine,
  PersonFile,
  RunningTotal,
  SettlementAmounts,
  SettlementBasis,
  StayBasis,
} from './types.ts'

/** The totals a provider states with its request; a part that it leaves out is not compared. */
export interface StatedTotals {
  readonly total: Fen
  readonly nonCovered: Fen | null
  readonly overPriceLimit: Fen | null
  readonly preCoinsurance: Fen | null
  readonly eligible: Fen | null
}

export interface BillRequest {
  readonly visitId: string
  readonly provider: Provider
  readonly insurance: StatedInsurance
  readonly certificateType: string
  readonly certificateNumber: string | null
  readonly medType: string
  /** The filed disease that the bill is about; else the visit may say it. */
  readonly diseaseCode?: string | null
  /** The hospital as which a pharmacy is paid that sells special drugs; null of every other bill. */
  readonly paidAs?: Provider | null
  readonly batch: string
  readonly lines: readonly FiledLine[]
  readonly stated: StatedTotals
  readonly accountUsed: boolean
  /** The exact amount the person wants from the account; null for as much as it may pay. */
  readonly accountAsked: Fen | null
  readonly at: LocalDateTime
  readonly book: PlanBook
  /** The audit rules in force for the bill; without any it is not screened. */
  readonly audit?: BillAudit | null
  /** The visit that the bill makes, where none is on file before it. */
  readonly visit?: Visit
}

/** What a settlement now would come to. Recorded nowhere. */
export interface Quote {
  readonly enrolment: Enrolment
  readonly care: CareKind
  readonly year: number
  readonly amounts: SettlementAmounts
  readonly familyPayments: readonly FamilyPayment[]
  readonly balanceAfter: Fen
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly basis: SettlementBasis
  readonly trace: readonly TraceStep[]
  /** What audit rules found; null where none looked. */
  readonly screening: Screening | null
}

/** Everything that anybody pays. */
export function paidBy(amounts: SettlementAmounts): Fen {
  return sumFen([...payers.map((payer) => amounts[payer]), amounts.account, amounts.family, amounts.cash])
}

/** The sums of the four parts over a bill's lines. */
export function totalsOf(lines: readonly FiledLine[]): BillTotals {
  const sum = (part: keyof BillTotals): Fen => sumFen(lines.map((line) => line.split[part]))
  return {
    total: sum('total'),
    nonCovered: sum('nonCovered'),
    overPriceLimit: sum('overPriceLimit'),
    preCoinsurance: sum('preCoinsurance'),
    eligible: sum('eligible'),
  }
}

/** The eligible expense of each stream; lines of no stream are ordinary. */
export function streamsOf(lines: readonly FiledLine[]): Readonly<Record<string, Fen>> {
  const streams: Record<string, Fen> = {}
  for (const { split } of lines) {
    if (split.stream === 'ordinary') continue
    streams[split.stream] = addFen(streams[split.stream] ?? zeroFen, split.eligible)
  }
  return streams
}

/** The running totals of one scheme in the given periods by code, with those that a rule of the region takes in. */
export function usedIn(
  totals: readonly RunningTotal[],
  {
    scheme,
    periods,
    carriedFrom = [],
  }: { readonly scheme: SchemeCode } & Pick<SettlementBasis, 'periods' | 'carriedFrom'>,
): Readonly<Record<string, Fen>> {
  const used: Record<string, Fen> = {}
  for (const total of totals) {
    const { code, amount, period } = total
    if (total.scheme !== scheme && !carriedFrom.includes(total.scheme)) continue
    if (periods[code] === period) used[code] = addFen(used[code] ?? zeroFen, amount)
  }
  return used
}

/** The schemes whose running totals go with a person into this one. */
export function carriedInto(scheme: SchemeCode, { stays = ordinaryStays }: RegionPack): readonly SchemeCode[] {
  return stays.carry.filter(({ to }) => to === scheme).map(({ from }) => from as SchemeCode)
}

/** A client that computes another bill than the file holds is told which figure differs, both ways. */
function compareStated(stated: StatedTotals, computed: BillTotals): SettlementRefusal | null {
  if (stated.total !== computed.total) {
    return { code: 'settlement.total-differs', stated: stated.total, computed: computed.total }
  }
  for (const part of ['nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
    const said = stated[part]
    if (said !== null && said !== computed[part]) {
      return { code: 'settlement.split-differs', part, stated: said, computed: computed[part] }
    }
  }
  return null
}

/** A bill may be stated as its lines came out, or as the quote told it after what the rules took out. */
export function compareBill(
  stated: StatedTotals,
  lines: readonly FiledLine[],
  screening: Screening | null,
): SettlementRefusal | null {
  const computed = totalsOf(lines)
  const difference = compareStated(stated, computed)
  if (difference === null || screening?.audit === undefined) return difference
  return compareStated(stated, deductedTotals(computed, screening.audit)) === null ? null : difference
}

function checkAccount({ accountAsked, accountBalance }: BillInput, paid: Fen): SettlementRefusal | null {
  if (accountAsked === null || paid === accountAsked) return null
  if (accountAsked > accountBalance) {
    return { code: 'settlement.account-too-small', balance: accountBalance, asked: accountAsked }
  }
  return { code: 'settlement.account-not-payable', payable: paid, asked: accountAsked }
}

/** One bill of which person, place, day and lines are known to be good: what is left is to compute it. */
export interface BillCase {
  readonly enrolment: Enrolment
  readonly care: CareKind
  /** The plans that may pay it, the first that the region has. */
  readonly plans: readonly CareName[]
  readonly occasion: Occasion
  readonly facts: LineFacts
  readonly lines: readonly FiledLine[]
  /** The filings that it stands on. */
  readonly filings?: readonly string[]
  /** Of a bill of a stay; whether a deductible of an earlier year counts, depends on the plan too. */
  readonly stay: StayBasis | null
  readonly screening: Screening | null
}

function openPlan(book: PlanBook, { enrolment, plans, occasion }: BillCase): Result<OpenPlan, PolicyRefusal> {
  const { division, scheme } = enrolment
  const found = plans.map((care) => book.open(division, scheme, care, occasion.on))
  const open = found.find((each) => each.ok) ?? found[0]
  invariant(open !== undefined, 'care is paid by some kind of plan')
  return open
}

/** Whether a plan counts its basic deductible over the stay itself: then an earlier year's part is counted already. */
export function countsDeductibleOverStay({ layers, totals }: OpenPlan['compiled']['plan']): boolean {
  const basic = `${layers[0]?.name}.deductible`
  return totals.some(({ over, adds }) => (over === 'stay' || over === 'episode') && adds === basic)
}

/**
 * Computes one bill.
 *
 * Refusals, in this order: those of policy and benefit, `settlement.account-too-small`, `.account-not-payable`.
 */
export function computed(
  file: PersonFile,
  request: Pick<BillRequest, 'accountUsed' | 'accountAsked' | 'book' | 'at'>,
  billCase: BillCase,
): Result<Quote, SettlementRefusal> {
  const { enrolment, care, occasion, facts, lines, filings = [], screening } = billCase
  const audit = screening?.audit
  const { scheme } = enrolment
  const open = openPlan(request.book, billCase)
  if (!open.ok) return open
  const { pack, compiled } = open.value
  const { plan } = compiled
  const year = benefitYear(pack.year, occasion)
  const stay = billCase.stay === null ? null : stayUnder(plan, billCase.stay)
  const periods = periodsFor(plan.totals, occasion, pack.year, stay?.before)
  const carriedFrom = carriedInto(scheme, pack)
  const used = usedIn(file.totals, { scheme, periods, carriedFrom })
  const totals = deductedTotals(totalsOf(lines), audit)
  const streams = deductedStreams(streamsOf(lines), audit)
  const { accountBalance } = file
  const { accountUsed, accountAsked } = request
  // Who names an exact amount from the account asks for nothing of relatives.
  const lenders = accountUsed && accountAsked === null ? lendersOf(file, dateOf(request.at), year) : []
  const familyBalance = sumFen(lenders.map(({ room }) => room))
  const familyLent = familyBalance === 0 ? {} : { familyBalance }
  const bill: BillToShare = {
    totals,
    borne: borneOf(audit),
    streams,
    facts,
    used,
    accountBalance,
    accountUsed,
    accountAsked,
    ...familyLent,
    deductibleBefore: stay?.deductibleBefore ?? zeroFen,
  }
  const result = apportionAfter(compiled, bill, stay?.before ?? [], periods)
  if (!result.ok) return result
  const { amounts, totalsAdded } = result.value
  const trace = [...(screening?.trace ?? []), ...result.value.trace]
  const accountProblem = checkAccount(bill, amounts.account)
  if (accountProblem !== null) return refuse(accountProblem)
  invariant(paidBy(amounts) === totals.total, 'funds, person and hospital together pay the bill')
  const basis: SettlementBasis = {
    on: occasion.on,
    planId: plan.id,
    packHash: pack.hash,
    facts,
    streams,
    periods,
    used,
    accountBalance,
    accountUsed,
    accountAsked,
    ...familyLent,
    ...(carriedFrom.length === 0 ? {} : { carriedFrom }),
    ...(filings.length === 0 ? {} : { filings }),
    ...(audit === undefined ? {} : { audit }),
    ...(stay === null ? {} : { stay }),
  }
  const balanceAfter = subtractFen(accountBalance, amounts.account)
  const earlier = new Set(stay?.before.map(({ settlementId }) => settlementId))
  const before = file.visitSettlements.filter(({ settlementId }) => earlier.has(settlementId))
  const familyPayments = familyPaymentsOf(amounts.family, lenders, before)
  return ok({ enrolment, care, year, amounts, familyPayments, balanceAfter, totalsAdded, basis, trace, screening })
}

function stayUnder(plan: OpenPlan['compiled']['plan'], stay: StayBasis): StayBasis {
  return countsDeductibleOverStay(plan) ? { ...stay, deductibleBefore: zeroFen } : stay
}

/**
 * Computes what a settlement of these lines would come to now, for quote and settle alike.
 *
 * Refusals, in this order: `settlement.care-not-served`, `.care-not-of-provider`, `.provider-not-designated`,
 * `.after-death`, `.not-insured`, `.division-differs`, `.certificate-of-another`, `.no-lines`, `.total-differs`, `.split-differs`,
 * those of the filings that the region asks for, `settlement.audit-refused`, those of policy and benefit, `.account-too-small`, `.account-not-payable`.
 */
export function quoteOf(file: PersonFile, request: BillRequest): Result<Quote, SettlementRefusal> {
  const { provider, insurance, medType, lines, at, visitId, book } = request
  const on = dateOf(at)
  const paidAs = request.paidAs ?? null
  const care = paidAs === null ? careKindOf(medType) : 'pharmacy'
  if (care === null || care === 'inpatient') return refuse({ code: 'settlement.care-not-served', medType })
  const designated = designatedFor(provider, care, on)
  if (!designated.ok) return designated
  const insured = insuredOn(file, insurance, on)
  if (!insured.ok) return insured
  const own = ownCertificate(file, request.certificateType, request.certificateNumber)
  if (!own.ok) return own
  if (lines.length === 0) return refuse({ code: 'settlement.no-lines', batch: request.batch })
  const enrolment = insured.value
  const visit = request.visit ?? file.visit
  const question = { audit: request.audit ?? null, lines, before: [], at }
  const screened = visit === null ? ok(null) : screenBill(file, { ...question, visit: { ...visit, medType } })
  const difference = compareBill(request.stated, lines, screened.ok ? screened.value : null)
  if (difference !== null) return refuse(difference)
  const diseaseCode = request.diseaseCode ?? file.visit?.diseaseCode ?? null
  const rules = filingRulesFor(book, enrolment.division, on)
  const ground = filingGroundOf(file, { provider, enrolment, medType, diseaseCode, lines, rules })
  if (!ground.ok) return ground
  if (!screened.ok) return screened
  return computed(file, request, {
    enrolment,
    care,
    plans: [planCareOf(medType, care)],
    occasion: { on, admission: null, discharge: null, stay: visitId, episode: visitId },
    facts: { ...factsOf(file.insured.birth, enrolment, paidAs ?? provider, medType, on), ...ground.value.facts },
    lines,
    filings: ground.value.filings,
    stay: null,
    screening: screened.value,
  })
}
