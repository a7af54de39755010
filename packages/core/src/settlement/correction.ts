import type { BenefitRefusal, CompiledPlan, OpenPlan } from '../benefit/index.ts'
import { type Enrolment, enrolmentOn, localityOf } from '../encounter/index.ts'
import {
  addFen,
  ageOn,
  dateOf,
  type IsoDate,
  ok,
  type Result,
  refuse,
  subtractFen,
  sumFen,
  zeroFen,
} from '../kernel/index.ts'
import { type Facts, ordinaryStays } from '../policy/index.ts'
import {
  differenceOf,
  effectOf,
  inForce,
  isNothing,
  standingEffect,
  sumTotals,
  uninsuredEffect,
} from './correction-effect.ts'
import type {
  CorrectionBasis,
  CorrectionFile,
  CorrectionProblem,
  Effect,
  Findings,
  FoundCorrection,
  NotComputed,
  PresentLaw,
} from './correction-types.ts'
import { borneOf } from './deductions.ts'
import { apportionAfter, type BillShare, type BillToShare, earlierBill } from './difference.ts'
import { carriedInto, countsDeductibleOverStay, usedIn } from './quote.ts'
import { openFor, periodsUnder } from './rerun.ts'
import { settlementDay } from './stay-bill.ts'
import type { EarlierBill, FiledSettlement, RunningTotal, Settlement, StayBasis } from './types.ts'

/** One person's settlements computed again so far. */
interface Replay {
  readonly file: CorrectionFile
  readonly law: PresentLaw
  totals: readonly RunningTotal[]
  /** What each settlement comes to, by number, as a later bill of its stay counts on it. */
  readonly bills: Map<string, { readonly settlement: Settlement; readonly bill: EarlierBill }>
}

/** What a corrected settlement comes to, and from what. */
interface Computed {
  readonly effect: Effect
  readonly bill: EarlierBill
  readonly basis: CorrectionBasis | null
}

/** A settlement under another basis: the same bill, and the accounts pay exactly what they paid. */
export function shareOn(
  compiled: Pick<CompiledPlan, 'apportion'>,
  settlement: Settlement,
  basis: CorrectionBasis,
  why: boolean,
): Result<BillShare, BenefitRefusal> {
  const { facts, streams, used, accountBalance, accountUsed, accountAsked, stay, periods } = basis
  const deductibleBefore = stay?.deductibleBefore ?? zeroFen
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, account: paid, family } = settlement.amounts
  const totals = { total, nonCovered, overPriceLimit, preCoinsurance, eligible }
  const borne = borneOf(basis.audit)
  const account = { accountBalance, accountUsed, accountAsked }
  const bill: BillToShare = { totals, borne, streams, facts, used, ...account, deductibleBefore }
  const share = apportionAfter(compiled, bill, stay?.before ?? [], periods, why)
  if (!share.ok) return share
  const { amounts } = share.value
  // What the accounts paid at the till stays paid by them; what is too much is owed as money.
  const cash = subtractFen(amounts.person, addFen(paid, family))
  return ok({ ...share.value, amounts: { ...amounts, account: paid, family, cash } })
}

/** What the computed bill does; it says where and in which scheme it is insured now. */
export function effectUnder(settlement: Settlement, basis: CorrectionBasis, share: BillShare): Effect {
  const { scheme, division } = basis
  return effectOf({ ...settlement, ...share, scheme, division, basis })
}

/** The day whose insurance a bill follows: its own, or as the region says of stays. */
function insuranceDay(settlement: Settlement, { law, bills, file }: Replay): IsoDate {
  const { basis, division, at, year } = settlement
  const { stay } = basis
  if (stay === undefined) return basis.on
  const pack = law.book.packs.find((each) => each.division === division)
  if ((pack?.stays ?? ordinaryStays).scheme === 'admission') return stay.admission
  const first = bills.get(stay.before[0]?.settlementId ?? '')?.settlement.at ?? at
  return pack === undefined ? dateOf(first) : settlementDay(file.insured, pack.year, year, first)
}

/** The insurance of that scheme today for that day; without one, that of another scheme. */
function insuranceOn({ enrolments }: CorrectionFile, { scheme }: Settlement, on: IsoDate): Enrolment | null {
  return enrolmentOn(enrolments, scheme, on) ?? enrolmentOn(enrolments, scheme === '310' ? '390' : '310', on)
}

const ownFacts = ['level', 'kind', 'locality', 'personStatus', 'consecutiveYear', 'age', 'bornOn', 'medType']

/** The facts of a bill without the traits that were noted of the person then. */
function withoutTraits(facts: Facts): Facts {
  const isTrait = (name: string): boolean =>
    name.startsWith('trait.') || (!ownFacts.includes(name) && facts[`trait.${name}`] === facts[name])
  return Object.fromEntries(Object.entries(facts).filter(([name, value]) => value !== undefined && !isTrait(name)))
}

function factsNow(
  { providerCode, division, basis }: Settlement,
  enrolment: Enrolment,
  { file, law }: Replay,
): Result<Facts, CorrectionProblem> {
  const { birth } = file.insured
  const provider = law.providerOf(providerCode)
  const moved = enrolment.division !== division
  // A pharmacy may have been paid as the hospital that certified: then its own place says nothing.
  if (moved && provider?.kind !== basis.facts.kind) return refuse({ code: 'correction.place-unknown', providerCode })
  const traits = Object.entries(enrolment.traits).map(([name, value]) => [`trait.${name}`, value])
  return ok({
    ...enrolment.traits,
    ...withoutTraits(basis.facts),
    ...(moved && provider !== null ? { locality: localityOf(provider, enrolment) } : {}),
    personStatus: enrolment.status,
    consecutiveYear: enrolment.consecutiveYears,
    age: ageOn(birth, basis.on),
    bornOn: birth,
    ...Object.fromEntries(traits),
  })
}

function stayNow(settlement: Settlement, { pack, compiled }: OpenPlan, { bills }: Replay): StayBasis | undefined {
  const { stay } = settlement.basis
  if (stay === undefined) return undefined
  const { acrossYears, secondDeductible } = pack.stays ?? ordinaryStays
  const counted = acrossYears === 'split' && !secondDeductible && !countsDeductibleOverStay(compiled.plan)
  const earlier = [...bills.values()].filter(
    (each) => each.settlement.visitId === settlement.visitId && each.settlement.year < settlement.year,
  )
  return {
    ...stay,
    before: stay.before.map((each) => bills.get(each.settlementId)?.bill ?? each),
    deductibleBefore: counted ? sumFen(earlier.map(({ bill }) => bill.amounts.deductible)) : zeroFen,
  }
}

function basisNow(
  settlement: Settlement,
  enrolment: Enrolment,
  open: OpenPlan,
  replay: Replay,
): Result<CorrectionBasis, CorrectionProblem> {
  const facts = factsNow(settlement, enrolment, replay)
  if (!facts.ok) return facts
  const { scheme, division } = enrolment
  const { pack, compiled } = open
  const { periods } = periodsUnder(open, settlement)
  const carriedFrom = carriedInto(scheme, pack)
  const stay = stayNow(settlement, open, replay)
  const { carriedFrom: _, stay: __, familyBalance: ___, ...basis } = settlement.basis
  const paid = settlement.amounts.account
  return ok({
    ...basis,
    scheme,
    division,
    planId: compiled.plan.id,
    packHash: pack.hash,
    facts: facts.value,
    periods,
    used: usedIn(replay.totals, { scheme, periods, carriedFrom }),
    accountBalance: paid,
    accountUsed: paid !== 0,
    accountAsked: paid,
    ...(carriedFrom.length === 0 ? {} : { carriedFrom }),
    ...(stay === undefined ? {} : { stay }),
  })
}

function computedNow(settlement: FiledSettlement, replay: Replay): Result<Computed, CorrectionProblem> {
  const enrolment = insuranceOn(replay.file, settlement, insuranceDay(settlement, replay))
  if (enrolment === null) {
    const effect = uninsuredEffect(settlement)
    const amounts = { ...settlement.amounts, ...effect.amounts }
    return ok({ effect, basis: null, bill: { ...earlierBill(settlement), amounts, totalsAdded: {} } })
  }
  const { scheme, division } = enrolment
  const open = openFor({ ...settlement, scheme, division }, replay.law.book, settlement.basis.on)
  if (!open.ok) return open
  const basis = basisNow(settlement, enrolment, open.value, replay)
  if (!basis.ok) return basis
  const share = shareOn(open.value.compiled, settlement, basis.value, false)
  if (!share.ok) return share
  const { amounts, totalsAdded } = share.value
  const recorded = settlement.amounts.hospital
  if (amounts.hospital !== recorded) {
    return refuse({ code: 'correction.hospital-share', recorded, computed: amounts.hospital })
  }
  const bill = { ...earlierBill(settlement), amounts, totalsAdded, periods: basis.value.periods }
  return ok({ effect: effectUnder(settlement, basis.value, share.value), basis: basis.value, bill })
}

/** The steps of a computation, for those that come out differently. */
function traceOf(
  settlement: FiledSettlement,
  basis: CorrectionBasis | null,
  { law }: Replay,
): FoundCorrection['trace'] {
  if (basis === null) return []
  const { scheme, division } = basis
  const open = openFor({ ...settlement, scheme, division }, law.book, basis.on)
  const share = open.ok ? shareOn(open.value.compiled, settlement, basis, true) : open
  return share.ok ? share.value.trace : []
}

/** Whether a later bill of the stay is still to come; it will count all that the stay comes to. */
function isOpenStay({ visitId, basis }: FiledSettlement, { settlements }: CorrectionFile): boolean {
  if (basis.stay === undefined) return false
  return !settlements.some((other) => other.visitId === visitId && other.basis.stay?.final === true)
}

/**
 * Computes all settlements of one person that stand again, in the order in which they came to stand, under the
 * insurance that is on file today for their days and under the law of today for their days. Running totals run along;
 * a later settlement that was counted on an earlier one is found by that. What each bill holds and what the account
 * paid stays as it was.
 *
 * @returns what differs from the records with the corrections in force, and what the law does not let compute
 */
export function findCorrections(file: CorrectionFile, law: PresentLaw): Findings {
  const replay: Replay = { file, law, totals: [], bills: new Map() }
  const standing = inForce(file.corrections)
  const found: FoundCorrection[] = []
  const notComputed: NotComputed[] = []
  for (const settlement of file.settlements) {
    const { settlementId, visitId, insuredId } = settlement
    const before = standingEffect(
      settlement,
      standing.filter((correction) => correction.settlementId === settlementId),
    )
    const now = computedNow(settlement, replay)
    const difference = now.ok ? differenceOf(before, now.value.effect, insuredId) : null
    const open = difference !== null && !isNothing(difference) && isOpenStay(settlement, file)
    if (!now.ok) notComputed.push({ settlement, problem: now.error })
    else if (open) notComputed.push({ settlement, problem: { code: 'correction.stay-open', visitId } })
    else if (difference !== null && !isNothing(difference)) {
      const { effect, basis } = now.value
      const trace = traceOf(settlement, basis, replay)
      found.push({ settlement, before: before.amounts, after: effect.amounts, difference, basis, trace })
    }
    const taken = now.ok && !open ? now.value : null
    replay.totals = sumTotals([...replay.totals, ...(taken?.effect ?? before).totals])
    replay.bills.set(settlementId, { settlement, bill: taken?.bill ?? earlierBill(settlement) })
  }
  return { found, notComputed }
}
