import type { Answer, ErrorFacts } from '@yibao/contract/rest'
import { type CatalogItem, itemTerms } from '@yibao/core/catalog'
import { type IsoDate, isoDate, ok, parseIsoDate, type Result, refuse } from '@yibao/core/kernel'
import {
  compareDays,
  compareVersions,
  contentTerms,
  findItems,
  itemHistory,
  publishedVersions,
  standingOn,
} from '../../flows/catalogue-desk.ts'
import type { CatalogueDesk, ItemKey } from '../../flows/catalogue-desk-ports.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { badPage } from './paging.ts'

type BadInput = ErrorFacts & { readonly code: 'rest.bad-input' }

const keyWord = ({ code, since }: ItemKey): string => `${since}~${code}`

/** Reads what `keyWord` wrote; null without one. Refuses with `rest.bad-input`. */
function readKeyWord(after: string | undefined): Result<ItemKey | null, BadInput> {
  if (after === undefined) return ok(null)
  const since = parseIsoDate(after.slice(0, 10))
  const code = after.slice(11)
  return since.ok && after[10] === '~' && code !== '' ? ok({ since: since.value, code }) : refuse(badPage(after))
}

type ItemView = Answer<'catalogues.items'>['rows'][number]

function itemView(item: CatalogItem, on: IsoDate): ItemView {
  const { code, kind, range, restricted, assumed } = item
  const terms = itemTerms(item)
  const text = (field: string): string | null => terms[field] ?? null
  return {
    code,
    kind,
    name: item.name,
    class: item.class,
    preCoinsurance: text('preCoinsurance'),
    ceilingTertiary: text('ceilingTertiary'),
    ceilingSecondary: text('ceilingSecondary'),
    ceilingPrimary: text('ceilingPrimary'),
    ceilingUngraded: text('ceilingUngraded'),
    restricted,
    restriction: item.restriction,
    chargeType: item.chargeType,
    form: item.form,
    unit: item.unit,
    referencePrice: text('referencePrice'),
    from: range.from,
    until: range.until,
    source: item.source,
    assumed,
    state: standingOn(range, on),
  }
}

const dayOf = (day: string | undefined, desk: CatalogueDesk): IsoDate =>
  day === undefined ? desk.today() : isoDate(day)

/** Which of a published row's fields a list of codes shows beside code and name. */
const plainFields = new Set(['name', 'from', 'until'])

/** Catalogues are everybody's: there is no reach but that of the mappings. */
export function catalogueHandlers(desk: CatalogueDesk): HandlersOf<'catalogues'> {
  return {
    'catalogues.versions': async (_context, { list = null, limit = usualPage, after: word }) => {
      const after = word === undefined ? null : Number(word)
      if (after !== null && !Number.isSafeInteger(after)) return refuse(badPage(word ?? ''))
      const { rows, next } = await publishedVersions(desk, list, { after, limit })
      return ok({ rows, next: next === null ? null : String(next) })
    },

    'catalogues.items': async (_context, { limit = usualPage, after: word, ...asked }) => {
      const after = readKeyWord(word)
      if (!after.ok) return after
      const on = dayOf(asked.on, desk)
      const { state: wanted = 'in-force', restricted } = asked
      const search = {
        search: asked.search ?? null,
        kind: asked.kind ?? null,
        class: asked.class ?? null,
        chargeType: asked.chargeType ?? null,
        restricted: restricted === undefined ? null : restricted === 'yes',
        on,
        state: wanted === 'all' ? null : wanted,
      }
      const { rows, next, count } = await findItems(desk, search, { after: after.value, limit })
      return ok({ rows: rows.map(({ item }) => itemView(item, on)), next: next === null ? null : keyWord(next), count })
    },

    'catalogues.item': async ({ reach }, { itemCode, on }) => {
      const found = await itemHistory(desk, itemCode, reach)
      if (found === null) return refuse({ code: 'catalogues.unknown-item' })
      const day = dayOf(on, desk)
      const rows = found.rows.map(({ item, createdAt, updatedAt }) => ({
        ...itemView(item, day),
        createdAt,
        updatedAt,
      }))
      return ok({ rows, changes: found.changes, mappings: found.mappings })
    },

    'catalogues.codes': async (_context, { list, search = null, limit = usualPage, after: word }) => {
      const after = readKeyWord(word)
      if (!after.ok) return after
      const found = await desk.reads.codes(list, search, after.value, limit + 1)
      const last = found[limit - 1]
      const rows = found.slice(0, limit).map(({ code, since, version, content }) => {
        const details = Object.entries(contentTerms(content)).flatMap(([field, value]) =>
          value === null || value === '' || plainFields.has(field) ? [] : [{ field, value }],
        )
        return { code, name: content.name, since, version, details }
      })
      return ok({ rows, next: found.length > limit && last !== undefined ? keyWord(last) : null })
    },

    'catalogues.difference': async (_context, { from, until, limit = usualPage, after = null, ...asked }) => {
      const comparison = {
        from: isoDate(from),
        until: isoDate(until),
        kind: asked.kind ?? null,
        change: asked.change ?? null,
        search: asked.search ?? null,
      }
      const found = await compareDays(desk, comparison, { after, limit })
      if (!found.ok) return refuse({ ...found.error, field: 'until', value: until })
      const rows = found.value.rows.map(({ code, item, change, fields }) => ({
        code,
        kind: item.kind,
        name: item.name,
        change,
        fields,
      }))
      return ok({ rows, next: found.value.next, counts: found.value.counts })
    },

    'catalogues.changes': async (_context, { list, first, second, change = null, limit = usualPage, after: word }) => {
      const after = readKeyWord(word)
      if (!after.ok) return after
      const found = await compareVersions(desk, { list, first, second, change }, { after: after.value, limit })
      if (!found.ok) return found
      const { rows, next } = found.value
      return ok({ rows, next: next === null ? null : keyWord(next) })
    },
  }
}
