import { fen, isoDate, localDateTime, ppm, quantity, unitPrice, zeroFen } from '@yibao/core/kernel'
import type { message5201 } from '../5201.ts'
import type { message5202 } from '../5202.ts'
import type { message5204 } from '../5204.ts'
import type { message5205 } from '../5205.ts'
import type { message5303 } from '../5303.ts'
import { division, employee, hospital, settledPerson } from './people.ts'
import type { Sample } from './sample.ts'

const visit = { mdtrt_id: '990100000000000001', psn_no: employee.psn_no }
const period = { begntime: '2025-03-01 00:00:00', endtime: '2025-03-31 00:00:00' }
const begin = localDateTime('2025-03-03 09:00:00')
const settled = localDateTime('2025-03-03 09:21:00')

export const sample5201: Sample<typeof message5201> = {
  input: { data: { psn_no: employee.psn_no, ...period, med_type: '11' } },
  output: {
    mdtrtinfo: [
      {
        mdtrt_id: visit.mdtrt_id,
        ...settledPerson,
        coner_name: null,
        tel: null,
        maf_psn_flag: null,
        flxempe_flag: null,
        nwb_flag: null,
        insu_optins: division,
        emp_name: '示例市机械厂',
        begntime: begin,
        endtime: settled,
        mdtrt_cert_type: '02',
        med_type: '11',
        ars_year_ipt_flag: null,
        pre_pay_flag: null,
        ipt_otp_no: 'OP20250303001',
        medrcdno: null,
        atddr_no: null,
        chfpdr_name: null,
        adm_dept_codg: 'A03',
        adm_dept_name: '内科',
        adm_bed: null,
        dscg_maindiag_code: null,
        dscg_maindiag_name: null,
        dscg_dept_codg: null,
        dscg_dept_name: null,
        dscg_bed: null,
        dscg_way: null,
        main_cond_dscr: null,
        dise_codg: null,
        dise_name: null,
        oprn_oprt_code: null,
        oprn_oprt_name: null,
        otp_diag_info: 'J06.900 急性上呼吸道感染',
        inhosp_stas: null,
        die_date: null,
        ipt_days: null,
        fpsc_no: null,
        matn_type: null,
        birctrl_type: null,
        latechb_flag: null,
        geso_val: null,
        fetts: null,
        fetus_cnt: null,
        pret_flag: null,
        birctrl_matn_date: null,
        cop_flag: null,
        opter_id: null,
        opter_name: null,
        opt_time: settled,
        memo: null,
      },
    ],
  },
}

export const sample5202: Sample<typeof message5202> = {
  input: { data: visit },
  output: {
    diseinfo: [
      {
        diag_info_id: '990100000000000001-111',
        ...visit,
        inout_diag_type: '1',
        diag_type: '1',
        maindiag_flag: '1',
        diag_srt_no: 1,
        diag_code: 'J06.900',
        diag_name: '急性上呼吸道感染',
        adm_cond: null,
        diag_dept: '内科',
        dise_dor_no: 'D990101000001',
        dise_dor_name: '测试医生',
        diag_time: localDateTime('2025-03-03 09:10:00'),
        opter_id: null,
        opter_name: null,
        opt_time: localDateTime('2025-03-03 09:10:00'),
      },
    ],
  },
}

/** What both queries say of a line, for the class B item of the outpatient sample. */
const item = {
  feedetl_sn: 'F0001',
  rx_drord_no: null,
  fee_ocur_time: localDateTime('2025-03-03 09:15:00'),
  cnt: quantity(1_0000),
  pric: unitPrice(4_520_000),
  chrgitm_lv: '02',
  hilist_code: 'XA01ABD075A002010100483',
  hilist_name: '示例片',
  list_type: '101',
  med_list_codg: 'XA01ABD075A002010100483',
  medins_list_codg: 'L0001',
  medins_list_name: '示例片',
  med_chrgitm_type: '09',
  prodname: null,
  spec: null,
  dosform_name: '片剂',
  lmt_used_flag: '0',
  hosp_prep_flag: null,
  hosp_appr_flag: '0',
  tcmdrug_used_way: null,
  prodplac_type: null,
  bas_medn_flag: null,
  hi_nego_drug_flag: null,
  chld_medc_flag: null,
  etip_flag: null,
  etip_hosp_code: null,
  dscg_tkdrug_flag: null,
  list_sp_item_flag: null,
  matn_fee_flag: null,
}

export const sample5204: Sample<typeof message5204> = {
  input: { data: { ...visit, setl_id: '990100000000000101' } },
  output: {
    '': [
      {
        mdtrt_id: visit.mdtrt_id,
        setl_id: '990100000000000101',
        med_type: '11',
        ...item,
        sin_dos_dscr: null,
        used_frqu_dscr: null,
        prd_days: null,
        medc_way_dscr: null,
        det_item_fee_sumamt: fen(4_52),
        pric_uplmt_amt: unitPrice(999_999_000_000),
        selfpay_prop: ppm(50_000),
        fulamt_ownpay_amt: zeroFen,
        overlmt_amt: zeroFen,
        preselfpay_amt: fen(23),
        inscp_scp_amt: fen(4_29),
        bilg_dept_codg: 'A03',
        bilg_dept_name: '内科',
        bilg_dr_codg: null,
        bilg_dr_name: null,
        acord_dept_codg: null,
        acord_dept_name: null,
        orders_dr_code: null,
        orders_dr_name: null,
        drt_reim_flag: null,
        memo: null,
        opter_id: null,
        opter_name: null,
        opt_time: localDateTime('2025-03-03 09:15:00'),
      },
    ],
  },
}

export const sample5205: Sample<typeof message5205> = {
  input: { data: { psn_no: employee.psn_no, ...period } },
  output: {
    feedetail: [{ psn_no: employee.psn_no, ...hospital, med_type: '140104', ...item }],
  },
}

const { naty: _, ...inpatient } = employee

export const sample5303: Sample<typeof message5303> = {
  input: { data: { ...period } },
  output: {
    data: [
      {
        mdtrt_id: '990100000000000005',
        ...inpatient,
        insutype: '310',
        begndate: isoDate('2025-03-10'),
        med_type: '21',
        ipt_otp_no: 'IP20250310001',
        out_flag: '0',
      },
    ],
  },
}
