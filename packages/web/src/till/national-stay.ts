import { type BillLine, yuanNumber } from './bill.ts'
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

/** What is said of an admission beside what its care is. */
export interface Admission {
  readonly bed: string
  readonly number: string
}

/** 2401: admits to hospital. */
export const admissionOf = (on: Occasion, { bed, number }: Admission): NationalInput => {
  const { department, doctor, diagnosis } = on.care
  return {
    mdtrtinfo: {
      psn_no: on.person.insuredId,
      insutype: on.scheme,
      begntime: on.now,
      ...certificateOf(on),
      med_type: on.medType,
      ipt_no: number,
      atddr_no: doctor.code,
      chfpdr_name: on.care.doctor.name,
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
    dscg_dept_codg: on.care.department.code,
    dscg_dept_name: on.care.department.name,
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
