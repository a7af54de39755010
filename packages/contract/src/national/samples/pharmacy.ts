import { fen, localDateTime, ppm, quantity, unitPrice, zeroFen } from '@yibao/core/kernel'
import type { message2101 } from '../2101.ts'
import type { message2102 } from '../2102.ts'
import type { message2103 } from '../2103.ts'
import { employee, settledPerson, voucher } from './people.ts'
import type { Sample } from './sample.ts'

const purchase = {
  druginfo: {
    psn_no: employee.psn_no,
    ...voucher,
    begntime: '2025-03-04 17:30:00',
    medfee_sumamt: '36.00',
    insutype: '310',
    acct_used_flag: '1',
    med_type: '41',
  },
  drugdetail: [
    {
      feedetl_sn: 'F0001',
      rx_circ_flag: '0',
      fee_ocur_time: '2025-03-04 17:30:00',
      med_list_codg: 'XA01ABD075A002010100483',
      medins_list_codg: 'L0001',
      det_item_fee_sumamt: '36.00',
      cnt: '2.0000',
      pric: '18.000000',
      drug_trac_info: [
        { feedetl_sn: 'F0001', drug_trac_codg: '80000000000000000001', trdn_flag: '0', min_prcunt_type: '2' },
        { feedetl_sn: 'F0001', drug_trac_codg: '80000000000000000002', trdn_flag: '0', min_prcunt_type: '2' },
      ],
    },
  ],
}

const amounts = {
  medfee_sumamt: fen(36_00),
  fulamt_ownpay_amt: zeroFen,
  overlmt_selfpay: zeroFen,
  preselfpay_amt: zeroFen,
  inscp_scp_amt: fen(36_00),
  act_pay_dedc: zeroFen,
  hifp_pay: fen(18_00),
  pool_prop_selfpay: ppm(500_000),
  cvlserv_pay: zeroFen,
  hifes_pay: zeroFen,
  hifmi_pay: zeroFen,
  hifob_pay: zeroFen,
  maf_pay: zeroFen,
  oth_pay: zeroFen,
  fund_pay_sumamt: fen(18_00),
  acct_pay: fen(18_00),
  balc: fen(1355_63),
  acct_mulaid_pay: zeroFen,
}

const quoted = {
  mdtrt_id: '990100000000000002',
  ...settledPerson,
  mdtrt_cert_type: '02',
  med_type: '41',
  ...amounts,
  psn_part_amt: fen(18_00),
  psn_cash_pay: zeroFen,
  hosp_part_amt: null,
  medins_setl_id: 'P99010000001202503041730000001',
  clr_type: '41',
  hifdm_pay: zeroFen,
  exp_content: null,
}

const payer = { crt_payb_lmt_amt: zeroFen, fund_pay_type_name: null, setl_proc_info: null }
const setldetail = [
  { ...payer, fund_pay_type: '310100', inscp_scp_amt: fen(36_00), fund_payamt: fen(18_00) },
  { ...payer, fund_pay_type: '310200', inscp_scp_amt: zeroFen, fund_payamt: fen(18_00) },
]

const detlcutinfo = [
  {
    feedetl_sn: 'F0001',
    det_item_fee_sumamt: fen(36_00),
    cnt: quantity(2_0000),
    pric: unitPrice(18_000_000),
    pric_uplmt_amt: unitPrice(999_999_000_000),
    selfpay_prop: ppm(0),
    fulamt_ownpay_amt: zeroFen,
    overlmt_amt: zeroFen,
    preselfpay_amt: zeroFen,
    inscp_scp_amt: fen(36_00),
    chrgitm_lv: '01',
    med_chrgitm_type: '09',
    bas_medn_flag: '1',
    hi_nego_drug_flag: '0',
    chld_medc_flag: '0',
    list_sp_item_flag: null,
    drt_reim_flag: null,
    memo: null,
  },
]

export const sample2101: Sample<typeof message2101> = {
  input: purchase,
  output: { setlinfo: { ...quoted, setl_time: null, clr_optins: null, clr_way: null }, setldetail, detlcutinfo },
}

const settled = {
  setl_id: '990100000000000103',
  setl_time: localDateTime('2025-03-04 17:31:00'),
  clr_optins: '990100',
  clr_way: '1',
}

export const sample2102: Sample<typeof message2102> = {
  input: purchase,
  output: { setlinfo: { ...quoted, ...settled }, setldetail, detlcutinfo },
}

export const sample2103: Sample<typeof message2103> = {
  input: { data: { setl_id: settled.setl_id, mdtrt_id: quoted.mdtrt_id, psn_no: employee.psn_no } },
  output: {
    setlinfo: {
      setl_id: '990100000000000104',
      mdtrt_id: quoted.mdtrt_id,
      clr_optins: '990100',
      setl_time: localDateTime('2025-03-04 17:40:00'),
      ...amounts,
      medfee_sumamt: fen(-36_00),
      inscp_scp_amt: fen(-36_00),
      hifp_pay: fen(-18_00),
      fund_pay_sumamt: fen(-18_00),
      psn_pay: fen(-18_00),
      acct_pay: fen(-18_00),
      cash_payamt: zeroFen,
      balc: fen(1373_63),
      hosp_part_amt: null,
      medins_setl_id: 'P99010000001202503041740000002',
      exp_content: null,
    },
    setldetail: [
      { ...payer, fund_pay_type: '310100', inscp_scp_amt: fen(-36_00), fund_payamt: fen(-18_00) },
      { ...payer, fund_pay_type: '310200', inscp_scp_amt: zeroFen, fund_payamt: fen(-18_00) },
    ],
  },
}
