import { isoDate, localDateTime, ppm, unitPrice } from '@yibao/core/kernel'
import type { message1301 } from '../1301.ts'
import type { message1304 } from '../1304.ts'
import type { message1312 } from '../1312.ts'
import type { message1316 } from '../1316.ts'
import type { message1317 } from '../1317.ts'
import type { message1318 } from '../1318.ts'
import type { message1319 } from '../1319.ts'
import type { message3301 } from '../3301.ts'
import type { message3302 } from '../3302.ts'
import { division, hospital } from './people.ts'
import type { Sample } from './sample.ts'

/** Every download has the same table; 9102 fetches the file that the answer names. */
function download(filename: string, rows: number): Sample<typeof message1301> {
  return {
    input: { data: { ver: '0' } },
    output: {
      file_qury_no: '17322480000000000012ABCDEF',
      filename,
      dld_endtime: isoDate('2025-03-10'),
      data_cnt: rows,
    },
  }
}

export const sample1301 = download('1301_20250303_000001.zip', 280)
export const sample1302 = download('1302_20250303_000001.zip', 30)
export const sample1303 = download('1303_0.zip', 0)
export const sample1305 = download('1305_20250303_000001.zip', 261)
export const sample1306 = download('1306_20250303_000001.zip', 32)
export const sample1306A = download('1306A_0.zip', 0)
export const sample1307 = download('1307_20250303_000001.zip', 269)
export const sample1308 = download('1308_20250303_000001.zip', 12)
export const sample1309 = download('1309_20250303_000001.zip', 3)
export const sample1310 = download('1310_0.zip', 0)
export const sample1311 = download('1311_0.zip', 0)
export const sample1313 = download('1313_0.zip', 0)
export const sample1314 = download('1314_0.zip', 0)
export const sample1315 = download('1315_0.zip', 0)
export const sample1320 = download('1320_0.zip', 0)
export const sample1321 = download('1321_0.zip', 0)

const since = '2025-01-01 00:00:00'
const firstPage = { updt_time: since, page_num: 1, page_size: 100 }

const onePage = {
  firstPage: 'true',
  lastPage: 'true',
  size: '1',
  startRow: '1',
  pageSize: '100',
  pageNum: '1',
  recordCounts: '1',
  pages: '1',
}

const drug = { hilist_code: 'XA01ABD075A002010100483', begndate: isoDate('2023-01-01'), enddate: null }
const written = localDateTime('2025-02-28 18:00:00')

/** Who wrote a row is not told. */
const writtenBy = {
  crter_id: null,
  crter_name: null,
  crte_time: written,
  crte_optins_no: null,
  opter_id: null,
  opter_name: null,
  opt_time: written,
  optins_no: null,
}

export const sample1304: Sample<typeof message1304> = {
  input: { data: { ...firstPage, med_list_codg: 'TM0001', vali_flag: '1' } },
  output: {
    data: [
      {
        med_list_codg: 'TM0001',
        drug_prodname: null,
        genname_codg: null,
        drug_genname: '测试民族药',
        ethdrug_type: null,
        chemname: null,
        alis: null,
        eng_name: null,
        dosform: null,
        each_dos: null,
        used_frqu: null,
        nat_drug_no: null,
        used_mtd: null,
        ing: null,
        chrt: null,
        defs: null,
        tabo: null,
        mnan: null,
        stog: null,
        drug_spec: null,
        prcunt_type: null,
        otc_flag: null,
        pacmatl: null,
        pacspec: null,
        min_useunt: null,
        min_salunt: null,
        manl: null,
        rute: null,
        begndate: isoDate('2023-01-01'),
        enddate: null,
        pham_type: null,
        memo: null,
        pac_cnt: null,
        min_unt: null,
        min_pac_cnt: null,
        min_pacunt: null,
        min_prepunt: null,
        drug_expy: null,
        efcc_atd: null,
        min_prcunt: null,
        wubi: null,
        pinyin: null,
        vali_flag: '1',
        rid: 'TM0001@20230101',
        crte_time: written,
        updt_time: written,
        crter_id: 'T001',
        crter_name: '测试员',
        crte_optins_no: division,
        opter_id: 'T001',
        opter_name: '测试员',
        opt_time: written,
        optins_no: division,
        ver: '20250303_000001',
      },
    ],
    ...onePage,
  },
}

export const sample1312: Sample<typeof message1312> = {
  input: { data: { ...firstPage, query_date: '2025-03-03', hilist_code: drug.hilist_code, list_type: '101' } },
  output: {
    data: [
      {
        ...drug,
        hilist_name: '硝苯地平控释片',
        insu_admdvs: division,
        med_chrgitm_type: '09',
        chrgitm_lv: '02',
        lmt_used_flag: '0',
        list_type: '101',
        med_use_flag: '1',
        matn_used_flag: null,
        hilist_use_type: null,
        lmt_cpnd_type: null,
        wubi: null,
        pinyin: null,
        memo: null,
        vali_flag: '1',
        rid: 'XA01ABD075A002010100483@20230101',
        updt_time: written,
        ...writtenBy,
        poolarea_no: division,
      },
    ],
    ...onePage,
  },
}

const matched = {
  begndate: drug.begndate,
  list_type: '101',
  insu_admdvs: division,
  pages: null,
  med_list_codg: drug.hilist_code,
  opt_time: written,
  vali_flag: '1',
  hilist_code: drug.hilist_code,
  memo: null,
  updt_time: written,
}

export const sample1316: Sample<typeof message1316> = {
  input: { data: { ...firstPage, medins_list_codg: 'L0001', insu_admdvs: division } },
  output: { data: [{ ...matched, rid: 'XA01ABD075A002010100483@20230101' }], ...onePage },
}

export const sample1317: Sample<typeof message1317> = {
  input: { data: { ...firstPage, fixmedins_code: hospital.fixmedins_code, medins_list_codg: 'L0001' } },
  output: {
    data: [
      {
        ...matched,
        fixmedins_code: hospital.fixmedins_code,
        medins_list_codg: 'L0001',
        medins_list_name: '硝苯地平控释片30mg',
        enddate: null,
        aprvno: null,
        dosform: '控释片',
        exct_cont: null,
        item_cont: null,
        prcunt: '盒',
        spec: '30mg*7片',
        pacspec: '7片/盒',
        rid: '1740736800000000018ABCDEF',
      },
    ],
    ...onePage,
  },
}

const term = { ...drug, insu_admdvs: division, vali_flag: '1', updt_time: written, ...writtenBy, tabname: null }

export const sample1318: Sample<typeof message1318> = {
  input: { data: { ...firstPage, query_date: '2025-03-03', hilist_code: drug.hilist_code, hilist_lmtpric_type: '3' } },
  output: {
    data: [
      {
        ...term,
        hilist_lmtpric_type: '3',
        overlmt_dspo_way: '1',
        hilist_pric_uplmt_amt: unitPrice(23_450_000),
        rid: 'XA01ABD075A002010100483@20230101@3',
        poolarea_no: division,
      },
    ],
    ...onePage,
  },
}

export const sample1319: Sample<typeof message1319> = {
  input: { data: { ...firstPage, query_date: '2025-03-03', hilist_code: drug.hilist_code } },
  output: {
    data: [
      {
        ...term,
        selfpay_prop_psn_type: '310',
        selfpay_prop_type: '1',
        selfpay_prop: ppm(50_000),
        rid: 'XA01ABD075A002010100483@20230101@310',
        poolarea_no: division,
      },
    ],
    ...onePage,
  },
}

const mapping = { fixmedins_hilist_id: 'L0001', list_type: '101', med_list_codg: drug.hilist_code }

export const sample3301: Sample<typeof message3301> = {
  input: {
    data: [
      {
        ...mapping,
        fixmedins_hilist_name: '硝苯地平控释片30mg',
        begndate: '2025-03-01',
        dosform: '控释片',
        prcunt: '盒',
        spec: '30mg*7片',
        pacspec: '7片/盒',
      },
    ],
  },
  output: {},
}

export const sample3302: Sample<typeof message3302> = {
  input: { data: [{ fixmedins_code: hospital.fixmedins_code, ...mapping }] },
  output: {},
}
