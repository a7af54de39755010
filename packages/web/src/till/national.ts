import type { Answer, Input } from '@yibao/contract/rest'
import { amountOf, type BillLine, fenOf, type Person, totalOf, yuanNumber } from './bill.ts'
import type { ReadCard } from './device.ts'
import type { Named, TillSettings } from './settings.ts'

/** The input of a message of the national interface, in its own field names. */
export type NationalInput = Input<'till.send'>['input']

/** What a bill is about: who, where, why. */
export interface Occasion {
  readonly person: Pick<Person, 'insuredId' | 'gender'>
  /** Null when the person was found by number: then no certificate was shown. */
  readonly card: ReadCard | null
  readonly scheme: string
  readonly insuredDivision: string
  readonly medType: string
  /** The filed disease of chronic outpatient care. */
  readonly disease: Named | null
  readonly settings: Pick<TillSettings, 'department' | 'doctor' | 'diagnosis'>
  readonly accountUsed: boolean
  readonly institution: Answer<'till.shift'>['institution']
  readonly now: string
}

const yesNo = (yes: boolean): '0' | '1' => (yes ? '1' : '0')

const certificateOf = ({ card }: Occasion) => ({
  mdtrt_cert_type: card?.certificateType ?? '03',
  ...(card === null ? {} : { mdtrt_cert_no: card.certificateNumber }),
})

const doctorName = ({ settings: { doctor } }: Occasion): string => doctor.name || doctor.code

/** 2201: opens a visit. */
export const registrationOf = (on: Occasion): NationalInput => ({
  data: {
    psn_no: on.person.insuredId,
    insutype: on.scheme,
    begntime: on.now,
    ...certificateOf(on),
    ipt_otp_no: `MZ${on.now.replaceAll(/\D/g, '')}`,
    atddr_no: on.settings.doctor.code,
    dr_name: doctorName(on),
    dept_code: on.settings.department.code,
    dept_name: on.settings.department.name,
    caty: 'A03',
  },
})

const diagnosisRow = (on: Occasion) => ({
  diag_type: '1',
  diag_srt_no: 1,
  diag_code: on.settings.diagnosis.code,
  diag_name: on.settings.diagnosis.name,
  diag_dept: on.settings.department.name,
  dise_dor_no: on.settings.doctor.code,
  dise_dor_name: doctorName(on),
  diag_time: on.now,
  maindiag_flag: '1',
})

const diseaseFields = ({ disease }: Occasion) =>
  disease === null ? {} : { dise_codg: disease.code, dise_name: disease.name }

/** 2203: what the visit is for. */
export const descriptionOf = (on: Occasion, visitId: string): NationalInput => ({
  mdtrtinfo: {
    mdtrt_id: visitId,
    psn_no: on.person.insuredId,
    med_type: on.medType,
    begntime: on.now,
    ...diseaseFields(on),
  },
  diseinfo: [{ ...diagnosisRow(on), vali_flag: '1' }],
})

const approvalOf = ({ item, approved }: BillLine): string => (item.restricted ? (approved ? '1' : '2') : '0')

const chargeOf = (line: BillLine, now: string) => ({
  feedetl_sn: line.number,
  fee_ocur_time: now,
  med_list_codg: line.item.code,
  medins_list_codg: line.item.code,
  det_item_fee_sumamt: yuanNumber(amountOf(line) ?? 0),
  cnt: Number(line.quantity),
  pric: Number(line.price),
})

const billingOf = ({ settings }: Occasion) => ({
  bilg_dept_codg: settings.department.code,
  bilg_dept_name: settings.department.name,
  bilg_dr_codg: settings.doctor.code,
  bilg_dr_name: settings.doctor.name || settings.doctor.code,
})

/** 2204: the lines of a visit. */
export const visitLinesOf = (on: Occasion, visitId: string, batch: string, lines: readonly BillLine[]) => ({
  feedetail: lines.map((line) => ({
    ...chargeOf(line, on.now),
    ...billingOf(on),
    mdtrt_id: visitId,
    psn_no: on.person.insuredId,
    chrg_bchno: batch,
    rx_circ_flag: '0',
    hosp_appr_flag: approvalOf(line),
    ...(on.disease === null ? {} : { dise_codg: on.disease.code }),
  })),
})

/** 2301: lines of a stay. */
export const stayLinesOf = (on: Occasion, visitId: string, lines: readonly BillLine[]): NationalInput => ({
  feedetail: lines.map((line) => ({
    ...chargeOf(line, on.now),
    ...billingOf(on),
    mdtrt_id: visitId,
    psn_no: on.person.insuredId,
    med_type: on.medType,
    hosp_appr_flag: approvalOf(line),
  })),
})

/** How the centre split the lines of a visit, added up; amounts in fen. */
export interface Split {
  readonly total: number
  readonly nonCovered: number
  readonly overLimit: number
  readonly preCoinsurance: number
  readonly eligible: number
}

/** Adds up what 2204 answered. */
export function splitOf(output: object): Split {
  const rows = (Reflect.get(output, 'result') ?? []) as readonly Readonly<Record<string, unknown>>[]
  const sum = (field: string): number => rows.reduce((all, row) => all + fenOf(row[field]), 0)
  return {
    total: sum('det_item_fee_sumamt'),
    nonCovered: sum('fulamt_ownpay_amt'),
    overLimit: sum('overlmt_amt'),
    preCoinsurance: sum('preselfpay_amt'),
    eligible: sum('inscp_scp_amt'),
  }
}

/** 2206 and 2207: the bill of a visit. */
export const visitBillOf = (on: Occasion, visitId: string, batch: string, split: Split): NationalInput => ({
  data: {
    psn_no: on.person.insuredId,
    ...certificateOf(on),
    med_type: on.medType,
    medfee_sumamt: yuanNumber(split.total),
    psn_setlway: '01',
    mdtrt_id: visitId,
    chrg_bchno: batch,
    insutype: on.scheme,
    acct_used_flag: yesNo(on.accountUsed),
    fulamt_ownpay_amt: yuanNumber(split.nonCovered),
    overlmt_selfpay: yuanNumber(split.overLimit),
    preselfpay_amt: yuanNumber(split.preCoinsurance),
    inscp_scp_amt: yuanNumber(split.eligible),
  },
})

/** 2205: takes every line that is not settled out of the visit. */
export const withdrawalOf = (on: Occasion, visitId: string): NationalInput => ({
  data: { psn_no: on.person.insuredId, mdtrt_id: visitId, chrg_bchno: '0000' },
})

/** 2101 and 2102: a purchase at a pharmacy. */
export const purchaseOf = (on: Occasion, lines: readonly BillLine[]): NationalInput => ({
  druginfo: {
    psn_no: on.person.insuredId,
    ...certificateOf(on),
    begntime: on.now,
    medfee_sumamt: yuanNumber(totalOf(lines) ?? 0),
    insutype: on.scheme,
    acct_used_flag: yesNo(on.accountUsed),
    med_type: on.medType,
    ...diseaseFields(on),
  },
  drugdetail: lines.map((line) => ({
    ...chargeOf(line, on.now),
    rx_circ_flag: '0',
    ...(line.codes.length === 0
      ? {}
      : {
          drug_trac_info: line.codes.map((code) => ({
            feedetl_sn: line.number,
            drug_trac_codg: code,
            trdn_flag: '0',
            min_prcunt_type: '2',
          })),
        }),
  })),
})

/** What is said of an admission beside the settings of the till. */
export interface Admission {
  readonly bed: string
  readonly number: string
}

/** 2401: admits to hospital. */
export const admissionOf = (on: Occasion, { bed, number }: Admission): NationalInput => {
  const { department, doctor, diagnosis } = on.settings
  return {
    mdtrtinfo: {
      psn_no: on.person.insuredId,
      insutype: on.scheme,
      begntime: on.now,
      ...certificateOf(on),
      med_type: on.medType,
      ipt_no: number,
      atddr_no: doctor.code,
      chfpdr_name: doctorName(on),
      adm_diag_dscr: diagnosis.name,
      adm_dept_codg: department.code,
      adm_dept_name: department.name,
      adm_bed: bed,
      dscg_maindiag_code: diagnosis.code,
      dscg_maindiag_name: diagnosis.name,
      insuplc_admdvs: on.insuredDivision,
      mdtrtarea_admvs: on.institution.division,
    },
    diseinfo: [{ ...diagnosisRow(on), psn_no: on.person.insuredId }],
  }
}

/** 2402: discharges. */
export const dischargeOf = (on: Occasion, visitId: string, way: string): NationalInput => ({
  dscginfo: {
    mdtrt_id: visitId,
    psn_no: on.person.insuredId,
    insutype: on.scheme,
    endtime: on.now,
    dscg_dept_codg: on.settings.department.code,
    dscg_dept_name: on.settings.department.name,
    dscg_way: way,
  },
  diseinfo: [{ ...diagnosisRow(on), mdtrt_id: visitId, psn_no: on.person.insuredId }],
})

/** 2303 and 2304: a bill of a stay so far, or its last. */
export const stayBillOf = (on: Occasion, visitId: string, total: number, interim: boolean): NationalInput => ({
  data: {
    psn_no: on.person.insuredId,
    ...certificateOf(on),
    medfee_sumamt: yuanNumber(total),
    psn_setlway: '01',
    mdtrt_id: visitId,
    acct_used_flag: yesNo(on.accountUsed),
    insutype: on.scheme,
    insuplc_admdvs: on.insuredDivision,
    mdtrtarea_admvs: on.institution.division,
    mid_setl_flag: yesNo(interim),
  },
})

/** 2404 and 2405: takes an admission or a discharge back. */
export const stayOf = (on: Occasion, visitId: string): NationalInput => ({
  data: { psn_no: on.person.insuredId, mdtrt_id: visitId },
})

const genderCodes = { male: '1', female: '2', unknown: '9' } as const

/** 3102: has the lines reviewed before they are settled. */
export const reviewOf = (on: Occasion, visitId: string, lines: readonly BillLine[]): NationalInput => {
  const { department, doctor, diagnosis } = on.settings
  const day = on.now.slice(0, 10)
  return {
    data: {
      syscode: 'TILL',
      patient_dtos: [
        {
          patn_id: on.person.insuredId,
          gend: genderCodes[on.person.gender],
          poolarea: on.insuredDivision,
          curr_mdtrt_id: visitId,
          fsi_encounter_dtos: [
            {
              mdtrt_id: visitId,
              medins_id: on.institution.providerCode,
              medins_admdvs: on.institution.division,
              adm_dept_codg: department.code,
              adm_dept_name: department.name,
              dr_codg: doctor.code,
              med_type: on.medType,
              insutype: on.scheme,
              adm_date: day,
              ...(diagnosis.code === ''
                ? {}
                : {
                    fsi_diagnose_dtos: [{ dise_codg: diagnosis.code, dise_name: diagnosis.name, maindise_flag: '1' }],
                  }),
              fsi_order_dtos: lines.map((line) => ({
                rx_id: line.number,
                hilist_code: line.item.code,
                hilist_name: line.item.name.slice(0, 50),
                cnt: Number(Number(line.quantity).toFixed(2)),
                pric: Number(Number(line.price).toFixed(2)),
                sumamt: yuanNumber(amountOf(line) ?? 0),
                drord_begn_date: day,
                drord_dept_codg: department.code,
                drord_dr_codg: doctor.code,
                curr_drord_flag: '1',
              })),
            },
          ],
        },
      ],
    },
  }
}

/** One thing that the review finds worth saying. */
export interface Warning {
  readonly id: string
  readonly rule: string
  readonly says: string
}

/** What 3102 answered. */
export function warningsOf(output: object): readonly Warning[] {
  const rows = (Reflect.get(output, 'result') ?? []) as readonly Readonly<Record<string, unknown>>[]
  return rows.map((row, index) => ({
    id: `${String(row.jr_id ?? '')}-${index}`,
    rule: String(row.rule_name ?? ''),
    says: String(row.vola_cont ?? ''),
  }))
}
