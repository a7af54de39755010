import type { Split } from './answers.ts'
import { amountOf, type BillLine, totalOf, yuanNumber } from './bill.ts'
import {
  approvalOf,
  billingOf,
  certificateOf,
  chargeOf,
  diagnosisRow,
  type NationalInput,
  type Occasion,
  yesNo,
} from './occasion.ts'

/** The number that the till gives to a visit. */
export const visitNumberOf = ({ now }: Occasion): string => `MZ${now.replaceAll(/\D/g, '')}`

/** 2201: opens a visit. */
export const registrationOf = (on: Occasion): NationalInput => ({
  data: {
    psn_no: on.person.insuredId,
    insutype: on.scheme,
    begntime: on.now,
    ...certificateOf(on),
    ipt_otp_no: visitNumberOf(on),
    atddr_no: on.care.doctor.code,
    dr_name: on.care.doctor.name,
    dept_code: on.care.department.code,
    dept_name: on.care.department.name,
    // Where the register tells no national kind, the institution's own code stands in its place.
    caty: on.care.department.caty ?? on.care.department.code,
  },
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
export const withdrawalOf = (insuredId: string, visitId: string): NationalInput => ({
  data: { psn_no: insuredId, mdtrt_id: visitId, chrg_bchno: '0000' },
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

const genderCodes = { male: '1', female: '2', unknown: '9' } as const

/** 3102: has the lines reviewed before they are settled. */
export const reviewOf = (on: Occasion, visitId: string, lines: readonly BillLine[]): NationalInput => {
  const { department, doctor, diagnosis } = on.care
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
