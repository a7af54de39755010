import { dateOf, inRange, ok, refuse } from '@yibao/core/kernel'
import { uploadMappings, withdrawMappings } from '../../flows/map-items.ts'
import type { ShownMapping } from '../../flows/mapping-ports.ts'
import { answering, recording } from '../handler.ts'
import { pageAsked, pageFields } from '../paging.ts'
import { yesNo } from '../person-output.ts'
import { flagOf, lastDayOf, regionAsked } from './catalogue.ts'

const inForce = ({ withdrawnAt, range }: ShownMapping, on: ShownMapping['range']['from']): boolean =>
  withdrawnAt === null && inRange(range, on)

/** The institution's own mappings, withdrawn ones included. */
export const handle1317 = answering('1317', async (context, { data }) => {
  const { ports, provider } = context
  const { providerCode } = provider
  if (data.fixmedins_code !== null && data.fixmedins_code !== providerCode) {
    const stated = data.fixmedins_code
    return { insuredId: '', outcome: refuse({ code: 'mapping.other-institution', stated } as const) }
  }
  const page = pageAsked(data)
  if (!page.ok) return { insuredId: '', outcome: page }
  const region = regionAsked(context, data.insu_admdvs)
  if (!region.ok) return { insuredId: '', outcome: region }
  const on = data.query_date ?? dateOf(ports.clock.now())
  const { rows, count } = await ports.mappings.shown(
    {
      providerCode,
      localCode: data.medins_list_codg,
      localName: data.medins_list_name,
      listType: data.list_type,
      itemCode: data.med_list_codg,
      on: data.query_date,
      beginsOn: data.begndate,
      valid: flagOf(data.vali_flag),
      today: on,
      updatedSince: data.updt_time,
    },
    page.value,
  )
  const division = data.insu_admdvs ?? region.value.division
  const shown = rows.map((mapping) => {
    const { details } = mapping
    const updated = mapping.withdrawnAt ?? mapping.mappedAt
    return {
      fixmedins_code: providerCode,
      medins_list_codg: mapping.localCode,
      medins_list_name: mapping.localName,
      begndate: mapping.range.from,
      enddate: lastDayOf(mapping.range.until),
      list_type: mapping.listType,
      insu_admdvs: division,
      pages: null,
      med_list_codg: mapping.itemCode,
      opt_time: updated,
      vali_flag: yesNo(inForce(mapping, on)),
      hilist_code: mapping.itemCode,
      aprvno: details.aprvno ?? null,
      dosform: details.dosform ?? null,
      exct_cont: details.exct_cont ?? null,
      item_cont: details.item_cont ?? null,
      prcunt: details.prcunt ?? null,
      spec: details.spec ?? null,
      pacspec: details.pacspec ?? null,
      memo: details.memo ?? null,
      rid: mapping.mappingId,
      updt_time: updated,
    }
  })
  return { insuredId: '', outcome: ok({ data: shown, ...pageFields(page.value, rows.length, count) }) }
})

export const handle3301 = recording('3301', async ({ ports, message }, { data }, present) => {
  const today = dateOf(ports.clock.now())
  const rows = data.map((row) => {
    const { fixmedins_hilist_id, fixmedins_hilist_name, list_type, med_list_codg, begndate, enddate, ...details } = row
    const mapping = {
      localCode: fixmedins_hilist_id,
      localName: fixmedins_hilist_name,
      listType: list_type,
      itemCode: med_list_codg,
      from: begndate ?? today,
      last: enddate,
    }
    return { mapping, details }
  })
  return { insuredId: '', outcome: await uploadMappings(ports, { message, present: () => present({}) }, rows) }
})

export const handle3302 = recording('3302', async ({ ports, message }, { data }, present) => {
  const references = data.map(({ fixmedins_code, fixmedins_hilist_id, list_type, med_list_codg }) => ({
    providerCode: fixmedins_code,
    localCode: fixmedins_hilist_id,
    listType: list_type,
    itemCode: med_list_codg,
  }))
  return { insuredId: '', outcome: await withdrawMappings(ports, { message, present: () => present({}) }, references) }
})
