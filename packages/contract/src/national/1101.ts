import { date } from './field.ts'
import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message1101 = message({
  infno: '1101',
  name: '人员基本信息获取',
  english: 'Get person basic information',
  direction: 'query',
  input: {
    data: one({
      mdtrt_cert_type: required,
      mdtrt_cert_no: required,
      card_sn: optional,
      begntime: optional(date('开始时间')),
      psn_cert_type: optional,
      certno: optional,
      psn_name: optional,
    }),
    regSninfo: optional(
      one({
        checkFlag: optional,
        regerName: optional,
        regerCertno: optional,
        ipInfo: optional,
      }),
    ),
  },
  output: {
    baseinfo: one({
      psn_no: required,
      psn_cert_type: required,
      certno: required,
      psn_name: required,
      gend: required,
      naty: optional,
      brdy: optional,
      age: required,
      psn_mgtcode: optional,
      exp_content: optional,
    }),
    insuinfo: many({
      balc: required,
      insutype: required,
      psn_type: required,
      psn_insu_stas: optional,
      psn_insu_date: optional,
      paus_insu_date: optional,
      cvlserv_flag: required,
      insuplc_admdvs: required,
      emp_name: optional,
    }),
    idetinfo: many({
      psn_idet_type: required,
      psn_type_lv: optional,
      memo: optional,
      begntime: required,
      endtime: optional,
    }),
  },
})
