import { dateOf, type IsoDate, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import type { CatalogueQueryRefusal } from '../../flows/catalogue-refusals.ts'
import { type RegionTerm, regionCeilings, regionShares, type TermQuestion } from '../../flows/region-terms.ts'
import { answering, type Context } from '../handler.ts'
import { pageAsked, pageFields, rowsOn } from '../paging.ts'
import { lastDayOf, recordOf, regionAsked, unknownCondition } from './catalogue.ts'

/** What both queries ask alike. */
interface Asked {
  readonly query_date: IsoDate | null
  readonly hilist_code: string | null
  readonly insu_admdvs: string | null
  readonly poolarea_no: string | null
  readonly begndate: IsoDate | null
  readonly enddate: IsoDate | null
  readonly vali_flag: string | null
  readonly updt_time: LocalDateTime
}

/** Where the terms hold: the place that was asked about, and the region whose law it is. */
interface Place {
  readonly division: string
  readonly region: string
}

type Terms<Term> = Result<{ readonly place: Place; readonly terms: readonly RegionTerm<Term>[] }, CatalogueQueryRefusal>

/** The terms in force on the day that is asked about, those that the conditions leave. */
async function termsAsked<Term>(
  context: Context,
  data: Asked,
  find: (ports: Context['ports'], question: TermQuestion) => Promise<readonly RegionTerm<Term>[] | null>,
): Promise<Terms<Term>> {
  const asked = data.insu_admdvs ?? data.poolarea_no
  const region = regionAsked(context, asked)
  if (!region.ok) return region
  const { division } = region.value
  const on = data.query_date ?? dateOf(context.ports.clock.now())
  const found = await find(context.ports, { division, on, code: data.hilist_code })
  if (found === null) return refuse({ code: 'catalog.unknown-region', division })
  // Of a day only what is in force is known: nothing of it is invalid.
  const all = data.vali_flag === '0' ? [] : found
  const terms = all.filter(
    ({ range, updatedAt }) =>
      updatedAt >= data.updt_time &&
      (data.begndate === null || range.from === data.begndate) &&
      (data.enddate === null || lastDayOf(range.until) === data.enddate),
  )
  return ok({ place: { division: asked ?? division, region: division }, terms })
}

/** The fields that a term of either kind has. */
function termFields({ code, range, createdAt, updatedAt }: RegionTerm<unknown>, place: Place, kind: string) {
  return {
    hilist_code: code,
    insu_admdvs: place.division,
    begndate: range.from,
    enddate: lastDayOf(range.until),
    vali_flag: '1',
    rid: recordOf(code, range.from, kind),
    updt_time: updatedAt,
    crter_id: null,
    crter_name: null,
    crte_time: createdAt,
    crte_optins_no: null,
    opter_id: null,
    opter_name: null,
    opt_time: updatedAt,
    optins_no: null,
    tabname: null,
    poolarea_no: place.region,
  }
}

/** Codes of `hilist_lmtpric_type`, see `own-dictionaries.ts`. */
const levelCodes = { tertiary: '3', secondary: '2', primary: '1', ungraded: '0' } as const

/** What exceeds a ceiling the person bears; `overlmt_dspo_way` knows nothing else here. */
const bornByPerson = '1'

/** Price ceilings by level of provider, the catalogue's and the region's, of which the lower holds. */
export const handle1318 = answering('1318', async (context, { data }) => {
  const unknown = unknownCondition(data, ['tabname'])
  if (unknown !== null) return { insuredId: '', outcome: unknown }
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  const asked = await termsAsked(context, data, regionCeilings)
  if (!asked.ok) return { insuredId: '', outcome: asked }
  const { place, terms } = asked.value
  const rows = terms
    .map((found) => ({
      ...termFields(found, place, levelCodes[found.term.level]),
      hilist_lmtpric_type: levelCodes[found.term.level],
      overlmt_dspo_way: bornByPerson,
      hilist_pric_uplmt_amt: found.term.ceiling,
    }))
    .filter(
      (row) =>
        (data.hilist_lmtpric_type === null || row.hilist_lmtpric_type === data.hilist_lmtpric_type) &&
        (data.overlmt_dspo_way === null || row.overlmt_dspo_way === data.overlmt_dspo_way) &&
        (data.rid === null || row.rid === data.rid),
    )
  const shown = rowsOn(page.value, rows)
  return { insuredId: '', outcome: ok({ data: shown, ...pageFields(page.value, shown.length, rows.length) }) }
})

/** The share that is borne first (先行自付); `selfpay_prop_type` knows nothing else here. */
const borneFirst = '1'

/** Shares borne first, for the ordinary member of each scheme; `selfpay_prop_psn_type` is the scheme. */
export const handle1319 = answering('1319', async (context, { data }) => {
  const unknown = unknownCondition(data, ['tabname'])
  if (unknown !== null) return { insuredId: '', outcome: unknown }
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  const asked = await termsAsked(context, data, regionShares)
  if (!asked.ok) return { insuredId: '', outcome: asked }
  const { place, terms } = asked.value
  const rows = terms
    .map((found) => ({
      ...termFields(found, place, found.term.scheme),
      selfpay_prop_psn_type: found.term.scheme,
      selfpay_prop_type: borneFirst,
      selfpay_prop: found.term.share,
    }))
    .filter(
      (row) =>
        (data.selfpay_prop_psn_type === null || row.selfpay_prop_psn_type === data.selfpay_prop_psn_type) &&
        (data.selfpay_prop_type === null || row.selfpay_prop_type === data.selfpay_prop_type) &&
        (data.rid === null || row.rid === data.rid),
    )
  const shown = rowsOn(page.value, rows)
  return { insuredId: '', outcome: ok({ data: shown, ...pageFields(page.value, shown.length, rows.length) }) }
})
