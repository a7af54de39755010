import type { Enrolment, Insured } from '@yibao/core/encounter'
import { ageOn, type IsoDate } from '@yibao/core/kernel'

const genders = { male: '1', female: '2', unknown: '0' } as const

export const yesNo = (flag: boolean): '0' | '1' => (flag ? '1' : '0')

/** Who a person is, in the fields that many answers share. */
export function personFields(insured: Insured, on: IsoDate) {
  return {
    psn_no: insured.insuredId,
    psn_name: insured.name,
    psn_cert_type: insured.certificateType,
    certno: insured.certificateNumber,
    gend: genders[insured.gender],
    naty: null,
    brdy: insured.birth,
    // A sender may ask about any day, also one before the birth.
    age: String(ageOn(insured.birth, on < insured.birth ? insured.birth : on)),
  }
}

/** How a person was insured when something was settled. */
export function insuranceFields(enrolment: Pick<Enrolment, 'scheme' | 'personType' | 'civilServant'>) {
  return {
    insutype: enrolment.scheme,
    psn_type: enrolment.personType,
    cvlserv_flag: yesNo(enrolment.civilServant),
  }
}
