import { type CatalogItem, type RegionRefusal, regionOf } from '@yibao/core/catalog'
import { addDays, dateOf, type IsoDate, inRange, ok, type Result, refuse } from '@yibao/core/kernel'
import { listTypeOf } from '@yibao/core/mapping'
import type { RegionPack } from '@yibao/core/policy'
import type { ItemQuestion, Part, StampedItem } from '../../flows/catalogue-ports.ts'
import type { CatalogueQueryRefusal } from '../../flows/catalogue-refusals.ts'
import { classMarks } from '../catalogue-lines.ts'
import { answering, type Context } from '../handler.ts'
import { pageAsked, pageFields } from '../paging.ts'
import { yesNo } from '../person-output.ts'

const longestMemo = 500

/** The region that a query names, or the one of the institution that asks. */
export function regionAsked({ ports, provider }: Context, asked: string | null): Result<RegionPack, RegionRefusal> {
  return regionOf(ports.registry.book.packs, asked ?? provider.division)
}

/** Refuses a condition that the catalogue cannot tell rows apart by: leaving it out would answer another question. */
export function unknownCondition(
  data: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Result<never, CatalogueQueryRefusal> | null {
  const field = fields.find((name) => data[name] !== null && data[name] !== undefined)
  return field === undefined ? null : refuse({ code: 'catalog.no-such-condition', field } as const)
}

/** `0` and `1` of the interface; null asks nothing. */
export const flagOf = (flag: string | null): boolean | null => (flag === null ? null : flag === '1')

/** The last day of a range; the interface counts it in. */
export const lastDayOf = (until: IsoDate | null): IsoDate | null => (until === null ? null : addDays(until, -1))

/** A number of a row that stays the same through all its changes. */
export const recordOf = (code: string, from: IsoDate, more = ''): string =>
  `${code}@${from.replaceAll('-', '')}${more === '' ? '' : `@${more}`}`

function classOf(level: string): CatalogItem['class'] | null {
  const found = Object.entries(classMarks).find(([, mark]) => mark === level)
  return found === undefined ? null : (found[0] as CatalogItem['class'])
}

const asksNothing = {
  code: null,
  name: null,
  listType: null,
  chargeType: null,
  class: null,
  restricted: null,
  on: null,
  beginsOn: null,
  valid: null,
  mappedFrom: null,
} as const

/** The centre holds no medicines of the ethnic groups: the answer says so instead of guessing. */
export const handle1304 = answering('1304', async (_context, { data }) => {
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  return { insuredId: '', outcome: ok({ data: [], ...pageFields(page.value, 0, 0) }) }
})

function insuranceRow({ item, createdAt, updatedAt }: StampedItem, division: string, region: RegionPack, on: IsoDate) {
  return {
    hilist_code: item.code,
    hilist_name: item.name,
    insu_admdvs: division,
    begndate: item.range.from,
    enddate: lastDayOf(item.range.until),
    med_chrgitm_type: item.chargeType,
    chrgitm_lv: classMarks[item.class],
    lmt_used_flag: yesNo(item.restricted),
    list_type: listTypeOf(item),
    med_use_flag: '1',
    // The catalogue does not say.
    matn_used_flag: null,
    hilist_use_type: null,
    lmt_cpnd_type: null,
    wubi: null,
    pinyin: null,
    memo: [...item.restriction].slice(0, longestMemo).join(''),
    vali_flag: yesNo(inRange(item.range, on)),
    rid: recordOf(item.code, item.range.from),
    updt_time: updatedAt,
    crter_id: null,
    crter_name: null,
    crte_time: createdAt,
    crte_optins_no: null,
    opter_id: null,
    opter_name: null,
    opt_time: updatedAt,
    optins_no: null,
    poolarea_no: region.division,
  }
}

const nobody: Part<StampedItem> = { rows: [], count: 0 }

/** The insurance catalogue as a region's institutions see it. */
export const handle1312 = answering('1312', async (context, { data }) => {
  const { ports } = context
  const unknown = unknownCondition(data, ['wubi', 'pinyin', 'matn_used_flag', 'hilist_use_type', 'lmt_cpnd_type'])
  if (unknown !== null) return { insuredId: '', outcome: unknown }
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  const region = regionAsked(context, data.insu_admdvs)
  if (!region.ok) return { insuredId: '', outcome: region }
  const today = dateOf(ports.clock.now())
  const itemClass = data.chrgitm_lv === null ? null : classOf(data.chrgitm_lv)
  // A level that no class has, or a use that no item is kept for: nothing is asked of the store.
  const nothing = (data.chrgitm_lv !== null && itemClass === null) || data.med_use_flag === '0'
  const question: ItemQuestion = {
    ...asksNothing,
    code: data.hilist_code,
    name: data.hilist_name,
    listType: data.list_type,
    chargeType: data.med_chrgitm_type,
    class: itemClass,
    restricted: flagOf(data.lmt_used_flag),
    on: data.query_date,
    beginsOn: data.begndate,
    valid: flagOf(data.vali_flag),
    today: data.query_date ?? today,
    updatedSince: data.updt_time,
  }
  const { rows, count } = nothing ? nobody : await ports.catalogues.items(question, page.value)
  const division = data.insu_admdvs ?? region.value.division
  return {
    insuredId: '',
    outcome: ok({
      data: rows.map((row) => insuranceRow(row, division, region.value, question.today)),
      ...pageFields(page.value, rows.length, count),
    }),
  }
})

/** An item of the medical catalogue stands in the insurance catalogue under the same code. */
function matchedRow({ item, updatedAt }: StampedItem, division: string, on: IsoDate) {
  return {
    begndate: item.range.from,
    list_type: listTypeOf(item),
    insu_admdvs: division,
    pages: null,
    med_list_codg: item.code,
    opt_time: updatedAt,
    vali_flag: yesNo(inRange(item.range, on)),
    hilist_code: item.code,
    memo: null,
    rid: recordOf(item.code, item.range.from),
    updt_time: updatedAt,
  }
}

/** Which insurance item stands for a medical one; asked with a local code, through the institution's own mappings. */
export const handle1316 = answering('1316', async (context, { data }) => {
  const { ports, provider } = context
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  const region = regionAsked(context, data.insu_admdvs)
  if (!region.ok) return { insuredId: '', outcome: region }
  const on = data.query_date ?? dateOf(ports.clock.now())
  const localCode = data.medins_list_codg
  const question: ItemQuestion = {
    ...asksNothing,
    code: data.hilist_code,
    listType: data.list_type,
    on: data.query_date,
    beginsOn: data.begndate,
    valid: flagOf(data.vali_flag),
    today: on,
    updatedSince: data.updt_time,
    mappedFrom: localCode === null ? null : { providerCode: provider.providerCode, localCode },
  }
  const { rows, count } = await ports.catalogues.items(question, page.value)
  const division = data.insu_admdvs ?? region.value.division
  return {
    insuredId: '',
    outcome: ok({
      data: rows.map((row) => matchedRow(row, division, on)),
      ...pageFields(page.value, rows.length, count),
    }),
  }
})
