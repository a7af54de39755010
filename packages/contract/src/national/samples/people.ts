import { isoDate } from '@yibao/core/kernel'

/** A generated person: division 990000 is assigned to nobody. */
export const employee = {
  psn_no: '99000000000000000001',
  psn_name: '测试一',
  certno: '990000198001010012',
  psn_cert_type: '01',
  gend: '1',
  naty: '01',
  brdy: isoDate('1980-01-01'),
  age: '45.1',
}

/** The same person as a settlement repeats him. */
export const settledPerson = { ...employee, insutype: '310', psn_type: '1101', cvlserv_flag: '0' }

export const division = '990100'

export const hospital = { fixmedins_code: 'H99010000001', fixmedins_name: '示例市第一医院' }

/** Voucher 02 is the identity card. */
export const voucher = { mdtrt_cert_type: '02', mdtrt_cert_no: employee.certno }
