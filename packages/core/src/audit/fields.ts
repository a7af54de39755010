import { amountOf, plainQuantity } from './amounts.ts'
import { dayNumber, hourOf, secondNumber, yearsBetween } from './clock.ts'
import type { AuditDiagnosis, AuditLine, AuditOperation, AuditPerson, AuditProvider, AuditVisit } from './ground.ts'
import type { AuditValue } from './scope.ts'

type Field<Of> = (of: Of) => AuditValue | undefined
type Fields<Of> = Readonly<Record<string, Field<Of>>>

const unitsPerFen = 10_000

// One small function for each field: each keeps its own inline cache, which a lookup by a name that varies would not have.

export const lineFields: Fields<AuditLine> = {
  lineId: (line) => line.lineId,
  item: (line) => line.item,
  name: (line) => line.name,
  kind: (line) => line.kind,
  class: (line) => line.class,
  chargeType: (line) => line.chargeType,
  restriction: (line) => line.restriction,
  at: (line) => line.at,
  until: (line) => line.until,
  day: (line) => line.at.slice(0, 10),
  hour: (line) => hourOf(line.at),
  qty: plainQuantity,
  unitFen: (line) => (line.price === undefined ? undefined : line.price / unitsPerFen),
  ceilingFen: (line) => (typeof line.ceiling === 'number' ? line.ceiling / unitsPerFen : line.ceiling),
  amount: amountOf,
  eligible: (line) => line.eligible,
  approved: (line) => line.approved,
  department: (line) => line.department,
  doctor: (line) => line.doctor,
  prescription: (line) => line.prescription,
  orderedAt: (line) => line.orderedAt,
  disease: (line) => line.disease,
  supplyDays: (line) => line.supplyDays,
  dailyDose: (line) => line.dailyDose,
  route: (line) => line.route,
  takeHome: (line) => line.takeHome,
  traceCodes: (line) => line.traceCodes,
}

function textPart(length: number): Field<AuditVisit> {
  return (visit) => visit.begin.slice(0, length)
}

function stayDays({ begin, end }: AuditVisit): number | null | undefined {
  return end == null ? end : Math.max(1, dayNumber(end) - dayNumber(begin))
}

function hoursOf({ begin, end }: AuditVisit): number | null | undefined {
  return end == null ? end : Math.floor((secondNumber(end) - secondNumber(begin)) / 3600)
}

function mainDiagnosis(visit: AuditVisit): string | null | undefined {
  if (visit.diagnoses === undefined) return undefined
  return visit.diagnoses.find(({ main }) => main)?.code ?? null
}

export function codesOf(visit: AuditVisit): readonly string[] | undefined {
  return visit.diagnoses?.map(({ code }) => code)
}

export const visitFields: Fields<AuditVisit> = {
  visitId: (visit) => visit.visitId,
  scheme: (visit) => visit.scheme,
  care: (visit) => visit.care,
  medType: (visit) => visit.medType,
  channel: (visit) => visit.channel,
  begin: (visit) => visit.begin,
  end: (visit) => visit.end,
  day: textPart(10),
  endDay: ({ end }) => (end == null ? end : end.slice(0, 10)),
  stayDays,
  hours: hoursOf,
  month: textPart(7),
  year: textPart(4),
  settledAt: (visit) => visit.settledAt,
  settlementId: (visit) => visit.settlementId,
  division: (visit) => visit.division,
  department: (visit) => visit.department,
  doctor: (visit) => visit.doctor,
  terminal: (visit) => visit.terminal,
  site: (visit) => visit.site,
  disease: (visit) => visit.disease,
  dischargeWay: (visit) => visit.dischargeWay,
  transferredFrom: (visit) => visit.transferredFrom,
  emergency: (visit) => visit.emergency,
  drg: (visit) => visit.drg,
  adrg: (visit) => visit.adrg,
  total: (visit) => visit.total,
  fundPaid: (visit) => visit.fundPaid,
  accountPaid: (visit) => visit.accountPaid,
  cashPaid: (visit) => visit.cashPaid,
  codes: codesOf,
  mainDiagnosis,
  diagnoses: (visit) => visit.diagnoses,
  operations: (visit) => visit.operations,
  lines: (visit) => visit.lines.filter(({ standing }) => standing !== 0),
}

export const personFields: Fields<AuditPerson> = {
  insuredId: (person) => person.insuredId,
  sex: (person) => person.sex,
  birth: (person) => person.birth,
  diedOn: (person) => person.diedOn,
  insured: (person) => person.insured,
}

/** Of a person on the day of a row. */
export const agesOn: Readonly<Record<string, (birth: string, on: string) => number>> = {
  years: yearsBetween,
  ageDays: (birth, on) => dayNumber(on) - dayNumber(birth),
}

export const providerFields: Fields<AuditProvider> = {
  providerCode: (provider) => provider.providerCode,
  kind: (provider) => provider.kind,
  level: (provider) => provider.level,
  division: (provider) => provider.division,
  from: (provider) => provider.from,
  until: (provider) => provider.until,
}

export const diagnosisFields: Fields<AuditDiagnosis> = {
  code: (diagnosis) => diagnosis.code,
  main: (diagnosis) => diagnosis.main,
  side: (diagnosis) => diagnosis.side,
}

export const operationFields: Fields<AuditOperation> = {
  code: (operation) => operation.code,
  main: (operation) => operation.main,
  begin: (operation) => operation.begin,
  end: (operation) => operation.end,
  surgeon: (operation) => operation.surgeon,
  anaesthetist: (operation) => operation.anaesthetist,
}

/** A field of a row out of a list, whatever kind of row it is: lines and visits have derived fields. */
export function fieldOf(row: object, name: string): AuditValue | undefined {
  if ('lineId' in row) return lineFields[name]?.(row as AuditLine)
  if ('visitId' in row) return visitFields[name]?.(row as AuditVisit)
  return Object.hasOwn(row, name) ? (row as Readonly<Record<string, AuditValue | undefined>>)[name] : undefined
}
