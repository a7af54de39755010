import { fen, isoDate, localDateTime } from '@yibao/core/kernel'
import type { message1101 } from '../1101.ts'
import type { message2001 } from '../2001.ts'
import type { message5206 } from '../5206.ts'
import { division, employee, hospital, voucher } from './people.ts'
import type { Sample } from './sample.ts'

export const sample1101: Sample<typeof message1101> = {
  input: {
    data: {
      ...voucher,
      card_sn: '',
      begntime: '',
      psn_cert_type: '01',
      certno: employee.certno,
      psn_name: employee.psn_name,
    },
  },
  output: {
    baseinfo: {
      ...employee,
      psn_mgtcode: null,
      exp_content: null,
    },
    insuinfo: [
      {
        balc: fen(1378_15),
        insutype: '310',
        psn_type: '1101',
        psn_insu_stas: '1',
        psn_insu_date: isoDate('2004-07-01'),
        paus_insu_date: null,
        cvlserv_flag: '0',
        insuplc_admdvs: division,
        emp_name: '示例市机械厂',
      },
    ],
    idetinfo: [
      {
        psn_idet_type: '11',
        psn_type_lv: null,
        memo: null,
        begntime: localDateTime('2025-01-01 00:00:00'),
        endtime: null,
      },
    ],
  },
}

export const sample2001: Sample<typeof message2001> = {
  input: {
    data: {
      psn_no: employee.psn_no,
      insutype: '310',
      fixmedins_code: hospital.fixmedins_code,
      med_type: '11',
      begntime: '2025-03-03 09:00:00',
    },
  },
  output: {
    trtinfo: [
      {
        psn_no: employee.psn_no,
        trt_chk_type: '1',
        fund_pay_type: '310100',
        trt_enjymnt_flag: '1',
        begndate: isoDate('2025-01-01'),
        enddate: isoDate('2025-12-31'),
        trt_chk_rslt: null,
      },
    ],
  },
}

export const sample5206: Sample<typeof message5206> = {
  input: { data: { psn_no: employee.psn_no, cum_ym: '202503' } },
  output: {
    cuminfo: [{ insutype: '310', year: '2025', cum_ym: '202503', cum_type_code: 'D310101', cum: fen(1200_00) }],
  },
}
