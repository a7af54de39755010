import { enrolmentOn, type Provider, type SchemeCode } from '../encounter/index.ts'
import {
  type DivisionCode,
  type IsoDate,
  inRange,
  isWithin,
  ok,
  parseDivisionCode,
  type Result,
  rangesOverlap,
  refuse,
} from '../kernel/index.ts'
import type { FilingRefusal } from './refusals.ts'
import {
  type FilingPerson,
  type FilingStatement,
  headOf,
  insuredFrom,
  knownOn,
  type NamedInstitution,
  notInFuture,
  statedRange,
  treating,
} from './statement.ts'
import type { ChronicFiling, DesignatedFiling, TransferFiling } from './types.ts'
import { overlapOf } from './valid.ts'

export interface TransferStatement extends FilingStatement {
  readonly scheme: SchemeCode
  /** Where the message says that the person is insured; null when it says nothing. */
  readonly insuredIn: string | null
  readonly target: NamedInstitution
  /** As it was sent; six digits when all is well. */
  readonly toDivision: string
  readonly diagnosisCode: string
  readonly hospitalAgrees: boolean
  readonly transferOn: IsoDate
}

/** A hospital that the centre does not know is believed only where the region of the person's insurance ends. */
function targetOf(
  { target, toDivision, by, transferOn }: TransferStatement,
  home: DivisionCode,
): Result<DivisionCode, FilingRefusal> {
  const field = 'mdtrtarea_admdvs'
  const division = parseDivisionCode(toDivision)
  if (!division.ok) return refuse({ code: 'filing.bad-division', field, stated: toDivision })
  if (target.providerCode === by.providerCode)
    return refuse({ code: 'filing.to-itself', providerCode: by.providerCode })
  if (target.provider === null && !isWithin(division.value, home)) return division
  const known = knownOn(target, transferOn)
  if (!known.ok) return known
  const hospital = treating(target.field, known.value)
  if (!hospital.ok) return hospital
  const filed = hospital.value.division
  if (isWithin(filed, division.value)) return division
  return refuse({ code: 'filing.division-differs', field, stated: toDivision, filed })
}

/**
 * Files that a hospital sends a patient on (转院备案).
 *
 * Refusals: `filing.pharmacy`, `.ends-before-it-begins`, `.not-insured`, `.division-differs`, `.bad-division`, `.to-itself`,
 * `.unknown-institution` (a hospital of the own region must be known), `.not-designated`, `.transfer-outside-range`,
 * `.overlap` with a filing to the same hospital.
 */
export function transferOf(person: FilingPerson, stated: TransferStatement): Result<TransferFiling, FilingRefusal> {
  const sender = treating('fixmedins_code', stated.by)
  if (!sender.ok) return sender
  const range = statedRange(stated)
  if (!range.ok) return range
  const { scheme, diagnosisCode, hospitalAgrees, transferOn, target } = stated
  const enrolment = insuredFrom(person, stated, scheme, stated.insuredIn)
  if (!enrolment.ok) return enrolment
  if (!inRange(range.value, transferOn)) {
    return refuse({ code: 'filing.transfer-outside-range', date: transferOn, from: stated.begin })
  }
  const toDivision = targetOf(stated, enrolment.value.division)
  if (!toDivision.ok) return toDivision
  const filing: TransferFiling = {
    ...headOf(person, stated, range.value),
    kind: 'transfer',
    scheme,
    toProvider: target.providerCode,
    toDivision: toDivision.value,
    diagnosisCode,
    hospitalAgrees,
    transferOn,
  }
  const overlap = overlapOf(filing, person.filings, ({ toProvider }) => toProvider)
  return overlap === null ? ok(filing) : refuse(overlap)
}

export interface ChronicStatement extends FilingStatement {
  readonly scheme: SchemeCode
  readonly insuredIn: string
  readonly diseaseCode: string
  /** Whether the centre's list of chronic diseases names it; true where the centre keeps no list. */
  readonly listed: boolean
  readonly diseaseName: string
  readonly certifier: NamedInstitution
  readonly certifiedOn: IsoDate
  readonly doctorCode: string
}

/**
 * Files a chronic or special disease, or the disease that a special drug treats (慢特病备案).
 *
 * Refusals: `filing.pharmacy`, `.ends-before-it-begins`, `.not-insured`, `.division-differs`, `.date-in-future`,
 * `.unknown-disease`, `.unknown-institution`, `.not-designated`, `.overlap` with a filing of the same disease.
 */
export function chronicOf(person: FilingPerson, stated: ChronicStatement): Result<ChronicFiling, FilingRefusal> {
  const sender = treating('fixmedins_code', stated.by)
  if (!sender.ok) return sender
  const range = statedRange(stated)
  if (!range.ok) return range
  const { scheme, diseaseCode, diseaseName, certifier, certifiedOn, doctorCode } = stated
  const enrolment = insuredFrom(person, stated, scheme, stated.insuredIn)
  if (!enrolment.ok) return enrolment
  const past = notInFuture('hosp_ide_date', certifiedOn, stated.at)
  if (!past.ok) return past
  if (!stated.listed) return refuse({ code: 'filing.unknown-disease', diseaseCode })
  const known = knownOn(certifier, certifiedOn)
  if (!known.ok) return known
  const hospital = treating(certifier.field, known.value)
  if (!hospital.ok) return hospital
  const filing: ChronicFiling = {
    ...headOf(person, stated, range.value),
    kind: 'chronic',
    scheme,
    diseaseCode,
    diseaseName,
    certifiedBy: certifier.providerCode,
    doctorCode,
  }
  const overlap = overlapOf(filing, person.filings, (other) => other.diseaseCode)
  return overlap === null ? ok(filing) : refuse(overlap)
}

export interface DesignatedStatement extends FilingStatement {
  readonly business: string
  readonly place: NamedInstitution
  /** As it was sent. */
  readonly order: string
}

/** The choice of one business under the same number on some of the same days. */
function orderTaken(filing: DesignatedFiling, { filings }: FilingPerson): FilingRefusal | null {
  const { order, business, range } = filing
  const found = filings.find(
    (other) =>
      other.kind === 'designated' &&
      other.state === 'valid' &&
      other.business === business &&
      other.order === order &&
      rangesOverlap(other.range, range),
  )
  return found === undefined ? null : { code: 'filing.order-taken', order, filingId: found.filingId }
}

/**
 * Files at which institution a person takes one kind of care (定点备案). Of one kind there may be several choices, each
 * with its own number.
 *
 * Refusals: `filing.ends-before-it-begins`, `.not-insured` in any scheme, `.unknown-institution`, `.not-designated`,
 * `.bad-order`, `.overlap` with a choice of the same institution, `.order-taken`.
 */
export function designatedOf(
  person: FilingPerson,
  stated: DesignatedStatement,
): Result<DesignatedFiling, FilingRefusal> {
  const range = statedRange(stated)
  if (!range.ok) return range
  const { business, place, order, begin } = stated
  const insured = (['310', '390'] as const).some((scheme) => enrolmentOn(person.enrolments, scheme, begin) !== null)
  if (!insured) return refuse({ code: 'filing.not-insured', scheme: null, on: begin })
  const known: Result<Provider, FilingRefusal> = knownOn(place, begin)
  if (!known.ok) return known
  if (!/^\d{1,3}$/.test(order) || Number(order) === 0) return refuse({ code: 'filing.bad-order', order })
  const filing: DesignatedFiling = {
    ...headOf(person, stated, range.value),
    kind: 'designated',
    scheme: null,
    business,
    providerCode: place.providerCode,
    order: Number(order),
  }
  const overlap = overlapOf(filing, person.filings, (other) => `${other.business} ${other.providerCode}`)
  if (overlap !== null) return refuse(overlap)
  const taken = orderTaken(filing, person)
  return taken === null ? ok(filing) : refuse(taken)
}
