import type { Apportionment, BillInput, BillTotals, PlanBook, TraceStep } from '../benefit/index.ts'
import { type CareKind, careKindOf, type Enrolment, type Provider, type SchemeCode } from '../encounter/index.ts'
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
import { benefitYear, payers, periodOf } from '../policy/index.ts'
import { planCareOf } from './entitlement.ts'
import { factsOf } from './facts.ts'
import { designatedFor, insuredOn, ownCertificate, type StatedInsurance } from './guards.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { FiledLine, PersonFile, SettlementAmounts, SettlementBasis } from './types.ts'

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
  readonly batch: string
  readonly lines: readonly FiledLine[]
  readonly stated: StatedTotals
  readonly accountUsed: boolean
  /** The exact amount the person wants from the account; null for as much as it may pay. */
  readonly accountAsked: Fen | null
  readonly at: LocalDateTime
  readonly book: PlanBook
}

/** What a settlement now would come to. Recorded nowhere. */
export interface Quote {
  readonly enrolment: Enrolment
  readonly care: CareKind
  readonly year: number
  readonly amounts: SettlementAmounts
  readonly balanceAfter: Fen
  readonly totalsAdded: Readonly<Record<string, Fen>>
  readonly basis: SettlementBasis
  readonly trace: readonly TraceStep[]
}

/** Everything that anybody pays. */
export function paidBy(amounts: SettlementAmounts): Fen {
  return sumFen([...payers.map((payer) => amounts[payer]), amounts.account, amounts.cash])
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

/** The running totals of one scheme in the given periods, by code. */
export function usedIn(
  file: PersonFile,
  scheme: SchemeCode,
  periods: Readonly<Record<string, string>>,
): Readonly<Record<string, Fen>> {
  const totals = file.totals.filter((total) => total.scheme === scheme && periods[total.code] === total.period)
  return Object.fromEntries(totals.map(({ code, amount }) => [code, amount]))
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

function checkAccount(bill: BillInput, result: Apportionment): SettlementRefusal | null {
  const { accountAsked, accountBalance } = bill
  if (accountAsked === null || result.account === accountAsked) return null
  if (accountAsked > accountBalance) {
    return { code: 'settlement.account-too-small', balance: accountBalance, asked: accountAsked }
  }
  return { code: 'settlement.account-not-payable', payable: result.account, asked: accountAsked }
}

/**
 * Computes what a settlement of these lines would come to now, for quote and settle alike.
 *
 * Refusals, in this order: `settlement.care-not-served`, `.care-not-of-provider`, `.provider-not-designated`,
 * `.not-insured`, `.division-differs`, `.certificate-of-another`, `.no-lines`, `.total-differs`, `.split-differs`, those
 * of policy and benefit, `.account-too-small`, `.account-not-payable`.
 */
export function quoteOf(file: PersonFile, request: BillRequest): Result<Quote, SettlementRefusal> {
  const { provider, insurance, medType, lines, at, book } = request
  const { scheme } = insurance
  const on = dateOf(at)
  const care = careKindOf(medType)
  if (care === null || care === 'inpatient') return refuse({ code: 'settlement.care-not-served', medType })
  const designated = designatedFor(provider, care, on)
  if (!designated.ok) return designated
  const insured = insuredOn(file, insurance, on)
  if (!insured.ok) return insured
  const own = ownCertificate(file, request.certificateType, request.certificateNumber)
  if (!own.ok) return own
  if (lines.length === 0) return refuse({ code: 'settlement.no-lines', batch: request.batch })
  const enrolment = insured.value
  const totals = totalsOf(lines)
  const difference = compareStated(request.stated, totals)
  if (difference !== null) return refuse(difference)

  const open = book.open(enrolment.division, scheme, planCareOf(medType, care), on)
  if (!open.ok) return open
  const { pack, compiled } = open.value
  const occasion = { on, admission: null, discharge: null, stay: request.visitId, episode: request.visitId }
  const year = benefitYear(pack.year, occasion)
  const { totals: rules } = compiled.plan
  const periods = Object.fromEntries(rules.map(({ code, over }) => [code, periodOf(over, occasion, pack.year)]))
  const used = usedIn(file, scheme, periods)
  const facts = factsOf(file.insured.birth, enrolment, provider, medType, on)
  const streams = streamsOf(lines)
  const { accountBalance } = file
  const { accountUsed, accountAsked } = request
  const bill: BillInput = { totals, streams, facts, used, accountBalance, accountUsed, accountAsked }
  const result = compiled.apportion(bill)
  if (!result.ok) return result
  const accountProblem = checkAccount(bill, result.value)
  if (accountProblem !== null) return refuse(accountProblem)

  const { payments, account, cash, person, parts, poolRate, totalsAdded, trace } = result.value
  const amounts = { ...totals, ...payments, deductible: parts.deductible, account, cash, person, poolRate }
  invariant(paidBy(amounts) === totals.total, 'funds, person and hospital together pay the bill')
  const basis = {
    on,
    planId: compiled.plan.id,
    packHash: pack.hash,
    facts,
    streams,
    periods,
    used,
    accountBalance,
    accountUsed,
    accountAsked,
  }
  return ok({
    enrolment,
    care,
    year,
    amounts,
    balanceAfter: subtractFen(accountBalance, account),
    totalsAdded,
    basis,
    trace,
  })
}
