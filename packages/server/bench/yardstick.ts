import { invariant, ok, zeroFen } from '@yibao/core/kernel'
import type { Decision } from '@yibao/core/settlement'
import type { CentreOptions } from '../src/compose.ts'
import { type Command, carryOut, gatherFor } from '../src/flows/carry-out.ts'
import type { Context, Handler, Reply } from '../src/national/handler.ts'
import type { RecordedMessage, RecordedVisit } from './recorded.ts'

/** What the yardstick takes from a message: who and where, by the names of the interface, without looking at the rest. */
interface Named {
  readonly psn_no: string
  readonly mdtrt_id: string
  readonly insutype: string
}

type Decide = Command<string>['decide']

async function record(
  { ports, message }: Context,
  insuredId: string,
  about: Command<string>['about'],
  decide: Decide,
): Promise<Reply<string>> {
  return { insuredId, outcome: await carryOut(ports, { message, insuredId, about, decide, present: (text) => text }) }
}

function decisionOf({ decision }: RecordedMessage): Decision {
  invariant(decision !== null, 'the recorded message had an effect')
  return decision
}

const handler = (
  infno: Handler['infno'],
  handle: (context: Context, input: unknown) => Promise<Reply<string>>,
): Handler => ({
  infno,
  gives: 'answer',
  handle,
})

/** The recorded visits by insurance and number of lines, so that as many rows are written as the message asks for. */
function findIn(visits: readonly RecordedVisit[]) {
  const byShape = new Map(visits.map((visit) => [`${visit.scheme} ${visit.lines}`, visit]))
  return (scheme: string, lines: number): RecordedVisit => {
    const visit = byShape.get(`${scheme} ${lines}`)
    invariant(visit !== undefined, () => `a visit of scheme ${scheme} with ${lines} lines was recorded`)
    return visit
  }
}

function settledAnew(
  recorded: RecordedMessage,
  head: { insuredId: string; visitId: string; settlementId: string; msgid: string; providerCode: string },
): Decision {
  const decision = decisionOf(recorded)
  const { settlement, entry } = decision
  invariant(settlement !== null && entry !== null && decision.linesLinked !== null, 'a settlement books an entry')
  const { settlementId, insuredId, providerCode } = head
  const postings = entry.postings.map((posting) => ({
    ...posting,
    account: posting.account
      .replace(settlement.insuredId, insuredId)
      .replace(settlement.providerCode, providerCode) as typeof posting.account,
  }))
  return {
    ...decision,
    linesLinked: { ...decision.linesLinked, settlementId },
    settlement: { ...settlement, ...head, rootId: settlementId },
    entry: { ...entry, entryId: settlementId, postings },
    // Whoever comes may have less on the account than the one whose visit is repeated.
    balanceAdded: zeroFen,
  }
}

/**
 * Handlers in the place of ours that take person and visit from the message, gather and record the same rows in the same
 * way, and neither read by field table, nor decide, nor present: decisions and answers are those of recorded visits.
 */
export function yardstickHandlers(visits: readonly RecordedVisit[]): NonNullable<CentreOptions['handlers']> {
  const find = findIn(visits)
  const [any] = visits
  invariant(any !== undefined, 'there is a recorded visit')
  const opened = decisionOf(any.messages['2201']).visit
  invariant(opened !== null, 'a registration opens a visit')
  const [before = '', after = ''] = any.messages['2201'].answer.split(opened.visitId)
  const quoteText = any.messages['2206'].answer

  return {
    '2201': handler('2201', async (context, input) => {
      const { psn_no: insuredId, insutype } = (input as { data: Named }).data
      const visitId = context.ports.newId()
      const { providerCode } = context.provider
      return await record(context, insuredId, { kind: 'person' }, () => {
        const visit = { ...opened, visitId, insuredId, providerCode, scheme: insutype as typeof opened.scheme }
        return ok({ decision: { ...decisionOf(any.messages['2201']), visit }, shown: before + visitId + after })
      })
    }),

    '2204': handler('2204', async (context, input) => {
      const { feedetail } = input as { feedetail: readonly Named[] }
      const [{ psn_no: insuredId, mdtrt_id: visitId } = { psn_no: '', mdtrt_id: '' }] = feedetail
      return await record(context, insuredId, { kind: 'visit', visitId }, ({ file }) => {
        const { messages } = find(file.visit?.scheme ?? '', feedetail.length)
        const recorded = decisionOf(messages['2204'])
        const linesAdded = recorded.linesAdded.map((line) => ({ ...line, visitId }))
        return ok({ decision: { ...recorded, linesAdded }, shown: messages['2204'].answer })
      })
    }),

    '2206': handler('2206', async ({ ports, message }, input) => {
      const { psn_no: insuredId, mdtrt_id: visitId } = (input as { data: Named }).data
      const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'visit', visitId })
      if (!gathered.ok) return { insuredId, outcome: gathered }
      await ports.people.archive({ ...message, insuredId, answer: quoteText, outcome: 'ok', settlementId: null })
      return { insuredId, outcome: ok(quoteText) }
    }),

    '2207': handler('2207', async (context, input) => {
      const { psn_no: insuredId, mdtrt_id: visitId, insutype } = (input as { data: Named }).data
      const { ports, message } = context
      const { msgid, providerCode } = message
      const settlementId = ports.newId()
      return await record(context, insuredId, { kind: 'visit', visitId }, ({ file }) => {
        const { messages } = find(insutype, file.lines.length)
        const decision = settledAnew(messages['2207'], { insuredId, visitId, settlementId, msgid, providerCode })
        return ok({ decision, shown: messages['2207'].answer })
      })
    }),
  }
}
