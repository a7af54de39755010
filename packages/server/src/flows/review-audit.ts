import { createHash } from 'node:crypto'
import {
  type AuditFinding,
  type AuditMoment,
  type AuditProgram,
  type AuditSeverity,
  auditGround,
  findingIdentity,
} from '@yibao/core/audit'
import { dateOf } from '@yibao/core/kernel'
import type { ReviewMoment, ReviewSeverity } from '@yibao/core/review'
import { type PersonFile, toldBy } from '@yibao/core/settlement'
import type { IncomingMessage, Ports } from './ports.ts'
import { groundOfPatient, lineIdsOf, type ReviewPlace } from './review-ground.ts'
import type { AskedOrder, AskedPatient, AuditWarning, ReviewResult } from './review-ports.ts'
import { pastFor } from './screening.ts'

/** Of more patients in one message the past is not read: what needs it is not evaluated. */
const patientsWithPast = 50

const moments: Readonly<Record<ReviewMoment, AuditMoment>> = { ordering: 'pre', settling: 'in' }

/** National `sev_deg`: a clear breach, a suspicion, a word of advice. */
const severities: Readonly<Record<AuditSeverity, ReviewSeverity>> = { violation: '1', suspect: '2', remind: '4' }

/** The person's facts and past where the patient is insured here; null when not, or when there are too many patients. */
async function fileOf(
  { people }: Pick<Ports, 'people'>,
  { providerCode, msgid }: IncomingMessage,
  patient: AskedPatient,
  moment: AuditMoment,
  program: AuditProgram,
  place: ReviewPlace,
): Promise<PersonFile | null> {
  const { patientId, encounters } = patient
  if (patientId === '') return null
  const items = encounters.flatMap(({ orders }) => orders.map(({ itemCode }) => itemCode))
  const days = [dateOf(place.at), ...encounters.flatMap(({ admittedOn }) => admittedOn ?? [])]
  const past = pastFor(program, moment, days.toSorted()[0] ?? dateOf(place.at), items)
  const visitId = encounters[0]?.encounterId ?? ''
  const about = { kind: 'visit', visitId, past } as const
  return (await people.gather({ insuredId: patientId, providerCode, msgid, about }))?.file ?? null
}

/** The order that a finding is about: undefined of a visit as a whole, null of an order that only stands beside. */
function orderOf(patient: AskedPatient, { visitId, lineId }: AuditFinding): AskedOrder | null | undefined {
  if (lineId === null) return undefined
  const encounter = patient.encounters.find(({ encounterId }) => encounterId === visitId)
  if (encounter === undefined) return null
  const order = encounter.orders[lineIdsOf(encounter).indexOf(lineId)] ?? null
  const marked = encounter.orders.some(({ current }) => current)
  return order !== null && marked && !order.current ? null : order
}

const evidenceOf = ({ point }: AuditFinding, basis: string): string =>
  [point === null ? '' : `${point.table}/${point.point} ${point.basis}`.trim(), basis]
    .filter((each) => each !== '')
    .join('；')

/** The number of a result: the same finding has it again, so that a question asked twice has one answer. */
const resultIdOf = (moment: ReviewMoment, finding: AuditFinding): string =>
  createHash('sha256')
    .update(`${moment}\n${findingIdentity(finding)}`)
    .digest('hex')
    .slice(0, 32)

function resultsOf(
  program: AuditProgram,
  patient: AskedPatient,
  findings: readonly AuditFinding[],
  moment: ReviewMoment,
): readonly ReviewResult[] {
  const tell = toldBy(program)
  return findings.flatMap((found): readonly ReviewResult[] => {
    const order = orderOf(patient, found)
    if (order === null) return []
    const { name, basis, says } = tell(found)
    const finding: AuditWarning = {
      rule: found.rule,
      ruleName: name.zh,
      severity: severities[found.severity],
      patientId: patient.patientId,
      encounterId: found.visitId,
      orderId: order?.orderId ?? '',
      itemCode: order?.itemCode ?? '',
      itemName: order?.itemName ?? '',
      amount: found.stake === 0 ? null : found.stake,
      evidence: evidenceOf(found, basis),
      says: says.zh,
      found,
    }
    return [{ of: 'audit', resultId: resultIdOf(moment, found), finding }]
  })
}

/** What the audit rules in force find about the orders of a message, patient by patient; it forbids nothing. */
export async function auditOrders(
  ports: Ports,
  message: IncomingMessage,
  patients: readonly AskedPatient[],
  moment: ReviewMoment,
  place: ReviewPlace,
): Promise<readonly ReviewResult[]> {
  const on = dateOf(place.at)
  const audited = patients.map(async (patient, index): Promise<readonly ReviewResult[]> => {
    const division = patient.division ?? place.providerOf(place.providerCode)?.division ?? ''
    const program = ports.registry.audit(division, on)
    if (program === null) return []
    const known = index < patientsWithPast
    const file = known ? await fileOf(ports, message, patient, moments[moment], program, place) : null
    const { findings } = auditGround(program, groundOfPatient(patient, file, place), { moment: moments[moment] })
    return resultsOf(program, patient, findings, moment)
  })
  return (await Promise.all(audited)).flat()
}
