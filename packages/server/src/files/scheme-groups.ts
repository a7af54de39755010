import type { Adrg, Fallback, ListId, Mdc, MdcStep, Scheme } from '@yibao/core/drg'
import { type DateRange, type IsoDate, parseIsoDate } from '@yibao/core/kernel'
import { conditionAt, listAt } from './scheme-conditions.ts'
import {
  codeAt,
  complainAt,
  entriesAt,
  isObject,
  isToken,
  itemsAt,
  type JsonSpot,
  knownFields,
  nameAt,
  refuseRepeated,
  tokenAt,
  wrongType,
} from './scheme-reading.ts'

type Lists = Scheme['lists']

/** What `scheme.json` says, but for lists and tables. */
export type SchemeBody = Omit<Scheme, 'lists' | 'complications' | 'exclusions'> & {
  /** Which edition of the code books its codes are of, as the pack words it. */
  readonly codeEdition: string | null
}

const topKeys = [
  'formatVersion',
  'scheme',
  'title',
  'range',
  'codeEdition',
  'source',
  'notes',
  'fallbacks',
  'mdcOrder',
  'mdcs',
  'adrgs',
  'drgNames',
] as const

/** Reads the lists of codes by their ids. */
export function listsOf(spot: JsonSpot): Lists {
  const entries = entriesAt(spot).map(([id, list]) => {
    if (!isToken(id)) complainAt(list, '清单名为空、含空白或过长 not a name of a list', '改名 rename it', id)
    const codes = itemsAt(list)
    refuseRepeated(codes)
    return [id, codes.map(codeAt)] as const
  })
  return Object.fromEntries(entries)
}

/** Reads the tree of MDCs, ADRGs and groups; null when it is not even an object. */
export function schemeOf(spot: JsonSpot, lists: ReadonlySet<ListId>): SchemeBody | null {
  const fields = knownFields(spot, topKeys)
  if (fields === null) return null
  if (fields.formatVersion.value !== undefined && fields.formatVersion.value !== 1) {
    complainAt(fields.formatVersion, '不支持的版本 not a known version', '写 write 1')
  }
  const adrgs = Object.fromEntries(entriesAt(fields.adrgs).map(([key, one]) => [key, adrgOf(one, lists)]))
  const mdcs = Object.fromEntries(
    entriesAt(fields.mdcs).map(([key, one]) => [key, mdcOf(one, lists, fields.adrgs.value)]),
  )
  return {
    scheme: tokenAt(fields.scheme),
    title: nameAt(fields.title),
    range: rangeOf(fields.range),
    codeEdition: fields.codeEdition.value === undefined ? null : nameAt(fields.codeEdition),
    mdcOrder: orderOf(fields.mdcOrder, fields.mdcs),
    mdcs,
    adrgs,
    drgNames: Object.fromEntries(entriesAt(fields.drgNames).map(([drg, name]) => [drg, nameAt(name)])),
    fallbacks: fields.fallbacks.value === undefined ? [] : itemsAt(fields.fallbacks).flatMap(fallbackOf),
  }
}

function adrgOf(spot: JsonSpot, lists: ReadonlySet<ListId>): Adrg {
  const fields = knownFields(spot, ['code', 'name', 'when', 'drgs', 'else'])
  if (fields === null) return { code: '', name: '', when: { const: false }, drgs: [], else: '' }
  return {
    code: tokenAt(fields.code),
    name: nameAt(fields.name),
    when: conditionAt(fields.when, lists),
    drgs: itemsAt(fields.drgs).flatMap((split) => {
      const parts = knownFields(split, ['drg', 'when'])
      return parts === null ? [] : [{ drg: tokenAt(parts.drg), when: conditionAt(parts.when, lists) }]
    }),
    else: fields.else.value === '' ? '' : tokenAt(fields.else),
  }
}

function mdcOf(spot: JsonSpot, lists: ReadonlySet<ListId>, adrgs: unknown): Mdc {
  const fields = knownFields(spot, ['name', 'when', 'principalDxList', 'steps'])
  if (fields === null) return { name: '', when: { const: false }, steps: [] }
  const hasList = fields.principalDxList.value !== undefined
  return {
    name: nameAt(fields.name),
    when: conditionAt(fields.when, lists),
    ...(hasList ? { principalDxList: listAt(fields.principalDxList, lists) } : {}),
    steps: itemsAt(fields.steps).flatMap((step) => stepOf(step, lists, adrgs)),
  }
}

function stepOf(spot: JsonSpot, lists: ReadonlySet<ListId>, adrgs: unknown): readonly MdcStep[] {
  const isTry = isObject(spot.value) && Object.hasOwn(spot.value, 'adrg')
  if (isTry) {
    const fields = knownFields(spot, ['adrg'])
    if (fields === null) return []
    const adrg = tokenAt(fields.adrg)
    if (adrg !== '' && isObject(adrgs) && !Object.hasOwn(adrgs, adrg)) {
      complainAt(fields.adrg, '没有此 ADRG no such ADRG', '在 adrgs 中补上或改正 add it to adrgs or correct it')
    }
    return [{ adrg }]
  }
  const fields = knownFields(spot, ['result', 'when'])
  return fields === null ? [] : [{ result: tokenAt(fields.result), when: conditionAt(fields.when, lists) }]
}

function orderOf(spot: JsonSpot, mdcs: JsonSpot): readonly string[] {
  const items = itemsAt(spot)
  const order = items.map(tokenAt)
  refuseRepeated(items)
  if (Array.isArray(spot.value) && items.length === 0)
    complainAt(spot, '没有 MDC no MDC', '写出 MDC 的顺序 write their order')
  if (!isObject(mdcs.value)) return order
  for (const item of items) {
    if (typeof item.value === 'string' && !Object.hasOwn(mdcs.value, item.value)) {
      complainAt(item, '没有此 MDC no such MDC', '在 mdcs 中补上或改正 add it to mdcs or correct it')
    }
  }
  for (const name of Object.keys(mdcs.value).filter((one) => !order.includes(one))) {
    complainAt(
      spot,
      'MDC 不在顺序中，永不进入 an MDC that stands in no order is never entered',
      '补上 add it here',
      name,
    )
  }
  return order
}

function fallbackOf(spot: JsonSpot): readonly Fallback[] {
  const fields = knownFields(spot, ['whenResult', 'retry'])
  if (fields === null) return []
  if (fields.retry.value !== 'eachOtherOperationAlone') {
    complainAt(fields.retry, '不认识的回退方式 unknown fallback', '写 write "eachOtherOperationAlone"')
  }
  return [{ whenResult: tokenAt(fields.whenResult), retry: 'eachOtherOperationAlone' }]
}

/** The days of discharge that the scheme is meant for, half-open: the day `until` is the first it is not. */
function rangeOf(spot: JsonSpot): DateRange | null {
  if (spot.value === undefined || spot.value === null) return null
  const fields = knownFields(spot, ['from', 'until'])
  if (fields === null) return null
  const from = dayAt(fields.from)
  const isOpen = fields.until.value === undefined || fields.until.value === null
  const until = isOpen ? null : dayAt(fields.until)
  if (from === null) return null
  if (until !== null && until <= from) {
    complainAt(
      fields.until,
      '不晚于 from，没有一天适用 not after `from`: no day is left',
      '写首个不适用日 write the first day it no longer holds',
    )
  }
  return { from, until }
}

function dayAt(spot: JsonSpot): IsoDate | null {
  const parsed = typeof spot.value === 'string' ? parseIsoDate(spot.value) : null
  if (parsed?.ok) return parsed.value
  wrongType(spot, '日期 a day, "2025-01-01"')
  return null
}
