import { dateOf, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import {
  type CodeClaim,
  checkReport,
  claimsOf,
  entryOf,
  type StatedCode,
  type StockEntry,
  type StockRefusal,
  type StockReport,
  stateOf,
} from '@yibao/core/stock'
import { forInstitution } from './institution-message.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'
import type { StockNotes, StockTables } from './stock-ports.ts'
import { claimOn } from './trace-codes.ts'

/** One message about stock as the door reads it. */
export interface StockOrder {
  readonly report: StockReport
  readonly notes: StockNotes
  /** The person of the settlement that the report names. */
  readonly insuredId: string | null
  /** The code of the package that is sold or comes back. */
  readonly code: Omit<StatedCode, 'lineNumber'> | null
}

interface Booking {
  readonly message: IncomingMessage
  readonly order: StockOrder
  readonly entry: StockEntry
}

/** A settlement that a report names must be one of this institution; it is found by its person. */
async function checkSettlement(
  stock: StockTables,
  providerCode: string,
  { report, insuredId }: StockOrder,
): Promise<StockRefusal | null> {
  const { settlementId } = report
  if (settlementId === null) return null
  if (insuredId === null) return { code: 'stock.settlement-without-person', settlementId }
  const here = await stock.settledHere(insuredId, settlementId, providerCode)
  return here ? null : { code: 'stock.unknown-settlement', settlementId }
}

function claimOf({ order: { report, code }, message }: Booking): Result<readonly CodeClaim[], StockRefusal> {
  if (code === null) return ok([])
  const { quantity, itemCode, localItemCode } = report
  const line = { lineNumber: message.msgid, itemCode: itemCode ?? '', localItemCode: localItemCode ?? '', quantity }
  return claimsOf([{ ...line, codes: [{ ...code, lineNumber: message.msgid }] }])
}

/**
 * Claims the code of a sale report; the settlement that it names may have claimed it already. Claim and report are
 * committed together.
 */
async function sellCode(stock: StockTables, booking: Booking): Promise<StockRefusal | null> {
  const claims = claimOf(booking)
  if (!claims.ok) return claims.error
  const [claim] = claims.value
  if (claim === undefined) return null
  const { providerCode, msgid } = booking.message
  const { report, insuredId } = booking.order
  const { settlementId } = report
  await stock.codes.lock([claim.code])
  const { uses } = await stock.codes.read(providerCode, [claim])
  const settled = uses.some(
    (use) =>
      settlementId !== null && use.settlementId === settlementId && use.insuredId !== '' && stateOf(use) === 'sold',
  )
  if (settled) return null
  const holder = { providerCode, msgid, insuredId: '' }
  const soldTo = settlementId === null ? '' : (insuredId ?? '')
  return await claimOn(stock.codes, { holder, soldTo, settlementId, at: report.at }, claims.value)
}

/** Frees the code that came back, or every code of a sale that came back whole. */
async function giveCodeBack(
  stock: StockTables,
  { message, order, entry }: Booking,
  soldBefore: number,
): Promise<StockRefusal | null> {
  const { providerCode, msgid } = message
  const { item, batch, settlementId, quantity } = entry
  const traceCode = order.code?.code ?? null
  if (traceCode === null && quantity < soldBefore) return null
  const returned = { providerCode, msgid, item, batch, settlementId, traceCode }
  if (traceCode !== null) await stock.codes.lock([traceCode])
  const freed = await stock.codes.giveBack(returned)
  // Goods of a settlement keep their code until it is cancelled, so there is nothing to free.
  return traceCode !== null && freed === 0 && settlementId === null
    ? { code: 'stock.code-not-sold-here', traceCode }
    : null
}

async function book(
  stock: StockTables,
  message: IncomingMessage,
  order: StockOrder,
  today: IsoDate,
): Promise<Result<StockEntry, StockRefusal>> {
  const { providerCode, msgid } = message
  const { report, notes } = order
  const item = checkReport(report, today)
  if (!item.ok) return item
  const unsettled = await checkSettlement(stock, providerCode, order)
  if (unsettled !== null) return refuse(unsettled)
  const { batch, settlementId, kind } = report
  const facts = await stock.facts({ providerCode, item: item.value, batch, settlementId })
  const entry = entryOf(report, facts, today)
  if (!entry.ok) return entry
  const booking = { message, order, entry: entry.value }
  await stock.add(providerCode, msgid, entry.value, notes)
  const problem =
    kind === 'sale'
      ? await sellCode(stock, booking)
      : kind === 'sale-return'
        ? await giveCodeBack(stock, booking, facts.sold)
        : null
  return problem === null ? entry : refuse(problem)
}

/**
 * Books what an institution reports about its stock, with the traceability code of a sale or its return: all at once or
 * nothing.
 *
 * Refusals: `stock.*`, `flow.msgid-taken`, `flow.msgid-of-another`, `flow.busy`.
 */
export function reportStock(
  ports: Ports,
  message: IncomingMessage,
  order: StockOrder,
  present: () => string,
): Promise<Result<string, StockRefusal | FlowRefusal>> {
  const today = dateOf(ports.clock.now())
  return forInstitution(ports, message, async ({ stock }) => {
    const booked = await book(stock, message, order, today)
    return booked.ok ? ok(present()) : booked
  })
}
