import { fen, isoDate, localDateTime, ppm, quantity, unitPrice, zeroFen, zeroPpm } from '@yibao/core/kernel'
import type { message2301 } from '../2301.ts'
import type { message2302 } from '../2302.ts'
import type { message2303 } from '../2303.ts'
import type { message2304 } from '../2304.ts'
import type { message2305 } from '../2305.ts'
import type { message2401 } from '../2401.ts'
import type { message2402 } from '../2402.ts'
import type { message2403 } from '../2403.ts'
import type { message2404 } from '../2404.ts'
import type { message2405 } from '../2405.ts'
import { division, employee, settledPerson, voucher } from './people.ts'
import type { Sample } from './sample.ts'

const stay = { mdtrt_id: '990100000000000201', psn_no: employee.psn_no }
const places = { insuplc_admdvs: division, mdtrtarea_admvs: division }

const diagnosis = {
  diag_type: '1',
  maindiag_flag: '1',
  diag_srt_no: 1,
  diag_code: 'J18.900',
  diag_name: '肺炎',
  diag_dept: '呼吸内科',
  dise_dor_no: 'D990101000001',
  dise_dor_name: '测试医生',
  diag_time: '2025-03-03 10:20:00',
}

const admission = {
  begntime: '2025-03-03 10:00:00',
  mdtrt_cert_type: voucher.mdtrt_cert_type,
  med_type: '21',
  medrcdno: 'BA20250303001',
  atddr_no: 'D990101000001',
  chfpdr_name: '测试医生',
  adm_diag_dscr: '肺炎',
  adm_dept_codg: 'A03.01',
  adm_dept_name: '呼吸内科',
  adm_bed: '12',
  dscg_maindiag_code: diagnosis.diag_code,
  dscg_maindiag_name: diagnosis.diag_name,
}

export const sample2401: Sample<typeof message2401> = {
  input: {
    mdtrtinfo: {
      psn_no: employee.psn_no,
      insutype: '310',
      ...admission,
      mdtrt_cert_no: voucher.mdtrt_cert_no,
      ipt_no: 'ZY20250303001',
      ...places,
    },
    diseinfo: [{ psn_no: employee.psn_no, ...diagnosis }],
  },
  output: { result: { mdtrt_id: stay.mdtrt_id, exp_content: null } },
}

export const sample2403: Sample<typeof message2403> = {
  input: {
    adminfo: { ...stay, insutype: '310', ...admission, ipt_otp_no: 'ZY20250303001', adm_bed: '15' },
    diseinfo: [{ ...stay, ...diagnosis }],
  },
  output: {},
}

export const sample2404: Sample<typeof message2404> = { input: { data: stay }, output: {} }
export const sample2405: Sample<typeof message2405> = { input: { data: stay }, output: {} }

export const sample2402: Sample<typeof message2402> = {
  input: {
    dscginfo: {
      ...stay,
      insutype: '310',
      endtime: '2025-03-12 09:30:00',
      dscg_dept_codg: 'A03.01',
      dscg_dept_name: '呼吸内科',
      dscg_bed: '15',
      dscg_way: '1',
    },
    diseinfo: [{ ...stay, ...diagnosis, diag_time: '2025-03-12 09:00:00' }],
  },
  output: {},
}

const row = (feedetl_sn: string, code: string, amount: number, at: string) => ({
  feedetl_sn,
  ...stay,
  med_type: '21',
  fee_ocur_time: at,
  med_list_codg: code,
  medins_list_codg: `L-${code}`,
  det_item_fee_sumamt: amount,
  cnt: 1,
  pric: amount,
  bilg_dept_codg: 'A03.01',
  bilg_dept_name: '呼吸内科',
  bilg_dr_codg: 'D990101000001',
  bilg_dr_name: '测试医生',
  hosp_appr_flag: '0',
})

const split = (feedetl_sn: string, yuan: number) => ({
  feedetl_sn,
  det_item_fee_sumamt: fen(yuan * 100),
  cnt: quantity(1_0000),
  pric: unitPrice(yuan * 1_000_000),
  pric_uplmt_amt: unitPrice(yuan * 1_000_000),
  selfpay_prop: zeroPpm,
  fulamt_ownpay_amt: zeroFen,
  overlmt_amt: zeroFen,
  preselfpay_amt: zeroFen,
  inscp_scp_amt: fen(yuan * 100),
  chrgitm_lv: '01',
  med_chrgitm_type: '04',
  bas_medn_flag: null,
  hi_nego_drug_flag: null,
  chld_medc_flag: null,
  list_sp_item_flag: null,
  lmt_used_flag: '0',
  drt_reim_flag: null,
  memo: null,
  exp_content: null,
})

/** Four lines of level 01, wholly in scope, the ceiling equal to the price, as a centre answered them. */
export const sample2301: Sample<typeof message2301> = {
  input: {
    feedetail: [
      row('F0001', '001101000010000-110100001', 6, '2025-03-03 11:00:00'),
      row('F0002', '001101000010000-110100001', 6, '2025-03-04 11:00:00'),
      row('F0003', '001102000010000-110200001', 1, '2025-03-04 11:05:00'),
      row('F0004', '001103000010000-110300001', 16, '2025-03-04 11:10:00'),
    ],
  },
  output: { result: [split('F0001', 6), split('F0002', 6), split('F0003', 1), split('F0004', 16)] },
}

export const sample2302: Sample<typeof message2302> = {
  input: { data: [{ feedetl_sn: 'F0003', ...stay }] },
  output: {},
}

const bill = {
  psn_no: employee.psn_no,
  ...voucher,
  medfee_sumamt: 23442.46,
  psn_setlway: '01',
  mdtrt_id: stay.mdtrt_id,
  acct_used_flag: '1',
  insutype: '310',
  ...places,
  mid_setl_flag: '0',
}

/** A stay that one fund paid at 88.1 %, a part of the rest waived by the hospital, as a centre answered it. */
const amounts = {
  medfee_sumamt: fen(23442_46),
  fulamt_ownpay_amt: fen(2533_97),
  overlmt_selfpay: fen(1396_89),
  preselfpay_amt: fen(703_44),
  inscp_scp_amt: fen(18808_16),
  act_pay_dedc: zeroFen,
  hifp_pay: zeroFen,
  pool_prop_selfpay: ppm(0),
  cvlserv_pay: zeroFen,
  hifes_pay: zeroFen,
  hifmi_pay: zeroFen,
  hifob_pay: fen(18785_39),
  maf_pay: zeroFen,
  oth_pay: zeroFen,
  fund_pay_sumamt: fen(18785_39),
  psn_part_amt: fen(4152_06),
  acct_pay: fen(170_04),
  psn_cash_pay: fen(3982_02),
  hosp_part_amt: fen(505_01),
  balc: zeroFen,
  acct_mulaid_pay: zeroFen,
  hifdm_pay: zeroFen,
}

const payer = (fund_pay_type: string, name: string, paid: number) => ({
  fund_pay_type,
  inscp_scp_amt: fen(18808_16),
  crt_payb_lmt_amt: zeroFen,
  fund_payamt: fen(paid),
  fund_pay_type_name: name,
  setl_proc_info: null,
})

const payers = [
  payer('330100', '大额医疗费用补助基金', 18785_39),
  payer('310200', '职工基本医疗保险个人账户基金', 170_04),
]

const quoted = {
  mdtrt_id: stay.mdtrt_id,
  ...settledPerson,
  mdtrt_cert_type: '02',
  med_type: '21',
  ...amounts,
  clr_type: '21',
  exp_content: null,
}

export const sample2303: Sample<typeof message2303> = {
  input: { data: bill },
  output: {
    setlinfo: {
      ...quoted,
      setl_time: null,
      clr_optins: null,
      clr_way: null,
      medins_setl_id: 'H99010000001202503121000000001',
    },
    setldetail: payers,
  },
}

const settledAt = { setl_time: localDateTime('2025-03-12 10:01:00'), clr_optins: division, clr_way: '1' }

export const sample2304: Sample<typeof message2304> = {
  input: {
    data: {
      ...bill,
      invono: 'INV0002',
      fulamt_ownpay_amt: 2533.97,
      overlmt_selfpay: 1396.89,
      preselfpay_amt: 703.44,
      inscp_scp_amt: 18808.16,
      dscgTime: '2025-03-12',
    },
  },
  output: {
    setlinfo: {
      ...quoted,
      setl_id: '990100000000000301',
      ...settledAt,
      medins_setl_id: 'H99010000001202503121001000002',
    },
    setldetail: payers,
  },
}

const opposite = Object.fromEntries(
  Object.entries(amounts).map(([name, amount]) => [name, amount === 0 ? amount : fen(-amount)]),
) as typeof amounts

export const sample2305: Sample<typeof message2305> = {
  input: { data: { mdtrt_id: stay.mdtrt_id, setl_id: '990100000000000301', psn_no: employee.psn_no } },
  output: {
    setlinfo: {
      ...quoted,
      ...opposite,
      balc: fen(170_04),
      setl_id: '990100000000000302',
      ...settledAt,
      setl_time: localDateTime('2025-03-12 11:00:00'),
      medins_setl_id: 'H99010000001202503121100000003',
      psn_insu_rlts_id: null,
      insu_admdvs: division,
      begndate: isoDate('2025-03-03'),
      enddate: isoDate('2025-03-12'),
      mdtrt_cert_no: null,
      setl_type: '2',
      crt_dedc: zeroFen,
      invono: null,
    },
    setldetail: payers.map((each) => ({
      ...each,
      inscp_scp_amt: fen(-18808_16),
      fund_payamt: fen(-each.fund_payamt),
    })),
  },
}
