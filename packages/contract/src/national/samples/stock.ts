import type { message3501 } from '../3501.ts'
import type { message3502 } from '../3502.ts'
import type { message3503 } from '../3503.ts'
import type { message3504 } from '../3504.ts'
import type { message3505 } from '../3505.ts'
import type { message3506 } from '../3506.ts'
import { employee } from './people.ts'
import type { Sample } from './sample.ts'

const goods = {
  med_list_codg: 'XA01ABD075A002010100483',
  fixmedins_hilist_id: 'L0001',
  fixmedins_hilist_name: '示例片',
  fixmedins_bchno: 'B20250201',
  rx_flag: '1',
}
const made = { manu_lotnum: '20250101', manu_date: '2025-01-01', expy_end: '2027-12-31' }
const output = { retRslt: '1', msgRslt: null }

export const sample3501: Sample<typeof message3501> = {
  input: { invinfo: { ...goods, ...made, invdate: '2025-02-28', inv_cnt: 120 } },
  output,
}

/** Type 104: found missing, so the stock goes down. */
export const sample3502: Sample<typeof message3502> = {
  input: {
    invinfo: {
      ...goods,
      inv_chg_type: '104',
      pric: 18,
      cnt: 1,
      inv_chg_time: '2025-03-01 08:30:00',
      inv_chg_opter_name: '测试库管员',
      trdn_flag: '0',
    },
  },
  output,
}

const supplied = {
  ...goods,
  spler_name: '示例医药公司',
  spler_pmtno: 'PMT0001',
  manu_date: made.manu_date,
  expy_end: made.expy_end,
  finl_trns_pric: 12.5,
  purc_invo_no: 'INV-P-0001',
  purc_retn_opter_name: '测试库管员',
  spec: '0.25g*24片',
  min_pacunt: '盒',
}

/** A package holds 24 tablets: so many parts of it may be sold. */
export const sample3503: Sample<typeof message3503> = {
  input: {
    purcinfo: {
      ...supplied,
      dynt_no: 'D0001',
      manu_lotnum: made.manu_lotnum,
      prodentp_name: '示例制药厂',
      aprvno: '国药准字H00000000',
      purc_retn_cnt: 200,
      purc_retn_stoin_time: '2025-02-01 10:00:00',
      prod_geay_flag: '0',
      pac_cnt: '24',
    },
  },
  output,
}

export const sample3504: Sample<typeof message3504> = {
  input: {
    purcinfo: {
      ...supplied,
      purc_retn_cnt: 10,
      purc_retn_stoin_time: '2025-02-10 10:00:00',
      medins_prod_purc_no: 'D0001',
    },
  },
  output,
}

const sold = {
  ...goods,
  ...made,
  setl_id: '990100000000000103',
  psn_no: employee.psn_no,
  psn_cert_type: employee.psn_cert_type,
  certno: employee.certno,
  psn_name: employee.psn_name,
  trdn_flag: '0',
  finl_trns_pric: 18,
  sel_retn_cnt: 1,
  sel_retn_opter_name: '测试收费员',
  drug_trac_codg: '80000000000000000001',
}

export const sample3505: Sample<typeof message3505> = {
  input: {
    selinfo: {
      ...sold,
      prsc_dr_name: '测试医生',
      phar_name: '测试药师',
      phar_prac_cert_no: 'PH0001',
      hi_feesetl_type: '1',
      mdtrt_sn: 'OP20250304001',
      rxno: 'RX0001',
      rx_circ_flag: '0',
      rtal_docno: 'S0001',
      sel_retn_time: '2025-03-04 17:31:30',
    },
  },
  output,
}

export const sample3506: Sample<typeof message3506> = {
  input: { selinfo: { ...sold, sel_retn_time: '2025-03-05 09:00:00' } },
  output,
}
