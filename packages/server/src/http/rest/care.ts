import { mostDays } from '@yibao/contract/rest'
import { isoDate, ok, priceText, quantityText, refuse } from '@yibao/core/kernel'
import type { FiledLine } from '@yibao/core/settlement'
import { findVisits, lookAtVisit } from '../../flows/care-desk.ts'
import { noteShown } from '../../flows/looks.ts'
import type { EventFilter, VisitRow } from '../../flows/rest-ports.ts'
import { type RestDesk, usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { eventWord, readEventWord } from './paging.ts'

/** What a list of events is asked by. */
export interface AskedEvents {
  readonly insuredId?: string
  readonly providerCode?: string
  readonly from?: string
  readonly until?: string
}

export const eventFilterOf = ({ insuredId, providerCode, from, until }: AskedEvents): EventFilter => ({
  insuredId: insuredId ?? null,
  providerCode: providerCode ?? null,
  from: from === undefined ? null : isoDate(from),
  until: until === undefined ? null : isoDate(until),
})

export const visitView = ({ begin, ...visit }: VisitRow) => ({ ...visit, beganAt: begin })

function lineView({
  lineNumber,
  batch,
  itemCode,
  item,
  at,
  price,
  quantity,
  split,
  settlementId,
  refundOf,
}: FiledLine) {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, reason, source } = split
  return {
    lineNumber,
    batch,
    itemCode,
    itemName: item.name,
    itemClass: item.class,
    at,
    price: priceText(price),
    quantity: quantityText(quantity),
    total,
    nonCovered,
    overPriceLimit,
    preCoinsurance,
    eligible,
    reason,
    source,
    settlementId,
    refundOf,
  }
}

export function visitHandlers(desk: Pick<RestDesk, 'visits' | 'log' | 'newId' | 'now'>): HandlersOf<'visits'> {
  const { visits } = desk
  return {
    'visits.find': async (context, { limit = usualPage, after: word, ...asked }) => {
      const after = readEventWord(word)
      if (!after.ok) return after
      const found = await findVisits(visits, context, eventFilterOf(asked), { after: after.value, limit, mostDays })
      if (!found.ok) return refuse({ code: 'visits.too-wide' })
      const { rows, next } = found.value
      const people = rows.map(({ insuredId }) => insuredId)
      await noteShown(desk, context.actor, { action: 'visits.find', ...asked }, people)
      return ok({ rows: rows.map(visitView), next: next === null ? null : eventWord(next) })
    },

    'visits.get': async (context, { insuredId, visitId }) => {
      const found = await lookAtVisit(visits, context, { insuredId, visitId })
      if (found === null) return refuse({ code: 'visits.unknown' })
      const { row, diagnoses, lines, lineCount } = found
      return ok({ ...visitView(row), diagnoses, lines: lines.map(lineView), linesLeftOut: lineCount - lines.length })
    },
  }
}
