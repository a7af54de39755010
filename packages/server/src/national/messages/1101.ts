import type { Enrolment } from '@yibao/core/encounter'
import { dateOf, type IsoDate, inRange, ok, zeroFen } from '@yibao/core/kernel'
import type { PersonFile } from '@yibao/core/settlement'
import { identify } from '../../flows/look-up.ts'
import { answering } from '../handler.ts'
import { personFields, yesNo } from '../person-output.ts'

/** National `psn_insu_stas`: insured, or ended. */
const statusOn = (enrolment: Enrolment, on: IsoDate): '1' | '4' => (inRange(enrolment.range, on) ? '1' : '4')

function insuranceRow(file: PersonFile, enrolment: Enrolment, on: IsoDate) {
  return {
    balc: enrolment.scheme === '310' ? file.accountBalance : zeroFen,
    insutype: enrolment.scheme,
    psn_type: enrolment.personType,
    psn_insu_stas: statusOn(enrolment, on),
    psn_insu_date: enrolment.range.from,
    paus_insu_date: enrolment.range.until,
    cvlserv_flag: yesNo(enrolment.civilServant),
    insuplc_admdvs: enrolment.division,
    emp_name: enrolment.employer,
  }
}

export const handle1101 = answering('1101', async ({ ports, message }, input) => {
  const { mdtrt_cert_type, mdtrt_cert_no, begntime } = input.data
  // Some readers give the check digit of an identity number as a small x.
  const number = mdtrt_cert_type === '02' ? mdtrt_cert_no.toUpperCase() : mdtrt_cert_no
  const found = await identify(ports, message, { type: mdtrt_cert_type, number })
  if (!found.ok) return { insuredId: '', outcome: found }
  const file = found.value
  const on = begntime ?? dateOf(ports.clock.now())
  const baseinfo = { ...personFields(file.insured, on), psn_mgtcode: null, exp_content: null }
  const insuinfo = file.enrolments.map((enrolment) => insuranceRow(file, enrolment, on))
  return { insuredId: file.insured.insuredId, outcome: ok({ baseinfo, insuinfo, idetinfo: [] }) }
})
