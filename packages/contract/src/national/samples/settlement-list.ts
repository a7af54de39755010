import { fen, isoDate, localDateTime, yuan } from '@yibao/core/kernel'
import type { message4101A } from '../4101A.ts'
import type { message4102 } from '../4102.ts'
import type { message4103 } from '../4103.ts'
import type { message4104 } from '../4104.ts'
import { division, employee, hospital } from './people.ts'
import type { Sample } from './sample.ts'

const keys = { psn_no: employee.psn_no, mdtrt_id: '990100000000000002', setl_id: '990100000000000301' }
const settled = { psn_no: keys.psn_no, setl_id: keys.setl_id }
const listId = '990100000000000901'

const pneumonia = { diag_type: '1', diag_code: 'J18.900', diag_name: '肺炎', adm_cond_type: '1' }
const hypertension = { diag_type: '1', diag_code: 'I10.x00x002', diag_name: '高血压', adm_cond_type: '1' }
const bronchoscopy = { oprn_oprt_name: '纤维支气管镜检查', oprn_oprt_code: '33.2200' }
const operated = {
  oprn_oprt_begntime: '2025-03-05 10:00:00',
  oprn_oprt_endtime: '2025-03-05 10:30:00',
  anst_begntime: '20250305095500',
  anst_endtime: '20250305103500',
}

const declared = {
  medcasno: 'BA20250001',
  ntly: 'CHN',
  prfs: '24',
  curr_addr: '示例市示例路1号',
  emp_name: '示例市机械厂',
  emp_addr: '示例市示例路2号',
  emp_tel: '99012345',
  coner_name: '测试二',
  patn_rlts: '1',
  coner_addr: '示例市示例路1号',
  coner_tel: '99054321',
  trt_type: '10',
  dscg_caty: 'A03',
  spga_nurscare_days: 0,
  lv1_nurscare_days: 2,
  scd_nurscare_days: 5,
  lv3_nurscare_days: 0,
  dscg_way: '1',
  bill_code: '990101',
  bill_no: '0000000001',
  biz_sn: 'YW0001',
  chfpdr_code: 'D990101000001',
  medins_fill_dept: '医保办',
  medins_fill_psn: '测试员',
  resp_nurs_code: 'N990101000001',
  hi_paymtd: '4',
}

/** A stay of seven days with pneumonia and one bronchoscopy. */
export const sample4101A: Sample<typeof message4101A> = {
  input: {
    setlinfo: {
      ...keys,
      ...declared,
      adm_way: '2',
      adm_time: '2025-03-03 09:30:00',
      dscg_time: '2025-03-10 09:00:00',
      otp_wm_dise: '肺炎',
      wm_dise_code: 'J18.900',
      days_rinp_flag_31: '0',
      setl_begn_date: '2025-03-03',
      setl_end_date: '2025-03-10',
      stas_type: '0',
    },
    diseinfo: [
      { ...pneumonia, maindiag_flag: '1' },
      { ...hypertension, maindiag_flag: '0' },
    ],
    oprninfo: [{ oprn_oprt_type: '1', ...bronchoscopy, anst_way: '02', oper_dr_code: 'D990101000002', ...operated }],
  },
  output: { data: { setl_list_id: listId } },
}

export const sample4102: Sample<typeof message4102> = {
  input: { data: { stastinfo: [{ ...settled, stas_type: '1' }] } },
  output: {},
}

const nothingMore = {
  opsp_dise_name: null,
  opsp_dise_code: null,
  nwb_adm_type: null,
  nwb_bir_wt: null,
  nwb_adm_wt: null,
  mul_nwb_bir_wt: null,
  mul_nwb_adm_wt: null,
  opsp_diag_caty: null,
  opsp_mdtrt_time: null,
  vent_used_days: null,
  vent_used_h_cnt: null,
  vent_used_m_cnt: null,
  bfadm_coma_days: null,
  bfadm_coma_h_cnt: null,
  bfadm_coma_m_cnt: null,
  afadm_coma_days: null,
  afadm_coma_h_cnt: null,
  afadm_coma_m_cnt: null,
}

export const sample4103: Sample<typeof message4103> = {
  input: { data: settled },
  output: {
    setlinfo: {
      ...keys,
      ...hospital,
      ...employee,
      ...declared,
      ...nothingMore,
      setl_list_sn: listId,
      hi_setl_lv: null,
      dcla_time: null,
      age_days: '16498',
      naty: null,
      insutype: '310',
      sp_psn_type: null,
      insu_admdvs: division,
      emp_poscode: null,
      ipt_med_type: null,
      adm_way_code: '2',
      adm_time: localDateTime('2025-03-03 09:30:00'),
      dscg_time: localDateTime('2025-03-10 09:00:00'),
      adm_caty: 'A03',
      refl_caty: null,
      act_ipt_days: 7,
      otp_wm_diag: '肺炎',
      otp_wm_diag_dise_code: 'J18.900',
      otp_tcm_diag: null,
      otp_tcm_diag_dise_code: null,
      diag_code_cnt: 2,
      oprn_oprt_code_cnt: 1,
      acp_optins_name: null,
      acp_optins_code: null,
      dscg31days_rinp_flag: '0',
      rinp_pup: null,
      chfpdr_name: null,
      setl_begndate: '2025-03-03',
      setl_enddate: '2025-03-10',
      psn_selfpay_amt: '900.00',
      psn_ownpay_fee: '100.00',
      acct_payamt: fen(400_00),
      psn_cashpay: fen(600_00),
      hi_no: null,
      hi_type: null,
      dscg_diag: '肺炎',
      resp_nurs_name: null,
      hsorg_opter_code: null,
      stas_type: '1',
      hsorg_opter_name: null,
      hsorg_name: null,
      hsorg_code: division,
      chk_cont: null,
    },
    payinfo: [
      {
        ...keys,
        fund_pay_type: '310100',
        poolarea_fund_pay_type: null,
        poolarea_fund_pay_name: '职工基本医疗保险统筹基金',
        fund_payamt: fen(3000_00),
      },
    ],
    opspdiseinfo: [],
    diseinfo: [
      { ...keys, setl_list_diag_id: `${listId}-1`, ...pneumonia, maindiag_flag: '1' },
      { ...keys, setl_list_diag_id: `${listId}-2`, ...hypertension, maindiag_flag: '0' },
    ],
    iteminfo: [
      {
        ...keys,
        setl_list_chrgitm_id: `${listId}-1`,
        med_chrgitm_type: '09',
        item_sumamt: yuan(fen(4000_00)),
        item_claa_amt: yuan(fen(2500_00)),
        item_clab_amt: yuan(fen(1400_00)),
        item_ownpay_amt: yuan(fen(100_00)),
        item_oth_amt: '0.00',
        sindise_code_name: null,
        daysrg_code_name: null,
      },
    ],
    oprninfo: [
      {
        ...keys,
        setl_list_oprn_id: `${listId}-1`,
        main_oprn_flag: '1',
        ...bronchoscopy,
        oprn_oprt_date: isoDate('2025-03-05'),
        anst_way: '02',
        oper_dr_name: null,
        oper_dr_code: 'D990101000002',
        anst_dr_name: null,
        anst_dr_code: null,
        ...operated,
      },
    ],
    icuinfo: [],
    bldinfo: [],
  },
}

export const sample4104: Sample<typeof message4104> = {
  input: { data: { ...settled, setl_ym: '202503', page_num: 1, page_size: 20 } },
  output: {
    deraukubfi: [
      {
        exam_data_fld: 'bill_no',
        qltctrl_chkrslt: '票据号码未填写',
        err_lv: '2',
        retn_flag: '0',
        init_val: null,
      },
    ],
    ...hospital,
    setl_ym: '202503',
    ...settled,
    psn_name: employee.psn_name,
    qltctrl_rslt: '2',
    err_lv: '2',
    retn_flag: '0',
    qltctrl_ver: '1',
    psn_cert_type: '01',
    cert_no: employee.certno,
    detailinfo: null,
  },
}
