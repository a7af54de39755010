import { fen, isoDate, localDateTime, ppm, quantity, unitPrice, zeroFen, zeroPpm } from '@yibao/core/kernel'
import type { message2201 } from '../2201.ts'
import type { message2202 } from '../2202.ts'
import type { message2203 } from '../2203.ts'
import type { message2204 } from '../2204.ts'
import type { message2205 } from '../2205.ts'
import type { message2206 } from '../2206.ts'
import type { message2207 } from '../2207.ts'
import type { message2208 } from '../2208.ts'
import type { message2601 } from '../2601.ts'
import type { message5203 } from '../5203.ts'
import { employee, hospital, settledPerson, voucher } from './people.ts'
import type { Sample } from './sample.ts'

const visit = { mdtrt_id: '990100000000000001', psn_no: employee.psn_no }
const batch = { ...visit, chrg_bchno: 'B0001' }
const door = { ...visit, ipt_otp_no: 'OP20250303001' }
const settlementNumber = { setl_id: '990100000000000101' }

export const sample2201: Sample<typeof message2201> = {
  input: {
    data: {
      psn_no: employee.psn_no,
      insutype: '310',
      begntime: '2025-03-03 09:00:00',
      ...voucher,
      ipt_otp_no: door.ipt_otp_no,
      atddr_no: 'D990101000001',
      dr_name: '测试医生',
      dept_code: 'A03',
      dept_name: '内科',
      caty: 'A03',
    },
  },
  output: { data: { ...door, exp_content: null } },
}

export const sample2202: Sample<typeof message2202> = { input: { data: door }, output: {} }

export const sample2203: Sample<typeof message2203> = {
  input: {
    mdtrtinfo: { ...visit, med_type: '11', begntime: '2025-03-03 09:00:00', main_cond_dscr: '咳嗽三天' },
    diseinfo: [
      {
        diag_type: '1',
        diag_srt_no: 1,
        diag_code: 'J06.900',
        diag_name: '急性上呼吸道感染',
        diag_dept: '内科',
        dise_dor_no: 'D990101000001',
        dise_dor_name: '测试医生',
        diag_time: '2025-03-03 09:10:00',
        vali_flag: '1',
        maindiag_flag: '1',
      },
    ],
  },
  output: {},
}

/** One class B line of 4.52 at 5 %: 0.226 is rounded to 0.23 and the rest is in scope, as a centre answered it. */
export const sample2204: Sample<typeof message2204> = {
  input: {
    feedetail: [
      {
        feedetl_sn: 'F0001',
        ...batch,
        rx_circ_flag: '0',
        fee_ocur_time: '2025-03-03 09:15:00',
        med_list_codg: 'XA01ABD075A002010100483',
        medins_list_codg: 'L0001',
        det_item_fee_sumamt: 4.52,
        cnt: 1,
        pric: 4.52,
        prd_days: '3',
        bilg_dept_codg: 'A03',
        bilg_dept_name: '内科',
        hosp_appr_flag: '0',
      },
    ],
  },
  output: {
    result: [
      {
        feedetl_sn: 'F0001',
        det_item_fee_sumamt: fen(4_52),
        cnt: quantity(1_0000),
        pric: unitPrice(4_520_000),
        pric_uplmt_amt: unitPrice(999_999_000_000),
        selfpay_prop: ppm(50_000),
        fulamt_ownpay_amt: zeroFen,
        overlmt_amt: zeroFen,
        preselfpay_amt: fen(23),
        inscp_scp_amt: fen(4_29),
        chrgitm_lv: '02',
        med_chrgitm_type: '09',
        bas_medn_flag: '0',
        hi_nego_drug_flag: '0',
        chld_medc_flag: '0',
        list_sp_item_flag: null,
        lmt_used_flag: '0',
        drt_reim_flag: null,
        memo: null,
        exp_content: null,
      },
    ],
  },
}

export const sample2205: Sample<typeof message2205> = { input: { data: { ...visit, chrg_bchno: '0000' } }, output: {} }

const bill = {
  ...batch,
  ...voucher,
  med_type: '11',
  medfee_sumamt: 4.52,
  psn_setlway: '01',
  acct_used_flag: '1',
  insutype: '310',
}

const noFundPays = {
  hifp_pay: zeroFen,
  pool_prop_selfpay: zeroPpm,
  cvlserv_pay: zeroFen,
  hifes_pay: zeroFen,
  hifmi_pay: zeroFen,
  hifob_pay: zeroFen,
  maf_pay: zeroFen,
  oth_pay: zeroFen,
  fund_pay_sumamt: zeroFen,
}

/** The whole in-scope amount goes into the deductible and the account pays all, as a centre answered it. */
const smallBill = {
  medfee_sumamt: fen(4_52),
  fulamt_ownpay_amt: zeroFen,
  overlmt_selfpay: zeroFen,
  preselfpay_amt: fen(23),
  inscp_scp_amt: fen(4_29),
  act_pay_dedc: fen(4_29),
  ...noFundPays,
  acct_pay: fen(4_52),
  balc: fen(1373_63),
  acct_mulaid_pay: zeroFen,
}

const fromAccount = [
  {
    fund_pay_type: '310200',
    inscp_scp_amt: fen(4_29),
    crt_payb_lmt_amt: zeroFen,
    fund_payamt: fen(4_52),
    fund_pay_type_name: '职工基本医疗保险个人账户基金',
    setl_proc_info: null,
  },
]

const quoted = {
  mdtrt_id: visit.mdtrt_id,
  ...settledPerson,
  mdtrt_cert_type: '02',
  med_type: '11',
  ...smallBill,
  psn_part_amt: fen(4_52),
  psn_cash_pay: zeroFen,
  hosp_part_amt: zeroFen,
  hifdm_pay: zeroFen,
  clr_type: '11',
  exp_content: null,
}

export const sample2206: Sample<typeof message2206> = {
  input: { data: bill },
  output: {
    setlinfo: {
      ...quoted,
      setl_time: null,
      clr_optins: null,
      clr_way: null,
      medins_setl_id: 'H99010000001202503030920000001',
    },
    setldetail: fromAccount,
  },
}

const settledAt = { setl_time: localDateTime('2025-03-03 09:21:00'), clr_optins: '990100', clr_way: '1' }

export const sample2207: Sample<typeof message2207> = {
  input: {
    data: {
      ...bill,
      invono: 'INV0001',
      fulamt_ownpay_amt: 0,
      overlmt_selfpay: '0',
      preselfpay_amt: 0.23,
      inscp_scp_amt: '4.29',
    },
  },
  output: {
    setlinfo: {
      ...quoted,
      ...settlementNumber,
      ...settledAt,
      medins_setl_id: 'H99010000001202503030921000002',
    },
    setldetail: fromAccount,
  },
}

export const sample2208: Sample<typeof message2208> = {
  input: { data: { ...settlementNumber, ...visit } },
  output: {
    setlinfo: {
      ...quoted,
      setl_id: '990100000000000102',
      setl_time: localDateTime('2025-03-03 10:00:00'),
      clr_optins: '990100',
      clr_way: '1',
      medfee_sumamt: fen(-4_52),
      preselfpay_amt: fen(-23),
      inscp_scp_amt: fen(-4_29),
      act_pay_dedc: fen(-4_29),
      psn_part_amt: fen(-4_52),
      acct_pay: fen(-4_52),
      balc: fen(1378_15),
      medins_setl_id: 'H99010000001202503031000000003',
    },
    setldetail: fromAccount.map((row) => ({ ...row, inscp_scp_amt: fen(-4_29), fund_payamt: fen(-4_52) })),
  },
}

export const sample2601: Sample<typeof message2601> = {
  input: { data: { psn_no: employee.psn_no, omsgid: 'H99010000001202503030921000002', oinfno: '2207' } },
  output: {},
}

export const sample5203: Sample<typeof message5203> = {
  input: { data: { ...settlementNumber, ...visit } },
  output: {
    setlinfo: {
      ...settlementNumber,
      mdtrt_id: visit.mdtrt_id,
      ...settledPerson,
      flxempe_flag: '0',
      nwb_flag: '0',
      insu_optins: '990100',
      emp_name: '示例市机械厂',
      pay_loc: '2',
      ...hospital,
      hosp_lv: '02',
      fixmedins_poolarea: '990100',
      lmtpric_hosp_lv: null,
      dedc_hosp_lv: null,
      begndate: isoDate('2025-03-03'),
      enddate: isoDate('2025-03-03'),
      ...settledAt,
      mdtrt_cert_type: '02',
      med_type: '11',
      clr_type: '11',
      ...smallBill,
      psn_pay: fen(4_52),
      cash_payamt: zeroFen,
      medins_setl_id: 'H99010000001202503030921000002',
      refd_setl_flag: '0',
      year: '2025',
      dise_codg: null,
      dise_name: null,
      invono: 'INV0001',
      opter_id: 'T001',
      opter_name: '测试收费员',
      opt_time: localDateTime('2025-03-03 09:21:00'),
    },
    setldetail: fromAccount,
  },
}
