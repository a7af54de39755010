import { invariant, ok, type Result } from '@yibao/core/kernel'
import {
  billOf,
  cancelOf,
  type Decision,
  type FiledLine,
  type PersonFile,
  type Purchase,
  purchaseQuoteOf,
  type Quote,
  quoteOf,
  type Settlement,
  type SettlementRefusal,
  type SettleOrder,
  settleBatch,
  settlePurchase,
} from '@yibao/core/settlement'
import { carryOut, type Decided, gatherFor } from './carry-out.ts'
import type { FileQuestion, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import type { Answered, Task } from './visit.ts'

/** A settlement just decided, with the file it was decided from. */
export interface Settled {
  readonly file: PersonFile
  readonly settlement: Settlement
  readonly lines: readonly FiledLine[]
}

function settled(file: PersonFile, decision: Decision): Decided<Settled> {
  const { settlement } = decision
  invariant(settlement !== null, 'a decision to settle carries its settlement')
  return { decision, shown: { file, settlement, lines: decision.linesAdded } }
}

function settling(
  ports: Ports,
  task: Task<Settled>,
  about: FileQuestion['about'],
  decide: (file: PersonFile) => Result<Decision, SettlementRefusal>,
): Answered {
  return carryOut(ports, {
    ...task,
    about,
    decide: ({ file }) => {
      const decision = decide(file)
      return decision.ok ? ok(settled(file, decision.value)) : decision
    },
  })
}

type Order<T> = Omit<T, 'at' | 'book' | 'catalog' | 'settlementId' | 'msgid'>

/** Settles one batch of an open visit. */
export function settleVisit(ports: Ports, task: Task<Settled>, order: Order<SettleOrder>): Answered {
  const settlementId = ports.newId()
  const at = ports.clock.now()
  const { book } = ports.registry
  const { msgid } = task.message
  return settling(ports, task, { kind: 'visit', visitId: order.visitId }, (file) =>
    settleBatch(file, { ...order, settlementId, msgid, at, book }),
  )
}

/** Settles a pharmacy purchase: visit, lines and settlement at once. */
export function settleSale(ports: Ports, task: Task<Settled>, order: Order<Omit<Purchase, 'visitId'>>): Answered {
  const visitId = ports.newId()
  const settlementId = ports.newId()
  const at = ports.clock.now()
  const { book, catalog } = ports.registry
  const { msgid } = task.message
  return settling(ports, task, { kind: 'person' }, (file) =>
    settlePurchase(file, { ...order, visitId, settlementId, msgid, at, book, catalog }),
  )
}

type CancelOrder = Parameters<typeof cancelOf>[1]

/** Cancels a whole settlement. */
export function cancelSettlement(
  ports: Ports,
  task: Task<Settled>,
  order: Omit<CancelOrder, 'settlementId' | 'msgid' | 'at'>,
): Answered {
  const settlementId = ports.newId()
  const at = ports.clock.now()
  const { msgid } = task.message
  return settling(ports, task, { kind: 'settlement', settlementId: order.settlementNamed }, (file) =>
    cancelOf(file, { ...order, settlementId, msgid, at }),
  )
}

export interface Quoted {
  readonly file: PersonFile
  readonly quote: Quote
  readonly visitId: string
  readonly lines: readonly FiledLine[]
}

type Quoting = Promise<Result<Quoted, SettlementRefusal | FlowRefusal>>

/** Computes what settling a batch would come to; nothing is kept. */
export async function quoteVisit(ports: Ports, task: Omit<Task<never>, 'present'>, order: Order<SettleOrder>): Quoting {
  const at = ports.clock.now()
  const { book } = ports.registry
  const gathered = await gatherFor(ports.people, task.message, task.insuredId, {
    kind: 'visit',
    visitId: order.visitId,
  })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const request = { ...order, at, book }
  const lines = billOf(file, request)
  if (!lines.ok) return lines
  const quote = quoteOf(file, { ...request, lines: lines.value })
  return quote.ok ? ok({ file, quote: quote.value, visitId: order.visitId, lines: lines.value }) : quote
}

/** Computes what a purchase would come to; nothing is kept. */
export async function quoteSale(
  ports: Ports,
  task: Omit<Task<never>, 'present'>,
  order: Order<Omit<Purchase, 'visitId'>>,
): Quoting {
  const at = ports.clock.now()
  const { book, catalog } = ports.registry
  const visitId = ports.newId()
  const gathered = await gatherFor(ports.people, task.message, task.insuredId, { kind: 'person' })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const quote = purchaseQuoteOf(file, {
    ...order,
    visitId,
    settlementId: '',
    msgid: task.message.msgid,
    at,
    book,
    catalog,
  })
  return quote.ok ? ok({ file, visitId, ...quote.value }) : quote
}
