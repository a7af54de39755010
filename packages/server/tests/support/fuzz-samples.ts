import { type Infno, samples } from '@yibao/contract/national'
import type { Provider } from '@yibao/core/encounter'
import { newCode } from './stock.ts'
import { hospital, items, otherHospital, pharmacy, type TestPerson, today } from './world.ts'

export type Values = Readonly<Record<string, unknown>>

/** A sample about what is there in the test world: same shape, other names and days. */
function placed(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, values[key] ?? placed(inner, values)]))
}

export const sampleOf = (infno: Infno, values: Values): unknown => placed(samples[infno].input, values)

/** A pharmacy sells, a hospital does the rest. */
export const senderOf = (infno: Infno): Provider => (infno.startsWith('21') ? pharmacy : hospital)

/** A region with plans for visits, purchases and stays. */
export const division = '990270'

export const at = `${today} 08:30:00`

export const named = (who: TestPerson): Values => ({
  psn_no: who.insuredId,
  mdtrt_cert_no: who.certificateNumber,
  certno: who.certificateNumber,
})

export const newPackage = (): Values => ({
  drug_trac_info: [{ feedetl_sn: 'F0001', drug_trac_codg: newCode(), trdn_flag: '0', min_prcunt_type: '2' }],
})

/** Goods, orders, days and places as the test world knows them. */
export const common = (): Values => ({
  med_list_codg: items.shared.code,
  hilist_code: items.shared.code,
  fee_ocur_time: at,
  diag_time: at,
  begntime: at,
  endtime: at,
  inv_chg_time: at,
  purc_retn_stoin_time: at,
  sel_retn_time: at,
  invdate: today,
  begndate: '2023-11-01',
  enddate: '2023-11-30',
  refl_date: today,
  hosp_ide_date: today,
  stmt_begndate: today,
  stmt_enddate: today,
  cum_ym: '202311',
  setl_ym: '202311',
  opter_no: '001',
  insu_optins: division,
  insuplc_admdvs: division,
  setl_optins: division,
  mdtrtarea_admvs: hospital.division,
  mdtrtarea_admdvs: hospital.division,
  fixmedins_code: hospital.providerCode,
  ide_fixmedins_no: hospital.providerCode,
  reflin_medins_no: otherHospital.providerCode,
  // In stock, and on no bill.
  drug_trac_codg: newCode(),
  ...newPackage(),
})
