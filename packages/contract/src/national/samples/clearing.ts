import { isoDate, localDateTime } from '@yibao/core/kernel'
import type { message3201 } from '../3201.ts'
import type { message3202 } from '../3202.ts'
import type { message3203 } from '../3203.ts'
import type { message3204 } from '../3204.ts'
import type { message9101 } from '../9101.ts'
import type { message9102 } from '../9102.ts'
import { division, hospital } from './people.ts'
import type { Sample } from './sample.ts'

const { fixmedins_code } = hospital
const sent = { file_qury_no: '174100000000000001A1B2C3D4', filename: 'H99010000001-20250303.zip' }
const period = { stmt_begndate: '2025-03-03', stmt_enddate: '2025-03-03' }
const sums = { medfee_sumamt: '100.00', fund_pay_sumamt: '70.00' }

/** The smallest zip: the record that ends an archive of nothing. */
const emptyZip = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='

export const sample9101: Sample<typeof message9101> = {
  input: { fsUploadIn: { in: emptyZip, filename: sent.filename, fixmedins_code } },
  output: { ...sent, fixmedins_code, dld_endtime: localDateTime('2025-03-10 23:59:59') },
}

export const sample9102: Sample<typeof message9102> = {
  input: { fsDownloadIn: { ...sent, fixmedins_code } },
  output: {},
}

export const sample3201: Sample<typeof message3201> = {
  input: {
    data: {
      insutype: '310',
      clr_type: '11',
      setl_optins: division,
      ...period,
      ...sums,
      acct_pay: '0.00',
      fixmedins_setl_cnt: '1',
      refd_setl_flag: '0',
    },
  },
  output: {
    stmtinfo: {
      setl_optins: division,
      stmt_rslt: '000000',
      stmt_rslt_dscr: '平：1 笔，医疗费 100.00，基金 70.00，账户 0.00',
      exp_content: null,
    },
  },
}

export const sample3202: Sample<typeof message3202> = {
  input: {
    data: {
      setl_optins: division,
      file_qury_no: sent.file_qury_no,
      ...period,
      ...sums,
      cash_payamt: '30.00',
      fixmedins_setl_cnt: '1',
      clr_type: '11',
      refd_setl_flag: '0',
    },
  },
  output: {
    fileinfo: {
      file_qury_no: '174100000000000002A1B2C3D4',
      filename: '3202-20250303-20250303.zip',
      dld_endtime: localDateTime('2025-03-10 23:59:59'),
    },
  },
}

export const sample3203: Sample<typeof message3203> = {
  input: {
    data: {
      clr_type: '11',
      clr_way: '1',
      setlym: '202503',
      psntime: '1',
      medfee_sumamt: '100.00',
      med_sumfee: '100.00',
      fund_appy_sum: '70.00',
      cash_payamt: '30.00',
      acct_pay: '0.00',
      begndate: isoDate('2025-03-01'),
      enddate: isoDate('2025-03-31'),
    },
  },
  output: { result: { clr_appy_evt_id: '174350000000000003A1B2C3D4' } },
}

export const sample3204: Sample<typeof message3204> = {
  input: { data: { clr_appy_evt_id: '174350000000000003A1B2C3D4' } },
  output: {},
}
