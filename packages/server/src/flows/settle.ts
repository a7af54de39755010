import { invariant, ok, type Result } from '@yibao/core/kernel'
import {
  billOf,
  cancelOf,
  claimsOfSale,
  type Decision,
  type FiledLine,
  type PersonFile,
  type Purchase,
  purchaseQuoteOf,
  type Quote,
  quoteOf,
  type Sale,
  type Settlement,
  type SettlementRefusal,
  type SettleOrder,
  settleBatch,
  settlePurchase,
} from '@yibao/core/settlement'
import { type Answered, carryOut, deciding, gatherFor, type Task } from './carry-out.ts'
import type { Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import { rulesForBill } from './screening.ts'
import { claimCodes, lookAtCodes } from './trace-codes.ts'

/** A settlement just decided, with the file it was decided from. */
export interface Settled {
  readonly file: PersonFile
  readonly settlement: Settlement
  readonly lines: readonly FiledLine[]
}

/** What a decision to settle shows. */
export function settled(decision: Decision, file: PersonFile): Settled {
  const { settlement } = decision
  invariant(settlement !== null, 'a decision to settle carries its settlement')
  return { file, settlement, lines: decision.linesAdded }
}

type Order<T> = Omit<T, 'at' | 'book' | 'catalog' | 'providerOf' | 'settlementId' | 'msgid' | 'audit'>

/** What the centre adds to a command that makes a settlement: its number, its time, and the message it came by. */
export function newSettlement(ports: Ports, { message }: Task<Settled>) {
  return { settlementId: ports.newId(), at: ports.clock.now(), msgid: message.msgid }
}

/** Settles one batch of an open visit. */
export function settleVisit(ports: Ports, task: Task<Settled>, order: Order<SettleOrder>): Answered {
  const { book } = ports.registry
  const head = newSettlement(ports, task)
  const { audit, past } = rulesForBill(ports, order.insurance.division, head.at)
  const whole = { ...order, ...head, book, audit }
  const about = { kind: 'visit', visitId: order.visitId, past } as const
  return carryOut(ports, { ...task, about, decide: deciding((file) => settleBatch(file, whole), settled) })
}

const providerOf =
  ({ registry }: Ports) =>
  (providerCode: string) =>
    registry.provider(providerCode)

const itemsOf = ({ lines }: Pick<Sale, 'lines'>): readonly string[] => lines.map(({ itemCode }) => itemCode)

/** Settles a pharmacy purchase: visit, lines and settlement at once. */
export function settleSale(ports: Ports, task: Task<Settled>, order: Order<Omit<Purchase, 'visitId'>>): Answered {
  const { book, catalog } = ports.registry
  const head = newSettlement(ports, task)
  const { audit, past } = rulesForBill(ports, order.insurance.division, head.at, itemsOf(order))
  const whole = {
    ...order,
    ...head,
    audit,
    visitId: ports.newId(),
    book,
    catalog,
    providerOf: providerOf(ports),
  }
  const decide = deciding((file) => settlePurchase(file, whole), settled)
  const { message, insuredId } = task
  const holder = { providerCode: message.providerCode, msgid: message.msgid, insuredId }
  const sale = { holder, soldTo: insuredId, settlementId: null, at: whole.at }
  const claim = async () => {
    const claims = claimsOfSale(whole)
    return claims.ok ? await claimCodes(ports, sale, claims.value) : claims.error
  }
  return carryOut(ports, { ...task, about: { kind: 'person', past }, decide, claim })
}

/** Cancels a whole settlement. */
export function cancelSettlement(
  ports: Ports,
  task: Task<Settled>,
  order: Omit<Parameters<typeof cancelOf>[1], 'settlementId' | 'msgid' | 'at'>,
): Answered {
  const whole = { ...order, ...newSettlement(ports, task) }
  const about = { kind: 'settlement', settlementId: order.settlementNamed } as const
  return carryOut(ports, { ...task, about, decide: deciding((file) => cancelOf(file, whole), settled) })
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
  const { audit, past } = rulesForBill(ports, order.insurance.division, at)
  const about = { kind: 'visit', visitId: order.visitId, past } as const
  const gathered = await gatherFor(ports.people, task.message, task.insuredId, about)
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const request = { ...order, at, book, audit }
  const lines = billOf(file, request)
  if (!lines.ok) return lines
  const quote = quoteOf(file, { ...request, lines: lines.value })
  return quote.ok ? ok({ file, quote: quote.value, visitId: order.visitId, lines: lines.value }) : quote
}

/** Computes what a purchase would come to; nothing is kept. */
export async function quoteSale(
  ports: Ports,
  task: Omit<Task<never>, 'present'>,
  order: Order<Omit<Sale, 'visitId'>>,
): Quoting {
  const at = ports.clock.now()
  const { book, catalog } = ports.registry
  const visitId = ports.newId()
  const { audit, past } = rulesForBill(ports, order.insurance.division, at, itemsOf(order))
  const gathered = await gatherFor(ports.people, task.message, task.insuredId, { kind: 'person', past })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  const request = { ...order, visitId, at, book, catalog, audit, providerOf: providerOf(ports) }
  const quote = purchaseQuoteOf(file, request)
  if (!quote.ok) return quote
  const claims = claimsOfSale(order)
  if (!claims.ok) return claims
  const { message, insuredId } = task
  const holder = { providerCode: message.providerCode, msgid: message.msgid, insuredId }
  const free = await lookAtCodes(ports, holder, claims.value)
  return free.ok ? ok({ file, visitId, ...quote.value }) : free
}
