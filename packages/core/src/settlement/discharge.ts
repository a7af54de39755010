import type { Diagnosis, Provider, SchemeCode, Stay } from '../encounter/index.ts'
import { dateOf, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '../kernel/index.ts'
import { noChange } from './decision.ts'
import { notAfter, openStay, type StayVisit } from './guards.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { Decision, FiledSettlement, PersonFile } from './types.ts'
import type { VisitReference } from './visit.ts'

/** National `dscg_way`: died. */
const died = '5'

export interface Discharge {
  readonly visitId: string
  readonly provider: Provider
  readonly scheme: SchemeCode
  readonly end: LocalDateTime
  readonly way: string
  readonly diedOn: IsoDate | null
  readonly diagnoses: readonly Diagnosis[]
  readonly details: Stay['details']
  /** The centre's time now. */
  readonly at: LocalDateTime
}

/** A settlement that was made after the discharge; what is settled before it does not know its day. */
function settledAfterDischarge(file: PersonFile): FiledSettlement | null {
  return file.visitSettlements.find(({ basis }) => basis.stay !== undefined && basis.stay.discharge !== null) ?? null
}

/** A death is told with its day, and nothing else is. */
function deathOf({ way, diedOn, end }: Discharge, { begin }: StayVisit): Result<IsoDate | null, SettlementRefusal> {
  if ((way === died) !== (diedOn !== null)) return refuse({ code: 'settlement.death-unclear', way, diedOn })
  if (diedOn === null) return ok(null)
  const [admission, discharge] = [dateOf(begin), dateOf(end)]
  if (diedOn >= admission && diedOn <= discharge) return ok(diedOn)
  return refuse({ code: 'settlement.outside-stay', field: 'die_date', line: null, date: diedOn, admission, discharge })
}

/**
 * Discharges a person (出院办理).
 *
 * Refusals: those of the stay, `settlement.scheme-differs`, `.already-discharged`, `.date-in-future`, `.outside-stay`
 * before the admission, `.fees-outside-stay`, `.death-unclear`.
 */
export function dischargeOf(file: PersonFile, discharge: Discharge): Result<Decision, SettlementRefusal> {
  const { visitId, end, way, at } = discharge
  const found = openStay(file, visitId, discharge.provider)
  if (!found.ok) return found
  const visit = found.value
  const { stay, begin } = visit
  if (visit.scheme !== discharge.scheme) {
    return refuse({ code: 'settlement.scheme-differs', stated: discharge.scheme, filed: visit.scheme })
  }
  if (stay.dischargedAt !== null) {
    return refuse({ code: 'settlement.already-discharged', visitId, at: stay.dischargedAt })
  }
  const date = dateOf(end)
  const past = notAfter(dateOf(at), 'endtime', date)
  if (!past.ok) return past
  if (end < begin) {
    const admission = dateOf(begin)
    return refuse({ code: 'settlement.outside-stay', field: 'endtime', line: null, date, admission, discharge: null })
  }
  const late = file.lines.find((line) => dateOf(line.at) > date)
  if (late !== undefined) {
    const line = late.lineNumber
    return refuse({ code: 'settlement.fees-outside-stay', line, date: dateOf(late.at), stated: date })
  }
  const death = deathOf(discharge, visit)
  if (!death.ok) return death
  const details = { ...stay.details, ...discharge.details }
  const changed = { ...visit, stay: { ...stay, dischargedAt: end, dischargeWay: way, details } }
  const atAdmission = file.diagnoses.filter(({ side }) => side !== 'discharge')
  return ok({
    ...noChange,
    visit: changed,
    diagnoses: [...atAdmission, ...discharge.diagnoses],
    death: death.value === null ? null : { on: death.value },
  })
}

/**
 * Takes a discharge back (出院撤销), a death that it told too.
 *
 * Refusals: those of the stay, `settlement.not-discharged`, `.stay-settled` while a settlement of after the discharge
 * stands, `.stays-overlap` when the person was admitted elsewhere since.
 */
export function dischargeUndoOf(file: PersonFile, reference: VisitReference): Result<Decision, SettlementRefusal> {
  const found = openStay(file, reference.visitId, reference.provider)
  if (!found.ok) return found
  const visit = found.value
  const { visitId, stay } = visit
  const { dischargedAt } = stay
  if (dischargedAt === null) return refuse({ code: 'settlement.not-discharged', visitId })
  const settled = settledAfterDischarge(file)
  if (settled !== null) {
    return refuse({ code: 'settlement.stay-settled', visitId, settlementId: settled.settlementId })
  }
  const next = file.stays.find((other) => other.visitId !== visitId && other.begin >= dischargedAt)
  if (next !== undefined) {
    const { providerCode, begin } = next
    return refuse({ code: 'settlement.stays-overlap', visitId: next.visitId, providerCode, admission: begin })
  }
  const death = stay.dischargeWay === died ? { on: null } : null
  const changed = { ...visit, stay: { ...stay, dischargedAt: null, dischargeWay: null } }
  const diagnoses = file.diagnoses.filter(({ side }) => side !== 'discharge')
  return ok({ ...noChange, visit: changed, diagnoses, death })
}
