import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message4104 = message({
  infno: '4104',
  name: '医疗保障基金结算清单质控结果查询',
  english: 'Query settlement list quality result',
  direction: 'query',
  input: {
    data: one({
      setl_ym: optional,
      setl_id: required,
      psn_no: required,
      err_lv: optional,
      retn_flag: optional,
      page_num: optional,
      page_size: optional,
    }),
  },
  output: {
    // The name of the node is the one of the client model that was read, whatever its author meant to type.
    deraukubfi: optional(
      many({
        exam_data_fld: optional,
        qltctrl_chkrslt: optional,
        err_lv: optional,
        retn_flag: optional,
        init_val: optional,
      }),
    ),
    fixmedins_code: optional,
    fixmedins_name: optional,
    setl_ym: optional,
    setl_id: optional,
    psn_no: optional,
    psn_name: optional,
    qltctrl_rslt: optional,
    err_lv: optional,
    retn_flag: optional,
    qltctrl_ver: optional,
    psn_cert_type: optional,
    cert_no: optional,
    detailinfo: optional,
  },
})
