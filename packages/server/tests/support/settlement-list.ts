import { fen } from '@yibao/core/kernel'
import { importWriters } from '../../src/store/import-store.ts'
import { stranger } from './people.ts'
import { admit, charge, discharge, type StaySettled, settleStay } from './stay.ts'
import type { Envelope, PlantedPerson, TestPerson, Till, World } from './world.ts'
import { items, today } from './world.ts'

/** Imports the few codes that the lists of these tests name. */
export async function plantCodes({ database }: World): Promise<void> {
  const edition = 'ICD-10-NHSA-2.0'
  const codes = ['J18.900', 'I10.x00x002', 'O82.000', 'N40.x00', 'Z38.000']
  await importWriters(database.pool).writeDiagnoses([
    ...codes.map((code) => ({ edition, code, name: `诊断${code}` })),
    { edition: 'ICD-9-CM-3-NHSA-2.0', code: '33.2200', name: '纤维支气管镜检查' },
    { edition: 'ICD-9-CM-3-NHSA-2.0', code: '68.4100', name: '腹腔镜下全子宫切除术' },
  ])
}

export interface SettledStay {
  readonly who: TestPerson
  readonly settled: StaySettled
}

/** A person of their own who was in hospital for a week, is discharged and settled. */
export async function settledStay(
  world: World,
  till: Till,
  more: Partial<PlantedPerson> = {},
  discharged: Envelope = {},
): Promise<SettledStay> {
  const who = stranger('990270')
  await world.plant([{ person: who, balance: fen(0), ...more }])
  const visitId = await admit(till, who)
  await charge(till, who, visitId, [
    { code: items.whole.code, price: 2000, quantity: 1 },
    { code: items.shared.code, price: 100, quantity: 10 },
    { code: items.own.code, price: 50, quantity: 2 },
  ])
  await discharge(till, who, visitId, discharged)
  return { who, settled: await settleStay(till, who, visitId, 3100) }
}

export const pneumonia = {
  diag_type: '1',
  diag_code: 'J18.900',
  diag_name: '肺炎',
  adm_cond_type: '1',
  maindiag_flag: '1',
}

export const bronchoscopy = {
  oprn_oprt_type: '1',
  oprn_oprt_name: '纤维支气管镜检查',
  oprn_oprt_code: '33.2200',
  anst_way: '02',
  oper_dr_code: 'DR2',
  oprn_oprt_begntime: '2023-11-08 10:00:00',
  oprn_oprt_endtime: '2023-11-08 10:30:00',
  anst_begntime: '20231108095500',
  anst_endtime: '20231108103500',
}

/** What 4101A says of a settled stay; `head` replaces single fields, `rows` whole nodes. */
export function listInput({ who, settled }: SettledStay, head: Envelope = {}, rows: Envelope = {}) {
  return {
    setlinfo: {
      psn_no: who.insuredId,
      mdtrt_id: settled.mdtrt_id,
      setl_id: settled.setl_id,
      medcasno: 'BA1',
      chfpdr_code: 'DR1',
      bill_no: '1',
      adm_time: '2023-11-06 09:00:00',
      dscg_time: `${today} 08:00:00`,
      dscg_way: '1',
      setl_begn_date: '2023-11-06',
      setl_end_date: today,
      lv1_nurscare_days: 2,
      scd_nurscare_days: 5,
      vent_used_dura: '0/13/24',
      nwb_bir_wt: 0,
      hi_paymtd: '4',
      ...head,
    },
    diseinfo: [pneumonia, { ...pneumonia, diag_code: 'I10.x00x002', diag_name: '高血压', maindiag_flag: '0' }],
    oprninfo: bronchoscopy,
    ...rows,
  }
}

/** What 4103 and 4104 ask. */
export const listQuery = ({ who, settled }: SettledStay, more: Envelope = {}) => ({
  data: { psn_no: who.insuredId, setl_id: settled.setl_id, ...more },
})

/** What 4102 says of one list. */
export const stateInput = ({ who, settled }: SettledStay, state: string, more: Envelope = {}) => ({
  data: { stastinfo: [{ psn_no: who.insuredId, setl_id: settled.setl_id, stas_type: state, ...more }] },
})
