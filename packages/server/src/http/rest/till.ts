import { messages } from '@yibao/contract/national'
import { tillItemsAtMost } from '@yibao/contract/rest'
import type { CatalogItem } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import { dateOf, fen, isoDate, ok, priceText, refuse, type WordPair } from '@yibao/core/kernel'
import { maskName } from '@yibao/core/office'
import { totalWords } from '@yibao/core/policy'
import { pageOf } from '../../flows/asker.ts'
import type { Ports } from '../../flows/ports.ts'
import type { EventKey } from '../../flows/rest-ports.ts'
import { sendMessage, type TillDesk, tillAt } from '../../flows/till.ts'
import type { diagnosisSearch, itemSearch, registerSearch } from '../../flows/till-items.ts'
import { type PersonDesk, personAtTill, type TillQuestion } from '../../flows/till-person.ts'
import type { Shift, TillReads } from '../../flows/till-ports.ts'
import { closeShift, dayMeant, reconcileDay } from '../../flows/till-shift.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { eventWord, readEventWord } from './paging.ts'

/** What the room of the till works with. */
export interface TillRoom extends TillDesk, PersonDesk {
  readonly ports: Pick<Ports, 'people' | 'registry' | 'clock'>
  readonly reads: TillReads
  readonly items: ReturnType<typeof itemSearch>
  readonly diagnoses: ReturnType<typeof diagnosisSearch>
  readonly register: ReturnType<typeof registerSearch>
}

const itemView = ({ level }: Pick<Provider, 'level'>) => {
  return ({ ceilings, referencePrice, range: _, source: __, assumed: ___, ...item }: CatalogItem) => {
    const ceiling = ceilings[level]
    return {
      ...item,
      ceiling: ceiling === undefined ? null : priceText(ceiling),
      price: referencePrice === null ? null : priceText(referencePrice),
    }
  }
}

/** What the national interface calls a transaction; its number where it has none of it. */
function transactionWords(infno: string): WordPair {
  const message = Object.values(messages).find((one) => one.infno === infno)
  return message === undefined ? [infno, infno] : [message.name, message.english]
}

const said = ([zh, en]: WordPair) => ({ zh, en })

/** A closed shift is shown as it was when it was closed. */
const shiftView = ({ frozen, ...shift }: Shift) => ({ ...shift, sums: frozen ?? shift.sums })

/** The one way in which somebody was asked for; null when it is none or both. */
function questionOf(asked: {
  readonly certificateType?: string
  readonly certificateNumber?: string
  readonly insuredId?: string
}): TillQuestion | null {
  const { certificateType: type, certificateNumber: number, insuredId } = asked
  if (insuredId !== undefined) return type === undefined && number === undefined ? { by: 'number', insuredId } : null
  return type === undefined || number === undefined ? null : { by: 'certificate', type, number }
}

const oneQuestion = {
  code: 'rest.bad-input',
  field: 'certificateNumber',
  expected: {
    zh: '给出 certificateType 和 certificateNumber，或只给 insuredId',
    en: 'give certificateType with certificateNumber, or insuredId alone',
  },
} as const

const somebody = {
  code: 'rest.bad-input',
  field: 'input',
  expected: { zh: '输入中须有 psn_no（人员编号），且只指一人', en: 'the input must name one person: psn_no' },
} as const

const remark = {
  code: 'rest.bad-input',
  field: 'note',
  expected: {
    zh: '清点现金与应有现金不符，须写备注说明差额',
    en: 'the cash as counted differs from the books: say why in the note',
  },
} as const

const why = {
  code: 'rest.bad-input',
  field: 'reason',
  expected: { zh: '撤销、冲正须说明事由', en: 'say why it is taken back' },
} as const

/** The till of institutions without a system of their own. */
export function tillHandlers(desk: TillRoom): HandlersOf<'till'> {
  const { reads } = desk
  /** A page of something that happens at a time. */
  const page = async <Row, View>(
    asked: { readonly limit?: number; readonly after?: string },
    read: (after: EventKey | null, limit: number) => Promise<readonly Row[]>,
    keyOf: (row: Row) => EventKey,
    view: (row: Row) => View,
  ) => {
    const after = readEventWord(asked.after)
    if (!after.ok) return after
    const limit = asked.limit ?? usualPage
    const { rows, next } = pageOf(await read(after.value, limit + 1), limit, keyOf)
    return ok({ rows: rows.map(view), next: next === null ? null : eventWord(next) })
  }
  return {
    'till.send': async (asker, { providerCode, ...order }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const sent = await sendMessage(desk, asker, at.value, { insuredDivision: undefined, reason: undefined, ...order })
      if (sent.ok) return sent
      const { error } = sent
      if (error === 'till.no-person') return refuse(somebody)
      return error === 'till.no-reason' ? refuse(why) : refuse({ code: error })
    },

    'till.person': async (asker, { providerCode, ...asked }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const question = questionOf(asked)
      if (question === null) return refuse(oneQuestion)
      const found = await personAtTill(desk, asker, at.value.providerCode, question)
      if (!found.ok) return refuse({ code: 'till.unknown-person' })
      const totals = found.value.totals.map((total) => ({ ...total, label: said(totalWords(total)) }))
      return ok({ ...found.value, totals })
    },

    'till.items': async (asker, { providerCode, words }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const { registry, clock } = desk.ports
      const found = await desk.items(registry.catalog, words, dateOf(clock.now()), tillItemsAtMost)
      return ok({ rows: found.map(itemView(at.value)) })
    },

    'till.diagnoses': async (_asker, { words }) => {
      const found = await desk.diagnoses(words, tillItemsAtMost)
      return ok({ rows: found.map(({ code, name }) => ({ code, name })) })
    },

    'till.register': async (asker, { providerCode, of, words }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const today = dateOf(desk.now())
      return ok({ rows: await desk.register(of, at.value.providerCode, today, words, tillItemsAtMost) })
    },

    'till.receipts': async (asker, { providerCode, on, shiftId, scheme = null, medType = null, ...asked }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const day =
        shiftId === undefined || on !== undefined ? dayMeant(desk, on === undefined ? null : isoDate(on)) : null
      const filter = { providerCode: at.value.providerCode, on: day, shiftId: shiftId ?? null, scheme, medType }
      return page(
        asked,
        (after, limit) => reads.receipts(filter, after, limit),
        ({ at: sentAt, msgid }) => ({ at: sentAt, id: msgid }),
        (row) => ({ ...row, name: maskName(row.name), transaction: said(transactionWords(row.infno)) }),
      )
    },

    'till.shift': async (asker, { providerCode }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const { name, division, kind } = at.value
      const institution = { providerCode: at.value.providerCode, name, division, pharmacy: kind === 'pharmacy' }
      const open = await reads.openShift(at.value.providerCode, asker.user.userId)
      return ok({ institution, now: desk.now(), shift: open === null ? null : shiftView(open) })
    },

    'till.shifts': async (asker, { providerCode, on, ...asked }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const day = dayMeant(desk, on === undefined ? null : isoDate(on))
      return page(
        asked,
        (after, limit) => reads.shifts(at.value.providerCode, day, after, limit),
        ({ openedAt, shiftId }) => ({ at: openedAt, id: shiftId }),
        shiftView,
      )
    },

    'till.close': async (asker, { providerCode, shiftId, counted, note }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      const closed = await closeShift(desk, asker.actor, {
        shiftId,
        providerCode: at.value.providerCode,
        counted: counted === undefined ? null : fen(counted),
        note: note ?? null,
      })
      if (closed.ok) return ok(shiftView(closed.value))
      return closed.error === 'till.no-remark' ? refuse(remark) : refuse({ code: closed.error })
    },

    'till.reconcile': async (asker, { providerCode, on }) => {
      const at = await tillAt(desk, asker, providerCode)
      if (!at.ok) return at
      return ok(await reconcileDay(reads, at.value.providerCode, dayMeant(desk, on === undefined ? null : isoDate(on))))
    },
  }
}
