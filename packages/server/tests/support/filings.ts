import type { Provider } from '@yibao/core/encounter'
import { divisionCode, localDateTime } from '@yibao/core/kernel'
import { importWriters } from '../../src/store/import-store.ts'
import { newPerson } from './people.ts'
import { describeInput, expectOk, type Line, settleInput, upload } from './visit.ts'
import {
  type Envelope,
  hospital,
  items,
  pharmacy,
  secretOf,
  type TestPerson,
  type Till,
  today,
  type World,
} from './world.ts'

/** The region that asks for filings; the other institutions of the test world lie outside of it. */
const division = divisionCode('990297')

const here = (of: Provider, providerCode: string): Provider => ({ ...of, providerCode, division })
export const ownHospital = here(hospital, 'H99029700001')
export const secondHospital = here(hospital, 'H99029700002')
export const ownPharmacy = here(pharmacy, 'P99029700001')

/** Plants the institutions of the region, each with its key. */
export async function plantRegion(world: World): Promise<void> {
  const writers = importWriters(world.database.pool)
  const institutions = [ownHospital, secondHospital, ownPharmacy]
  await writers.writeProviders(institutions)
  await writers.writeProviderKeys(
    institutions.map((institution) => ({
      account: institution.providerCode,
      providerCode: institution.providerCode,
      sealedSecret: Buffer.from(secretOf(institution)),
      createdAt: localDateTime(`${today} 08:00:00`),
    })),
  )
  await world.centre.registry.refresh()
}

/** A person insured in the region. */
export function insuredHere(world: World): Promise<TestPerson> {
  return newPerson(world, {
    person: { ...anyone(), division },
  })
}

let number = 700

function anyone(): TestPerson {
  number += 1
  const digits = String(number).padStart(6, '0')
  return { insuredId: `99029700000000000000${digits}`, certificateNumber: `99000019800101${digits}`, division }
}

export const transferInput = (who: TestPerson, more: Envelope = {}) => ({
  refmedin: {
    psn_no: who.insuredId,
    insutype: '310',
    insu_optins: who.division,
    diag_code: 'I21.900',
    diag_name: '急性心肌梗死',
    reflin_medins_no: hospital.providerCode,
    reflin_medins_name: '测试机构01',
    mdtrtarea_admdvs: hospital.division,
    hosp_agre_refl_flag: '1',
    refl_type: '1',
    refl_date: today,
    refl_rea: '本院条件有限',
    refl_opnn: '同意转院',
    begndate: '2023-11-01',
    enddate: '2023-11-30',
    ...more,
  },
})

export const chronicInput = (who: TestPerson, more: Envelope = {}) => ({
  data: {
    psn_no: who.insuredId,
    insutype: '310',
    opsp_dise_code: 'M03900',
    opsp_dise_name: '高血压',
    insu_optins: who.division,
    ide_fixmedins_no: ownHospital.providerCode,
    ide_fixmedins_name: '测试机构01',
    hosp_ide_date: '2023-10-31',
    diag_dr_codg: 'DR1',
    diag_dr_name: '测试医师',
    begndate: '2023-11-01',
    enddate: '2024-10-31',
    ...more,
  },
})

export const choiceInput = (who: TestPerson, more: Envelope = {}) => ({
  data: {
    psn_no: who.insuredId,
    biz_appy_type: '03',
    begndate: '2023-01-01',
    fix_srt_no: '1',
    fixmedins_code: ownHospital.providerCode,
    fixmedins_name: '测试机构01',
    memo: '签约',
    ...more,
  },
})

export const withdrawInput = (who: TestPerson, trt_dcla_detl_sn: string) => ({
  data: { trt_dcla_detl_sn, psn_no: who.insuredId, memo: '登记有误' },
})

/** Files something. @returns its number */
export async function filed(till: Till, infno: '2501' | '2503' | '2505', who: TestPerson, input: unknown) {
  return expectOk(await till.ask(infno, who, input)).output.result.trt_dcla_detl_sn
}

export const drug: Line = { code: items.whole.code, price: 100, quantity: 1 }

/** A bill of 100 yuan of one kind of care, ready to be settled. @returns what 2207 is asked */
export async function billOf(till: Till, who: TestPerson, medType: string, about: Envelope = {}, line: Line = drug) {
  const bill = await upload(till, who, [line])
  expectOk(await till.ask('2203', who, describeInput(bill.visitId, who, { med_type: medType, ...about })))
  return settleInput(bill, { med_type: medType })
}
