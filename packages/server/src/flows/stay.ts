import { ok, type Result } from '@yibao/core/kernel'
import { ordinaryStays } from '@yibao/core/policy'
import {
  type Admission,
  admissionCancelOf,
  admissionOf,
  changeOf,
  type Discharge,
  dischargeOf,
  dischargeUndoOf,
  type FiledLine,
  type PersonFile,
  type SettlementRefusal,
  type StayBillRequest,
  type StayChange,
  type StayOrder,
  type StayQuote,
  type StayUpload,
  settleStay,
  stayQuoteOf,
  stayRevocationOf,
  stayUploadOf,
} from '@yibao/core/settlement'
import { type Answered, carryOut, deciding, gatherFor, type Task } from './carry-out.ts'
import type { FileQuestion, PastQuestion, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { rulesForBill } from './screening.ts'
import { newSettlement, type Settled, settled } from './settle.ts'

const theVisit = (visitId: string, past?: PastQuestion): FileQuestion['about'] => ({ kind: 'visit', visitId, past })
const nothing = (): null => null

/** What the centre knows of hospitals and regions for the link between stays. */
function lawOfTransfers({ registry }: Ports): Pick<Admission, 'providerOf' | 'transferDays'> {
  const rulesOf = (division: string) => registry.book.packs.find((pack) => pack.division === division)?.stays
  return {
    providerOf: (providerCode) => registry.provider(providerCode),
    transferDays: (division) => (rulesOf(division) ?? ordinaryStays).transferDays,
  }
}

type Stated<T> = Omit<T, 'providerOf' | 'transferDays' | 'at'>

/** Admits a person under a number of ours. */
export function admit(
  ports: Ports,
  task: Task<{ readonly visitId: string }>,
  admission: Omit<Stated<Admission>, 'visitId' | 'msgid'>,
): Answered {
  const visitId = ports.newId()
  const { msgid } = task.message
  const order = { ...admission, ...lawOfTransfers(ports), visitId, msgid, at: ports.clock.now() }
  const decide = deciding(
    (file) => admissionOf(file, order),
    () => ({ visitId }),
  )
  return carryOut(ports, { ...task, about: { kind: 'person' }, decide })
}

/** Corrects an admission. */
export function changeAdmission(ports: Ports, task: Task<null>, change: Stated<StayChange>): Answered {
  const order = { ...change, ...lawOfTransfers(ports), at: ports.clock.now() }
  const decide = deciding((file) => changeOf(file, order), nothing)
  return carryOut(ports, { ...task, about: theVisit(change.visitId), decide })
}

type Reference = Parameters<typeof dischargeUndoOf>[1]

/** Takes an admission back. */
export function cancelAdmission(ports: Ports, task: Task<null>, reference: Reference): Answered {
  const decide = deciding((file) => admissionCancelOf(file, { ...reference, reversed: false }), nothing)
  return carryOut(ports, { ...task, about: theVisit(reference.visitId), decide })
}

/** Discharges a person. */
export function discharge(ports: Ports, task: Task<null>, order: Omit<Discharge, 'at'>): Answered {
  const whole = { ...order, at: ports.clock.now() }
  const decide = deciding((file) => dischargeOf(file, whole), nothing)
  return carryOut(ports, { ...task, about: theVisit(order.visitId), decide })
}

/** Takes a discharge back. */
export function undoDischarge(ports: Ports, task: Task<null>, reference: Reference): Answered {
  const decide = deciding((file) => dischargeUndoOf(file, reference), nothing)
  return carryOut(ports, { ...task, about: theVisit(reference.visitId), decide })
}

/** Puts lines of a stay on file; what is shown is each line's split. */
export function uploadStayLines(
  ports: Ports,
  task: Task<readonly FiledLine[]>,
  upload: Omit<StayUpload, 'catalog' | 'book'>,
): Answered {
  const { catalog, book } = ports.registry
  const decide = deciding(
    (file) => stayUploadOf(file, { ...upload, catalog, book }),
    ({ linesAdded }) => linesAdded,
  )
  return carryOut(ports, { ...task, about: theVisit(upload.visitId), decide })
}

/** Takes lines of a stay off the file. */
export function revokeStayLines(
  ports: Ports,
  task: Task<null>,
  reference: Parameters<typeof stayRevocationOf>[1],
): Answered {
  const decide = deciding((file) => stayRevocationOf(file, reference), nothing)
  return carryOut(ports, { ...task, about: theVisit(reference.visitId), decide })
}

export interface QuotedStay extends StayQuote {
  readonly file: PersonFile
}

/** Computes what a bill of a stay would come to; nothing is kept. */
export async function quoteStay(
  ports: Ports,
  task: Omit<Task<never>, 'present'>,
  order: Omit<StayBillRequest, 'at' | 'book' | 'audit'>,
): Promise<Result<QuotedStay, SettlementRefusal | FlowRefusal>> {
  const at = ports.clock.now()
  const { book } = ports.registry
  const { audit, past } = rulesForBill(ports, order.insurance.division, at)
  const gathered = await gatherFor(ports.people, task.message, task.insuredId, theVisit(order.visitId, past))
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const quote = stayQuoteOf(file, { ...order, at, book, audit })
  return quote.ok ? ok({ file, ...quote.value }) : quote
}

/** Settles a stay so far, or for good. */
export function settleStayBill(
  ports: Ports,
  task: Task<Settled>,
  order: Omit<StayOrder, 'at' | 'book' | 'settlementId' | 'msgid' | 'audit'>,
): Answered {
  const { book } = ports.registry
  const head = newSettlement(ports, task)
  const { audit, past } = rulesForBill(ports, order.insurance.division, head.at)
  const whole = { ...order, ...head, book, audit }
  const decide = deciding((file) => settleStay(file, whole), settled)
  return carryOut(ports, { ...task, about: theVisit(order.visitId, past), decide })
}
