import {
  type CareKind,
  type Enrolment,
  enrolmentOn,
  type Provider,
  type SchemeCode,
  type Stay,
  type Visit,
} from '../encounter/index.ts'
import { type IsoDate, inRange, ok, type Result, refuse } from '../kernel/index.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { PersonFile } from './types.ts'

/** What a provider says about a person's insurance. */
export interface StatedInsurance {
  readonly scheme: SchemeCode
  /** The division of insurance, as the provider was told when it identified the person. */
  readonly division: string
}

/** Refuses with `settlement.after-death` what is dated after the person's death. */
function notAfterDeath(file: PersonFile, on: IsoDate): Result<IsoDate, SettlementRefusal> {
  const { diedOn } = file.insured
  return diedOn !== null && on > diedOn ? refuse({ code: 'settlement.after-death', on, diedOn }) : ok(on)
}

/**
 * The living person's insurance of the stated scheme on the day.
 *
 * Refuses with `settlement.after-death` and as `enrolledOn` does.
 */
export function insuredOn(
  file: PersonFile,
  stated: StatedInsurance,
  on: IsoDate,
): Result<Enrolment, SettlementRefusal> {
  const living = notAfterDeath(file, on)
  return living.ok ? enrolledOn(file, stated, on) : living
}

/**
 * The person's insurance of the stated scheme on the day.
 *
 * Refuses with `settlement.not-insured`, and with `settlement.division-differs` when the provider names another place.
 */
export function enrolledOn(
  file: PersonFile,
  stated: StatedInsurance,
  on: IsoDate,
): Result<Enrolment, SettlementRefusal> {
  const { scheme } = stated
  const enrolment = enrolmentOn(file.enrolments, scheme, on)
  if (enrolment === null) return refuse({ code: 'settlement.not-insured', scheme, on })
  if (enrolment.division !== stated.division) {
    return refuse({ code: 'settlement.division-differs', stated: stated.division, filed: enrolment.division })
  }
  return ok(enrolment)
}

/** The national code of an identity card as a voucher. */
const identityCard = '02'

/** An identity card must be the person's own; other vouchers were looked up when the person was identified. */
export function ownCertificate(file: PersonFile, type: string, number: string | null): Result<null, SettlementRefusal> {
  const foreign = type === identityCard && number !== null && number.toUpperCase() !== file.insured.certificateNumber
  return foreign ? refuse({ code: 'settlement.certificate-of-another' }) : ok(null)
}

/**
 * The provider may give this care on that day.
 *
 * Refuses with `settlement.care-not-of-provider` when a pharmacy treats or anybody else sells, and with
 * `settlement.provider-not-designated` outside the provider's agreement.
 */
export function designatedFor(provider: Provider, care: CareKind, on: IsoDate): Result<Provider, SettlementRefusal> {
  const { providerCode } = provider
  if ((provider.kind === 'pharmacy') !== (care === 'pharmacy')) {
    return refuse({ code: 'settlement.care-not-of-provider', providerCode, care })
  }
  if (inRange(provider.range, on)) return ok(provider)
  return refuse({ code: 'settlement.provider-not-designated', providerCode, on })
}

/** The visit that the command names, if it is this provider's own and not cancelled. */
function namedVisit(file: PersonFile, visitId: string, provider: Provider): Result<Visit, SettlementRefusal> {
  const { visit } = file
  if (visit === null || visit.visitId !== visitId) return refuse({ code: 'settlement.unknown-visit', visitId })
  if (visit.providerCode !== provider.providerCode) return refuse({ code: 'settlement.other-providers-visit', visitId })
  if (visit.state === 'cancelled') return refuse({ code: 'settlement.visit-cancelled', visitId })
  return ok(visit)
}

/** The open visit that the command names, which must be no stay. */
export function openVisit(file: PersonFile, visitId: string, provider: Provider): Result<Visit, SettlementRefusal> {
  const visit = namedVisit(file, visitId, provider)
  if (!visit.ok || visit.value.stay === null) return visit
  return refuse({ code: 'settlement.other-kind-of-visit', visitId, care: 'inpatient' })
}

/** A visit that is a stay. */
export interface StayVisit extends Visit {
  readonly stay: Stay
}

/** The stay that the command names, which must not be cancelled. */
export function openStay(file: PersonFile, visitId: string, provider: Provider): Result<StayVisit, SettlementRefusal> {
  const visit = namedVisit(file, visitId, provider)
  if (!visit.ok) return visit
  const { stay } = visit.value
  if (stay !== null) return ok({ ...visit.value, stay })
  return refuse({ code: 'settlement.other-kind-of-visit', visitId, care: 'outpatient' })
}

/** Refuses with `settlement.date-in-future` what is said to have happened after today. */
export function notAfter(today: IsoDate, field: string, date: IsoDate): Result<IsoDate, SettlementRefusal> {
  return date > today ? refuse({ code: 'settlement.date-in-future', field, date, today }) : ok(date)
}
