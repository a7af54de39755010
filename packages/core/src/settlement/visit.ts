import type { Diagnosis, Provider, Visit } from '../encounter/index.ts'
import { careKindOf } from '../encounter/index.ts'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { noChange } from './decision.ts'
import { designatedFor, insuredOn, notAfter, openVisit, ownCertificate, type StatedInsurance } from './guards.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { Decision, PersonFile } from './types.ts'

export interface VisitOpening {
  readonly visitId: string
  readonly provider: Provider
  readonly insurance: StatedInsurance
  readonly begin: LocalDateTime
  readonly providerVisitNumber: string
  readonly certificateType: string
  readonly certificateNumber: string
  readonly departmentCode: string
  readonly departmentName: string
  /** The centre's time now. */
  readonly at: LocalDateTime
}

/** Opens a visit (挂号). Refuses a person not insured on the day of the visit and a provider without agreement. */
export function openingOf(file: PersonFile, opening: VisitOpening): Result<Decision, SettlementRefusal> {
  const on = dateOf(opening.begin)
  const past = notAfter(dateOf(opening.at), 'begntime', on)
  if (!past.ok) return past
  const designated = designatedFor(opening.provider, 'outpatient', on)
  if (!designated.ok) return designated
  const enrolment = insuredOn(file, opening.insurance, on)
  if (!enrolment.ok) return enrolment
  const own = ownCertificate(file, opening.certificateType, opening.certificateNumber)
  if (!own.ok) return own
  const { provider, at: _, insurance, certificateNumber: __, ...rest } = opening
  const visit: Visit = {
    ...rest,
    openedOn: on,
    scheme: insurance.scheme,
    insuredId: file.insured.insuredId,
    providerCode: provider.providerCode,
    medType: null,
    state: 'open',
    stay: null,
  }
  return ok({ ...noChange, visit })
}

export interface VisitReference {
  readonly visitId: string
  readonly provider: Provider
}

/** Takes back a registration (挂号撤销); refused while lines are on file. */
export function cancellationOf(
  file: PersonFile,
  reference: VisitReference & { readonly providerVisitNumber: string },
): Result<Decision, SettlementRefusal> {
  const visit = openVisit(file, reference.visitId, reference.provider)
  if (!visit.ok) return visit
  const stated = reference.providerVisitNumber
  const filed = visit.value.providerVisitNumber
  if (stated !== filed) return refuse({ code: 'settlement.visit-number-differs', stated, filed })
  if (file.lines.length > 0) {
    return refuse({ code: 'settlement.visit-in-use', visitId: visit.value.visitId, lines: file.lines.length })
  }
  return ok({ ...noChange, visit: { ...visit.value, state: 'cancelled' } })
}

export interface VisitDescription extends VisitReference {
  readonly medType: string
  /** National `dise_codg`; null when nobody says one. */
  readonly diseaseCode?: string | null
  /** Diagnoses sent now; one with `valid` false takes the same one back. */
  readonly diagnoses: readonly (Diagnosis & { readonly valid: boolean })[]
}

/**
 * Records the kind of visit and its diagnoses (就诊信息). One visit has one med_type once something was settled, and a
 * purchase stays a purchase also when it was cancelled.
 */
export function descriptionOf(file: PersonFile, description: VisitDescription): Result<Decision, SettlementRefusal> {
  const visit = openVisit(file, description.visitId, description.provider)
  if (!visit.ok) return visit
  const { medType } = description
  if (careKindOf(medType) !== 'outpatient') return refuse({ code: 'settlement.care-not-served', medType })
  const filed = visit.value.medType
  const settled = file.lines.some((line) => line.settlementId !== null)
  const sold = filed !== null && careKindOf(filed) === 'pharmacy'
  if ((settled || sold) && filed !== null && filed !== medType) {
    return refuse({ code: 'settlement.med-type-differs', stated: medType, filed })
  }
  const sent = new Set(description.diagnoses.map(({ type, code }) => `${type} ${code}`))
  const kept = file.diagnoses.filter(({ type, code }) => !sent.has(`${type} ${code}`))
  const added = description.diagnoses.filter(({ valid }) => valid).map(({ valid: _, ...diagnosis }) => diagnosis)
  const { diseaseCode = null } = description
  return ok({ ...noChange, visit: { ...visit.value, medType, diseaseCode }, diagnoses: [...kept, ...added] })
}
