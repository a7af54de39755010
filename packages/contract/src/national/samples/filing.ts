import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { message2501 } from '../2501.ts'
import type { message2502 } from '../2502.ts'
import type { message2503 } from '../2503.ts'
import type { message2504 } from '../2504.ts'
import type { message2505 } from '../2505.ts'
import type { message2506 } from '../2506.ts'
import type { message5301 } from '../5301.ts'
import type { message5302 } from '../5302.ts'
import type { message5304 } from '../5304.ts'
import { division, employee, hospital } from './people.ts'
import type { Sample } from './sample.ts'

const { psn_no } = employee
const reach = { tel: '13000000000', addr: '示例市示例路1号' }
const transferNumber = { trt_dcla_detl_sn: '990100000000000201' }
const chronicNumber = { trt_dcla_detl_sn: '990100000000000202' }
const designatedNumber = { trt_dcla_detl_sn: '990100000000000203' }

const transfer = {
  diag_code: 'I21.900',
  diag_name: '急性心肌梗死',
  dise_cond_dscr: '需行冠状动脉介入治疗',
  reflin_medins_no: 'H99020000001',
  reflin_medins_name: '邻市中心医院',
  refl_rea: '本院条件有限',
}

export const sample2501: Sample<typeof message2501> = {
  input: {
    refmedin: {
      psn_no,
      insutype: '310',
      ...reach,
      insu_optins: division,
      ...transfer,
      mdtrtarea_admdvs: '990200',
      hosp_agre_refl_flag: '1',
      refl_type: '1',
      refl_date: '2025-03-05',
      refl_opnn: '同意转院',
      begndate: '2025-03-05',
      enddate: '2025-06-04',
      refl_used_flag: '0',
    },
  },
  output: { result: transferNumber },
}

export const sample2502: Sample<typeof message2502> = {
  input: { data: { ...transferNumber, psn_no, memo: '患者放弃转院' } },
  output: {},
}

const disease = { opsp_dise_code: 'M03900', opsp_dise_name: '高血压' }

export const sample2503: Sample<typeof message2503> = {
  input: {
    data: {
      psn_no,
      insutype: '310',
      ...disease,
      ...reach,
      insu_optins: division,
      ide_fixmedins_no: hospital.fixmedins_code,
      ide_fixmedins_name: hospital.fixmedins_name,
      hosp_ide_date: '2025-02-28',
      diag_dr_codg: 'D990101000001',
      diag_dr_name: '测试医生',
      begndate: '2025-03-01',
      enddate: '2026-02-28',
    },
  },
  output: { result: { ...chronicNumber, exp_content: null } },
}

export const sample2504: Sample<typeof message2504> = {
  input: { data: { ...chronicNumber, psn_no, memo: '登记有误' } },
  output: {},
}

const choice = { fix_srt_no: '1', ...hospital, memo: '门诊统筹签约' }

export const sample2505: Sample<typeof message2505> = {
  input: {
    data: {
      psn_no,
      ...reach,
      biz_appy_type: '03',
      begndate: '2025-01-01',
      enddate: '2025-12-31',
      agnter_name: '测试二',
      agnter_cert_type: '01',
      agnter_certno: '990000198202020026',
      agnter_tel: '13000000001',
      agnter_addr: '示例市示例路1号',
      agnter_rlts: '1',
      ...choice,
    },
  },
  output: { result: designatedNumber },
}

export const sample2506: Sample<typeof message2506> = {
  input: { data: { ...designatedNumber, psn_no, memo: '迁居' } },
  output: {},
}

export const sample5301: Sample<typeof message5301> = {
  input: { data: { psn_no } },
  output: { feedetail: [{ ...disease, begndate: isoDate('2025-03-01'), enddate: isoDate('2026-02-28') }] },
}

export const sample5302: Sample<typeof message5302> = {
  input: { data: { psn_no, biz_appy_type: '03' } },
  output: {
    psnfixmedin: [
      { psn_no, insutype: null, ...choice, begndate: isoDate('2025-01-01'), enddate: isoDate('2025-12-31') },
    ],
  },
}

export const sample5304: Sample<typeof message5304> = {
  input: { data: { psn_no, begntime: '2025-03-01 00:00:00', endtime: '2025-03-31 23:59:59' } },
  output: {
    refmedin: [
      {
        insutype: '310',
        dcla_souc: '01',
        psn_no,
        psn_cert_type: employee.psn_cert_type,
        certno: employee.certno,
        psn_name: employee.psn_name,
        gend: employee.gend,
        brdy: employee.brdy,
        ...reach,
        insu_optins: division,
        emp_name: '示例市机械厂',
        ...transfer,
        out_flag: '1',
        refl_date: isoDate('2025-03-05'),
        begndate: isoDate('2025-03-05'),
        enddate: isoDate('2025-06-04'),
        hosp_agre_refl_flag: '1',
        opter_id: '001',
        opter_name: '测试员',
        opt_time: localDateTime('2025-03-05 10:20:00'),
      },
    ],
  },
}
