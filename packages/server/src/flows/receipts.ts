import { addDays, dateOf, type LocalDateTime } from '@yibao/core/kernel'
import { type Asker, withinReach } from './asker.ts'
import { type Actor, actorName, type OperationSource, operationOf } from './operation-log.ts'
import type {
  NewPrint,
  PrintMark,
  Prints,
  Receipt,
  ReceiptFormat,
  ReceiptGround,
  ReceiptLink,
  ReceiptLinks,
  ReceiptOrder,
  ReceiptStore,
} from './receipt-ports.ts'

export interface ReceiptDesk extends OperationSource {
  readonly receipts: ReceiptStore
  readonly links: ReceiptLinks
  /** The statement of one settlement of the ground. */
  readonly receiptOf: (ground: ReceiptGround, settlementId: string) => Receipt
  readonly print: (order: ReceiptOrder) => Promise<Uint8Array>
}

interface Named {
  readonly insuredId: string
  readonly settlementId: string
}

/** As many lines as one statement lists; a stay of years has less. */
const mostLines = 20_000

/** How long the code on a statement opens it: a person asks within half a year, or has it printed anew. */
const linkDays = 180

const linkOf = (settlementId: string, now: LocalDateTime): ReceiptLink => ({
  settlementId,
  expiresOn: addDays(dateOf(now), linkDays),
})

/** What a settlement statement says, how often it was printed, and the link by which its owner looks at it. */
export interface ShownReceipt {
  readonly ground: ReceiptGround
  readonly receipt: Receipt
  readonly prints: Prints
  readonly link: ReceiptLink
  readonly token: string
}

const groundOf = async (desk: ReceiptDesk, asker: Asker, { insuredId, settlementId }: Named) =>
  withinReach(asker, `${insuredId} ${settlementId}`, await desk.receipts.ground(insuredId, settlementId, mostLines))

/** Null when there is no such settlement within reach. */
export async function lookAtReceipt(desk: ReceiptDesk, asker: Asker, named: Named): Promise<ShownReceipt | null> {
  const ground = await groundOf(desk, asker, named)
  if (ground === null) return null
  const { settlementId } = named
  const link = linkOf(settlementId, desk.now())
  const [prints, token] = await Promise.all([desk.receipts.prints(settlementId), desk.links.sign(link)])
  return { ground, receipt: desk.receiptOf(ground, settlementId), prints, link, token }
}

/** Times that a print is tried again because others printed the same statement meanwhile. */
const triesAtMost = 20

/**
 * Makes one print after another until its number was nobody else's; what could not be made is not counted.
 *
 * @throws Error when twenty others came first, which only a fault can bring about
 */
async function counted<Made>(
  desk: ReceiptDesk,
  actor: Actor,
  { insuredId, settlementId, format }: Named & Pick<NewPrint, 'format'>,
  make: (mark: PrintMark) => Promise<Made>,
): Promise<Made> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const { count } = await desk.receipts.prints(settlementId)
    const mark: PrintMark = { number: count + 1, at: desk.now() }
    const made = await make(mark)
    const operation = operationOf(desk, actor, {
      action: 'receipts.print',
      target: settlementId,
      details: { insuredId, number: mark.number, format },
    })
    const print = { ...mark, insuredId, settlementId, format, by: actorName(actor) }
    if (await desk.receipts.record(print, operation)) return made
  }
  throw new Error(`${settlementId} was printed by somebody else ${triesAtMost} times over`)
}

/**
 * A statement as PDF: made, then counted; the second print and each after it are marked.
 *
 * @param openedBy gives the address that the code on it opens; null where nobody knows it
 * @returns null when there is no such settlement within reach
 */
export async function printReceipt(
  desk: ReceiptDesk,
  asker: Asker & { readonly actor: Actor },
  { format, ...named }: Named & { readonly format: ReceiptFormat },
  openedBy: (token: string) => string | null,
): Promise<Uint8Array | null> {
  const ground = await groundOf(desk, asker, named)
  if (ground === null) return null
  const receipt = desk.receiptOf(ground, named.settlementId)
  const link = openedBy(await desk.links.sign(linkOf(named.settlementId, desk.now())))
  return counted(desk, asker.actor, { ...named, format }, (mark) => desk.print({ receipt, format, mark, link }))
}

/** Counts a print that the browser makes of the page. Null when there is no such settlement within reach. */
export async function markPrint(
  desk: ReceiptDesk,
  asker: Asker & { readonly actor: Actor },
  named: Named,
): Promise<PrintMark | null> {
  if ((await groundOf(desk, asker, named)) === null) return null
  return counted(desk, asker.actor, { ...named, format: 'browser' }, async (mark) => mark)
}

/** Null of a token that the centre did not sign, that has expired, or whose settlement is not on file. */
export async function receiptBehind(
  desk: ReceiptDesk,
  token: string,
): Promise<Pick<ShownReceipt, 'ground' | 'receipt' | 'link'> | null> {
  const link = await desk.links.read(token)
  if (link === null || link.expiresOn < dateOf(desk.now())) return null
  const insuredId = await desk.receipts.ownerOf(link.settlementId)
  if (insuredId === null) return null
  const ground = await desk.receipts.ground(insuredId, link.settlementId, mostLines)
  return ground === null ? null : { ground, receipt: desk.receiptOf(ground, link.settlementId), link }
}
