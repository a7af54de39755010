import { rules } from './rules.ts'
import type {
  ReviewEncounter,
  ReviewFinding,
  ReviewMoment,
  ReviewOrder,
  ReviewPatient,
  ReviewRequest,
  RuleCode,
} from './types.ts'

function occurrenceOf(order: ReviewOrder, before: readonly ReviewOrder[]): number {
  return 1 + before.filter(({ orderId, itemCode }) => orderId === order.orderId && itemCode === order.itemCode).length
}

function findingsIn(
  patient: ReviewPatient,
  { encounterId, orders }: ReviewEncounter,
  request: ReviewRequest,
): readonly ReviewFinding[] {
  // Without a mark on any order, the message is about all of them.
  const marked = orders.some(({ current }) => current)
  const asked = (Object.keys(rules) as RuleCode[]).filter((rule) => request.rules?.includes(rule) ?? true)
  return orders.flatMap((order, index) => {
    if (marked && !order.current) return []
    const before = orders.slice(0, index)
    const place = { order, on: order.on ?? request.today, patient, before }
    return asked.flatMap((rule): readonly ReviewFinding[] => {
      const { severity, look } = rules[rule]
      const hit = look(place, request)
      if (hit === null) return []
      const { orderId, itemCode, itemName, amount } = order
      return [
        {
          rule,
          severity,
          patientId: patient.patientId,
          encounterId,
          orderId,
          itemCode,
          itemName,
          occurrence: occurrenceOf(order, before),
          amount: hit.amount ?? amount,
          evidence: hit.evidence,
        },
      ]
    })
  })
}

/** Everything that the catalogue says against the orders of a message, order by order; it forbids nothing. */
export function reviewOrders(request: ReviewRequest): readonly ReviewFinding[] {
  return request.patients.flatMap((patient) =>
    patient.encounters.flatMap((encounter) => findingsIn(patient, encounter, request)),
  )
}

/** What a finding is known by: the same order of the same patient under the same rule, whenever and wherever it is asked again. */
export function identityOf(moment: ReviewMoment, finding: ReviewFinding): string {
  const { rule, patientId, encounterId, orderId, itemCode, occurrence } = finding
  return JSON.stringify([moment, rule, patientId, encounterId, orderId, itemCode, occurrence])
}
