import type { AuditGround, AuditLine, AuditPerson, AuditVisit } from '@yibao/core/audit'
import { dateOf, type IsoDate, type LocalDateTime, lineAmount, localDateTime, sumFen } from '@yibao/core/kernel'
import {
  type AuditSources,
  groundOf,
  itemFacts,
  medTypeFacts,
  type PersonFile,
  personSeen,
  providerSeen,
  visitSeen,
} from '@yibao/core/settlement'
import type { AskedEncounter, AskedOrder, AskedPatient } from './review-ports.ts'

/** Where and when a review is asked. */
export interface ReviewPlace extends AuditSources {
  readonly providerCode: string
  readonly at: LocalDateTime
}

const startOf = (on: IsoDate): LocalDateTime => localDateTime(`${on} 00:00:00`)

/** The message tells days only: an order of today is given now, one of an earlier day after all that was charged on it. */
function timeOf(on: IsoDate, { at }: ReviewPlace): LocalDateTime {
  const today = dateOf(at)
  if (on === today) return at
  return on < today ? localDateTime(`${on} 23:59:59`) : startOf(on)
}

/** The numbers under which the orders of an encounter are looked at: their own, with a running number where several share it. */
export function lineIdsOf({ orders }: AskedEncounter): readonly string[] {
  const seen = new Map<string, number>()
  return orders.map(({ orderId }) => {
    const occurrence = (seen.get(orderId) ?? 0) + 1
    seen.set(orderId, occurrence)
    return occurrence === 1 && orderId !== '' ? orderId : `${orderId}#${occurrence}`
  })
}

function orderSeen(
  order: AskedOrder,
  lineId: string,
  level: AuditVisit['provider']['level'],
  place: ReviewPlace,
): AuditLine {
  const { itemCode, price, quantity, doctor, prescription, department, until } = order
  const on = order.on ?? dateOf(place.at)
  const { name, ...facts } = itemFacts(place, itemCode, on, level)
  const amount = order.amount ?? (price === null || quantity === null ? null : lineAmount(price, quantity))
  return {
    lineId,
    item: itemCode,
    name: name ?? order.itemName,
    ...facts,
    at: timeOf(on, place),
    ...(until === null ? {} : { until: startOf(until) }),
    ...(price === null ? {} : { price }),
    ...(quantity === null ? {} : { quantity }),
    ...(amount === null ? {} : { amount }),
    ...(doctor === null ? {} : { doctor }),
    ...(prescription === null ? {} : { prescription }),
    ...(department === null ? {} : { department }),
  }
}

function personOf({ patientId, gender, birth }: AskedPatient, file: PersonFile | null): AuditPerson {
  if (file !== null) return personSeen(file)
  return {
    insuredId: patientId,
    ...(gender === 'unknown' ? {} : { sex: gender }),
    ...(birth === null ? {} : { birth }),
  }
}

/** What the message itself says of an encounter. */
function toldOf(encounter: AskedEncounter, place: ReviewPlace): Pick<AuditVisit, 'begin'> & Partial<AuditVisit> {
  const { scheme, medType, admittedOn, dischargedOn, department, doctor, diagnoses, operations } = encounter
  const begin = admittedOn === null ? place.at : startOf(admittedOn)
  const facts = medTypeFacts(medType)
  const end = dischargedOn === null ? (facts.care === 'inpatient' ? null : begin) : startOf(dischargedOn)
  return {
    begin,
    end,
    ...(scheme === null ? {} : { scheme }),
    ...facts,
    ...(department === null ? {} : { department }),
    ...(doctor === null ? {} : { doctor }),
    ...(diagnoses.length === 0 ? {} : { diagnoses }),
    ...(operations.length === 0 ? {} : { operations }),
  }
}

const settledOf = ({ lines }: PersonFile) => lines.filter(({ settlementId }) => settlementId !== null)

/** Settled lines of the visit that the message does not bring again: an order is known by its number, or by item, day and quantity. */
function notBrought(filed: readonly AuditLine[], brought: readonly AuditLine[]): readonly AuditLine[] {
  const open = [...brought]
  return filed.filter(({ lineId, item, at, quantity }) => {
    const place = open.findIndex(
      (line) =>
        line.lineId === lineId || (line.item === item && dateOf(line.at) === dateOf(at) && line.quantity === quantity),
    )
    if (place >= 0) open.splice(place, 1)
    return place < 0
  })
}

/** What is on file of the very visit goes before what the message says, so that settlement finds the same later. */
function encounterSeen(
  encounter: AskedEncounter,
  patient: AskedPatient,
  file: PersonFile | null,
  place: ReviewPlace,
): AuditVisit {
  const provider = providerSeen(place.providerCode, place)
  const lineIds = lineIdsOf(encounter)
  const lines = encounter.orders.map((order, index) => orderSeen(order, lineIds[index] ?? '', provider.level, place))
  const filed =
    file !== null && file.visit !== null && file.visit.visitId === encounter.encounterId
      ? visitSeen({ visit: file.visit, diagnoses: file.diagnoses, lines: settledOf(file) }, file, place, true)
      : null
  const told = toldOf(encounter, place)
  const { diagnoses = [] } = filed ?? {}
  const all = [...notBrought(filed?.lines ?? [], lines), ...lines]
  return {
    ...told,
    ...(filed ?? {}),
    ...(diagnoses.length === 0 && told.diagnoses !== undefined ? { diagnoses: told.diagnoses } : {}),
    visitId: encounter.encounterId,
    person: personOf(patient, file),
    provider,
    current: true,
    total: sumFen(all.flatMap(({ amount }) => amount ?? [])),
    lines: all,
  }
}

/** The ground of one patient: the orders of the message, with the person's facts and past where they are insured here. */
export function groundOfPatient(patient: AskedPatient, file: PersonFile | null, place: ReviewPlace): AuditGround {
  const asked = new Set(patient.encounters.map(({ encounterId }) => encounterId))
  const past = file?.past
  const earlier = (past?.visits ?? []).filter(({ visit }) => !asked.has(visit.visitId))
  return groundOf(
    [
      ...(file === null ? [] : earlier.map((seen) => visitSeen(seen, file, place, false))),
      ...patient.encounters.map((encounter) => encounterSeen(encounter, patient, file, place)),
    ],
    { historyFrom: past?.from ?? null, today: dateOf(place.at) },
  )
}
