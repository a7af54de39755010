import type { Diagnosis, Provider, Stay, Visit } from '../encounter/index.ts'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import type { CareName } from '../policy/index.ts'
import { noChange } from './decision.ts'
import {
  designatedFor,
  insuredOn,
  notAfter,
  openStay,
  ownCertificate,
  type StatedInsurance,
  type StayVisit,
} from './guards.ts'
import type { SettlementRefusal } from './refusals.ts'
import { type ProviderOf, transferInto } from './transfer.ts'
import type { Decision, PersonFile } from './types.ts'
import type { VisitReference } from './visit.ts'

/** National `med_type` 52 (生育住院): a stay too, paid by a maternity plan where the region has one. */
const maternityStay = '52'

/** National `med_type` 22 (外伤住院): somebody else may have to pay. */
const injury = '22'

/** Whether care of a national `med_type` is given during a stay. */
export function isStay(medType: string): boolean {
  return medType.startsWith('2') || medType.startsWith(maternityStay)
}

/** The plans that pay a stay of a national `med_type`, the first that the region has. */
export function plansOfStay(medType: string): readonly [CareName, ...CareName[]] {
  return medType.startsWith(maternityStay) ? ['maternity', 'inpatient'] : ['inpatient']
}

/** Whether a person's `med_type` asks who answers for the injury. */
export function isInjury(medType: string | null): boolean {
  return medType?.startsWith(injury) ?? false
}

/** What admission and its correction say of a stay. */
interface StayStatement {
  readonly begin: LocalDateTime
  readonly medType: string
  readonly certificateType: string
  readonly providerVisitNumber: string
  readonly departmentCode: string
  readonly departmentName: string
  /** What the hospital says of an injury's cause; null when it says nothing. */
  readonly cause: Exclude<Stay['cause'], 'undeclared'> | null
  readonly diagnoses: readonly Diagnosis[]
  readonly details: Stay['details']
  /** Finds a hospital by its code, for the levels of a transfer. */
  readonly providerOf: ProviderOf
  /** Within how many days a transfer must follow, by the region of insurance. */
  readonly transferDays: (division: string) => number
  /** The centre's time now. */
  readonly at: LocalDateTime
}

export interface Admission extends StayStatement {
  readonly visitId: string
  readonly msgid: string
  readonly provider: Provider
  readonly insurance: StatedInsurance
  readonly certificateNumber: string | null
}

function causeOf(medType: string, stated: StayStatement['cause'], known: Stay['cause'] | null): Stay['cause'] {
  if (!isInjury(medType)) return 'own'
  if (stated !== null) return stated
  return known === 'third-party' ? known : 'undeclared'
}

/** Refuses with `settlement.stays-overlap` while the person lies in another hospital; a stay without an end goes on. */
function noOverlap(
  file: PersonFile,
  visitId: string,
  begin: LocalDateTime,
  end: LocalDateTime | null,
): Result<null, SettlementRefusal> {
  const other = file.stays.find(({ visitId: id, begin: from, stay: { dischargedAt: until } }) => {
    return id !== visitId && (until === null || until > begin) && (end === null || from < end)
  })
  if (other === undefined) return ok(null)
  const { providerCode, begin: admission } = other
  return refuse({ code: 'settlement.stays-overlap', visitId: other.visitId, providerCode, admission })
}

/** Hospitals have beds, also the small ones of townships and communities; clinics and pharmacies have none. */
function hasBeds({ kind }: Provider): boolean {
  return kind === 'hospital' || kind === 'township' || kind === 'community'
}

/**
 * Admits a person (入院办理).
 *
 * Refusals, in this order: `settlement.care-not-served`, `.date-in-future`, `.care-not-of-provider`,
 * `.provider-not-designated`, `.after-death`, `.not-insured`, `.division-differs`, `.certificate-of-another`,
 * `.stays-overlap`.
 */
export function admissionOf(file: PersonFile, admission: Admission): Result<Decision, SettlementRefusal> {
  const { visitId, provider, insurance, begin, medType, at, msgid } = admission
  const on = dateOf(begin)
  if (!isStay(medType)) return refuse({ code: 'settlement.care-not-served', medType })
  const past = notAfter(dateOf(at), 'begntime', on)
  if (!past.ok) return past
  if (!hasBeds(provider)) {
    const { providerCode } = provider
    return refuse({ code: 'settlement.care-not-of-provider', providerCode, care: 'inpatient' })
  }
  const designated = designatedFor(provider, 'inpatient', on)
  if (!designated.ok) return designated
  const enrolment = insuredOn(file, insurance, on)
  if (!enrolment.ok) return enrolment
  const own = ownCertificate(file, admission.certificateType, admission.certificateNumber)
  if (!own.ok) return own
  const free = noOverlap(file, visitId, begin, null)
  if (!free.ok) return free
  const transferDays = admission.transferDays(enrolment.value.division)
  const { providerOf, details } = admission
  const link = transferInto(file, { visitId, provider, on, transferDays, providerOf })
  const visit: Visit = {
    ...statedFields(admission),
    visitId,
    insuredId: file.insured.insuredId,
    providerCode: provider.providerCode,
    scheme: insurance.scheme,
    openedOn: on,
    state: 'open',
    stay: {
      msgid,
      reversed: false,
      dischargedAt: null,
      dischargeWay: null,
      ...link,
      cause: causeOf(medType, admission.cause, null),
      details,
    },
  }
  return ok({ ...noChange, visit, diagnoses: admission.diagnoses })
}

function statedFields(statement: StayStatement) {
  const { begin, medType, certificateType, providerVisitNumber, departmentCode, departmentName } = statement
  return { begin, medType, certificateType, providerVisitNumber, departmentCode, departmentName }
}

export interface StayChange extends StayStatement, VisitReference {
  readonly insurance: { readonly scheme: StatedInsurance['scheme'] | null; readonly division: string }
}

/** The first settlement that stands on the visit. */
function settledBy(file: PersonFile): string | null {
  return file.visitSettlements[0]?.settlementId ?? null
}

/**
 * Corrects what was said at admission (入院信息变更), as long as nothing of the stay is settled.
 *
 * Refusals: those of the stay, `settlement.stay-settled`, `.scheme-differs`, `.care-not-served`, `.date-in-future`,
 * `.outside-stay` after the discharge, `.fees-outside-stay`, `.provider-not-designated`, those of the insurance,
 * `.stays-overlap`.
 */
export function changeOf(file: PersonFile, change: StayChange): Result<Decision, SettlementRefusal> {
  const found = openStay(file, change.visitId, change.provider)
  if (!found.ok) return found
  const visit = found.value
  const { stay, visitId, scheme } = visit
  const { begin, medType, provider, at } = change
  const on = dateOf(begin)
  const settlementId = settledBy(file)
  if (settlementId !== null) return refuse({ code: 'settlement.stay-settled', visitId, settlementId })
  const stated = change.insurance.scheme
  if (stated !== null && stated !== scheme) {
    return refuse({ code: 'settlement.scheme-differs', stated, filed: scheme })
  }
  if (!isStay(medType)) return refuse({ code: 'settlement.care-not-served', medType })
  const past = notAfter(dateOf(at), 'begntime', on)
  if (!past.ok) return past
  const within = beginFits(file, visit, begin)
  if (!within.ok) return within
  const designated = designatedFor(provider, 'inpatient', on)
  if (!designated.ok) return designated
  const enrolment = insuredOn(file, { scheme, division: change.insurance.division }, on)
  if (!enrolment.ok) return enrolment
  const free = noOverlap(file, visitId, begin, stay.dischargedAt)
  if (!free.ok) return free
  const { providerOf } = change
  const transferDays = change.transferDays(enrolment.value.division)
  const link = transferInto(file, { visitId, provider, on, transferDays, providerOf })
  const changed: Visit = {
    ...visit,
    ...statedFields(change),
    stay: {
      ...stay,
      ...link,
      cause: causeOf(medType, change.cause, stay.cause),
      details: { ...stay.details, ...change.details },
    },
  }
  const atDischarge = file.diagnoses.filter(({ side }) => side === 'discharge')
  return ok({ ...noChange, visit: changed, diagnoses: [...change.diagnoses, ...atDischarge] })
}

function beginFits(file: PersonFile, { stay }: StayVisit, begin: LocalDateTime): Result<null, SettlementRefusal> {
  const { dischargedAt } = stay
  const date = dateOf(begin)
  if (dischargedAt !== null && begin > dischargedAt) {
    const discharge = dateOf(dischargedAt)
    return refuse({ code: 'settlement.outside-stay', field: 'begntime', line: null, date, admission: date, discharge })
  }
  const early = file.lines.find((line) => dateOf(line.at) < date)
  if (early === undefined) return ok(null)
  const line = early.lineNumber
  return refuse({ code: 'settlement.fees-outside-stay', line, date: dateOf(early.at), stated: date })
}

/** Takes an admission back (入院撤销); refused while fees or settlements hang on it, or another stay follows by transfer. */
export function admissionCancelOf(
  file: PersonFile,
  reference: VisitReference & { readonly reversed: boolean },
): Result<Decision, SettlementRefusal> {
  const found = openStay(file, reference.visitId, reference.provider)
  if (!found.ok) return found
  const visit = found.value
  const { visitId, stay } = visit
  const settlementId = settledBy(file)
  if (settlementId !== null) return refuse({ code: 'settlement.stay-settled', visitId, settlementId })
  if (file.lines.length > 0) return refuse({ code: 'settlement.stay-in-use', visitId, lines: file.lines.length })
  if (stay.dischargedAt !== null) {
    return refuse({ code: 'settlement.already-discharged', visitId, at: stay.dischargedAt })
  }
  const { reversed } = reference
  return ok({ ...noChange, visit: { ...visit, state: 'cancelled', stay: { ...stay, reversed } } })
}
