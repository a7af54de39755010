import { messages } from '@yibao/contract/national'
import { type Answer, type ErrorFacts, type Input, mostDays } from '@yibao/contract/rest'
import { dateOf, isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, withinReach } from '../../flows/asker.ts'
import { findInStretch, isTooWide, type MessageFilter, type MessageRow, type WholeMessage } from '../../flows/desk.ts'
import { type FilterRefusal, pageWord, readFilter, readPageWord } from '../../flows/desk-filter.ts'
import { maskRow, maskWhole } from '../../flows/desk-mask.ts'
import { noteShown } from '../../flows/looks.ts'
import { operationOf } from '../../flows/operation-log.ts'
import { type RerunReport, rerunMessages } from '../../flows/rerun.ts'
import { type RestDesk, usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { settlementRowView, settlementView } from './settlement-view.ts'

/** As many messages as one request may compute again; the command line takes more. */
const rerunLimit = 2_000

type Asked = Pick<
  Input<'messages.find'>,
  'providerCode' | 'insuredId' | 'from' | 'until' | 'infno' | 'outcome' | 'msgid'
>

/** The fields of this interface by the names of the command line. */
const fieldNames: Readonly<Record<string, string>> = { institution: 'providerCode', person: 'insuredId' }

type BadFilter = ErrorFacts & { readonly code: 'messages.bad-filter' | 'messages.too-wide' }

const badFilter = ({ field, value, cure }: FilterRefusal): BadFilter => ({
  code: 'messages.bad-filter',
  field: fieldNames[field] ?? field,
  value,
  expected: { zh: cure, en: cure },
})

/** What is looked for, within reach. */
function filterOf(
  { now }: Pick<RestDesk, 'now'>,
  { reach }: Pick<Asker, 'reach'>,
  { providerCode, insuredId, from, until, infno, outcome, msgid }: Asked,
): Result<MessageFilter, BadFilter> {
  const read = readFilter({ institution: providerCode, person: insuredId, from, until, infno, outcome, msgid })
  if (!read.ok) return refuse(badFilter(read.error))
  const filter = { ...read.value, reach }
  return isTooWide(filter, dateOf(now()), mostDays) ? refuse({ code: 'messages.too-wide' }) : ok(filter)
}

/** What stands in a message as a code, in words; null of a code that nobody knows. */
export interface MessageWords {
  readonly refusal: (code: string) => string | null
  readonly institution: (providerCode: string) => string | null
}

const transactions = Object.values(messages).map(({ infno, name, english }) => ({
  infno,
  name: { zh: name, en: english },
}))
const byInfno: ReadonlyMap<string, Answer<'messages.get'>['transaction']> = new Map(
  transactions.map(({ infno, name }) => [infno, name]),
)

function inWords<Row extends MessageRow>(row: Row, { refusal, institution }: MessageWords) {
  const { infno, outcome, providerCode } = row
  const why = outcome === 'ok' ? null : refusal(outcome)
  return {
    ...row,
    transaction: byInfno.get(infno) ?? { zh: infno, en: infno },
    refusal: why === null ? null : { zh: why, en: outcome },
    providerName: institution(providerCode),
  }
}

function wholeView({ chain, divisions: _, institutions: __, ...message }: WholeMessage, words: MessageWords) {
  const index = chain.findIndex(({ settlementId }) => settlementId === message.settlementId)
  const settlement = chain[index]
  return {
    ...inWords(message, words),
    settlement: settlement === undefined ? null : settlementView(settlement),
    later: index === -1 ? [] : chain.slice(index + 1).map(settlementRowView),
  }
}

function rerunView({ messages, changed, more, sums, rerun, leftOut }: RerunReport) {
  return {
    messages,
    changed,
    more,
    sums,
    settlements: rerun.map(({ message, settlement, stands, rerun: made, shares, coverageDiffers }) => ({
      receivedAt: message.receivedAt,
      infno: message.infno,
      insuredId: message.insuredId,
      settlementId: settlement.settlementId,
      planBefore: settlement.basis.planId,
      planAfter: made.planId,
      total: made.amounts.total,
      stands,
      coverageDiffers,
      unknownTotals: made.unknownTotals,
      payers: shares,
    })),
    leftOut: leftOut.map(({ message, reason }) => {
      const { why, ...facts } = reason
      const [fact = null] = Object.values(facts)
      return { messageId: message.messageId, infno: message.infno, why, fact }
    }),
  }
}

export function messageHandlers(
  desk: Pick<RestDesk, 'messages' | 'log' | 'newId' | 'now'>,
  words: MessageWords,
): HandlersOf<'messages'> {
  const { messages: store } = desk
  const look = async (asker: Asker, messageId: string): Promise<WholeMessage | null> =>
    withinReach(asker, messageId, await store.whole(messageId))

  return {
    'messages.find': async (context, { limit = usualPage, after: word, ...asked }) => {
      const after = word === undefined ? ok(null) : readPageWord(word)
      if (!after.ok) return refuse(badFilter(after.error))
      const filter = filterOf(desk, context, asked)
      if (!filter.ok) return filter
      const page = { after: after.value, limit }
      const { rows, next, lookedTo } = await findInStretch(store, filter.value, page, dateOf(desk.now()))
      const people = rows.map(({ insuredId }) => insuredId)
      await noteShown(desk, context.actor, { action: 'messages.find', ...asked }, people)
      return ok({
        rows: rows.map((row) => inWords(maskRow(row), words)),
        next: next === null ? null : pageWord(next),
        lookedTo,
      })
    },

    'messages.transactions': async () => ok({ transactions }),

    'messages.get': async (context, { messageId }) => {
      const found = await look(context, messageId)
      if (found === null) return refuse({ code: 'messages.unknown' })
      const details = { insuredId: found.insuredId }
      await desk.log.note(operationOf(desk, context.actor, { action: 'messages.get', target: messageId, details }))
      return ok(wholeView(maskWhole(found), words))
    },

    'messages.unmask': async (context, { messageId, reason }) => {
      const found = await look(context, messageId)
      if (found === null) return refuse({ code: 'messages.unknown' })
      await desk.log.note(operationOf(desk, context.actor, { action: 'messages.unmask', target: messageId, reason }))
      return ok(wholeView(found, words))
    },

    'messages.rerun': async (context, { pack: packHash, on: day, ...asked }) => {
      if (packHash === undefined && day === undefined) return refuse({ code: 'messages.no-law' })
      const filter = filterOf(desk, context, asked)
      if (!filter.ok) return filter
      const pack = packHash === undefined ? null : await store.pack(packHash)
      if (packHash !== undefined && pack === null) {
        return refuse({ code: 'messages.unknown-pack', field: 'pack', value: packHash })
      }
      const law = { packs: pack === null ? null : [pack], on: day === undefined ? null : isoDate(day) }
      const report = await rerunMessages(store, filter.value, law, { most: rerunLimit, progress: () => undefined })
      // What was asked tells again who was shown; thousands of people would be a row too large for its log.
      const details = { ...asked, pack: packHash ?? null, on: day ?? null, messages: report.messages }
      const operation = { action: 'messages.rerun', target: asked.insuredId ?? null, details }
      await desk.log.note(operationOf(desk, context.actor, operation))
      return ok(rerunView(report))
    },
  }
}
