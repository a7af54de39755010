import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { message1201 } from '../1201.ts'
import type { message1901 } from '../1901.ts'
import type { message5101 } from '../5101.ts'
import type { message5102 } from '../5102.ts'
import { division, hospital } from './people.ts'
import type { Sample } from './sample.ts'

export const sample1201: Sample<typeof message1201> = {
  input: { medinsinfo: { fixmedins_type: '1', fixmedins_name: '示例市', fixmedins_code: hospital.fixmedins_code } },
  output: {
    medinsinfo: [{ ...hospital, uscc: '12990100MB0000001X', fixmedins_type: '1', hosp_lv: '02', exp_content: null }],
  },
}

export const sample1901: Sample<typeof message1901> = {
  input: { data: { type: 'vali_flag', date: '2025-03-03', vali_Flag: '1' } },
  output: {
    list: [
      { type: 'vali_flag', label: '无效', value: '0', parent_value: '', sort: 1, vali_flag: '1' },
      { type: 'vali_flag', label: '有效', value: '1', parent_value: '', sort: 2, vali_flag: '1' },
    ],
  },
}

export const sample5101: Sample<typeof message5101> = {
  input: {},
  output: {
    feedetail: [
      {
        hosp_dept_codg: 'A03',
        hosp_dept_name: '内科',
        begntime: localDateTime('2020-01-01 00:00:00'),
        endtime: localDateTime('2099-12-31 23:59:59'),
        itro: null,
        dept_resper_name: '测试主任',
        dept_resper_tel: '0000-0000000',
        dept_med_serv_scp: null,
        caty: 'A03',
        dept_estbdat: isoDate('2020-01-01'),
        aprv_bed_cnt: 40,
        hi_crtf_bed_cnt: 40,
        poolarea_no: division,
        dr_psncnt: 12,
        phar_psncnt: 0,
        nurs_psncnt: 20,
        tecn_psncnt: 2,
        memo: null,
      },
    ],
  },
}

export const sample5102: Sample<typeof message5102> = {
  input: { data: { prac_psn_type: '1', psn_cert_type: '01', prac_psn_code: 'D990101000001' } },
  output: {
    feedetail: [
      {
        psn_cert_type: '01',
        certno: '9900********0012',
        prac_psn_no: 'T001',
        prac_psn_code: 'D990101000001',
        prac_psn_name: '测试医生',
        prac_psn_type: '1',
        prac_psn_cert: null,
        prac_cert_no: null,
        hi_dr_flag: '1',
        begntime: localDateTime('2020-01-01 00:00:00'),
        endtime: null,
        chg_rea: null,
      },
    ],
  },
}
