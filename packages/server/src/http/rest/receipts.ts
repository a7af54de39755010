import type { Answer } from '@yibao/contract/rest'
import { ok, refuse } from '@yibao/core/kernel'
import { type Actor, type OperationLog, operationOf } from '../../flows/operation-log.ts'
import type { ReceiptGround } from '../../flows/receipt-ports.ts'
import { lookAtReceipt, markPrint, printReceipt, type ReceiptDesk, receiptBehind } from '../../flows/receipts.ts'
import { printWords } from '../../text/receipt-words.ts'
import { whyStory } from '../../text/why-story.ts'
import type { Words } from '../../text/words.ts'
import type { HandlersOf } from './handler.ts'
import type { Look } from './look-limit.ts'

export interface ReceiptsRest extends ReceiptDesk {
  readonly log: Pick<OperationLog, 'note'>
  readonly limit: (address: string) => Look
  /** Where people reach the centre, `https://centre.example`; null when nobody said and it cannot be told. */
  readonly publicUrl: () => string | null
}

const said = ([zh, en]: Words) => ({ zh, en })

/** The story is that of the settlement that the chain began with. */
function storyOf({ chain, lines }: ReceiptGround): Answer<'receipts.get'>['story'] {
  const [settlement] = chain
  if (settlement === undefined) return { paragraphs: [] }
  const paragraphs = whyStory({ settlement, lines }).map(({ title, says, ...paragraph }) => {
    return { ...paragraph, title: said(title), says: says.map(said) }
  })
  return { paragraphs }
}

export function receiptHandlers(desk: ReceiptsRest): HandlersOf<'receipts'> {
  const { limit, log, publicUrl } = desk
  const unknown = refuse({ code: 'receipts.unknown' } as const)
  /** Where the console shows what a token opens; never at an address that a request made up. */
  const addressOf = (token: string): string | null => {
    const origin = publicUrl()
    return origin === null ? null : `${origin}/console/why/${token}`
  }
  return {
    'receipts.get': async (context, { insuredId, settlementId }) => {
      const found = await lookAtReceipt(desk, context, { insuredId, settlementId })
      if (found === null) return unknown
      const { receipt, prints, token, link, ground } = found
      return ok({
        receipt,
        prints,
        why: { token, address: addressOf(token), expiresOn: link.expiresOn },
        story: storyOf(ground),
      })
    },

    'receipts.print': async (context, { insuredId, settlementId, format }) => {
      const named = { insuredId, settlementId, format }
      const content = await printReceipt(desk, context, named, addressOf)
      return content === null ? unknown : ok({ filename: `结算单-${settlementId}.pdf`, content })
    },

    'receipts.mark': async (context, { insuredId, settlementId }) => {
      const mark = await markPrint(desk, context, { insuredId, settlementId })
      return mark === null ? unknown : ok({ ...mark, label: said(printWords(mark.number)) })
    },

    'receipts.why': async ({ from }, { token }) => {
      const look = limit(from.address)
      if (!look.admitted) return refuse({ code: 'receipts.too-many', retryAfterSeconds: look.retryAfterSeconds })
      const found = await receiptBehind(desk, token)
      if (found === null) return refuse({ code: 'receipts.bad-link' })
      const { receipt, link, ground } = found
      const { settlementId, at, provider, person, medType, scheme, amounts, stands } = receipt
      if (look.firstAt(settlementId)) {
        const stranger: Actor = { hand: { kind: 'console' }, sessionId: null, from }
        const told = { action: 'receipts.why', target: settlementId }
        await log.note({ ...operationOf(desk, stranger, told), actor: 'nobody' })
      }
      const { total, fund, person: borne, cash } = amounts
      return ok({
        settlementId,
        at,
        providerName: provider.name,
        personName: person.name,
        medType,
        scheme,
        total,
        fund,
        person: borne,
        cash,
        stands,
        expiresOn: link.expiresOn,
        story: storyOf(ground),
      })
    },
  }
}
