import type { Answer, Input } from '@yibao/contract/rest'
import { amountOf, type BillLine, type Person, yuanNumber } from './bill.ts'
import type { Care, Named } from './care.ts'
import type { ReadCard } from './device.ts'

/** The input of a message of the national interface, in its own field names. */
export type NationalInput = Input<'till.send'>['input']

/** What a bill is about: who, where, why. */
export interface Occasion {
  readonly person: Pick<Person, 'insuredId' | 'gender'>
  /** Null when the person was found by number: then no certificate was shown. */
  readonly card: ReadCard | null
  readonly scheme: string
  readonly insuredDivision: string
  readonly medType: string
  /** The filed disease of chronic outpatient care. */
  readonly disease: Named | null
  readonly care: Care
  readonly accountUsed: boolean
  readonly institution: Answer<'till.shift'>['institution']
  readonly now: string
}

export const yesNo = (yes: boolean): '0' | '1' => (yes ? '1' : '0')

export const certificateOf = ({ card }: Occasion) => ({
  mdtrt_cert_type: card?.certificateType ?? '03',
  ...(card === null ? {} : { mdtrt_cert_no: card.certificateNumber }),
})

export const diagnosisRow = (on: Occasion) => ({
  diag_type: '1',
  diag_srt_no: 1,
  diag_code: on.care.diagnosis.code,
  diag_name: on.care.diagnosis.name,
  diag_dept: on.care.department.name,
  dise_dor_no: on.care.doctor.code,
  dise_dor_name: on.care.doctor.name,
  diag_time: on.now,
  maindiag_flag: '1',
})

export const approvalOf = ({ item, approved }: BillLine): string => (item.restricted ? (approved ? '1' : '2') : '0')

export const chargeOf = (line: BillLine, now: string) => ({
  feedetl_sn: line.number,
  fee_ocur_time: now,
  med_list_codg: line.item.code,
  medins_list_codg: line.item.code,
  det_item_fee_sumamt: yuanNumber(amountOf(line) ?? 0),
  cnt: Number(line.quantity),
  pric: Number(line.price),
})

export const billingOf = ({ care }: Occasion) => ({
  bilg_dept_codg: care.department.code,
  bilg_dept_name: care.department.name,
  bilg_dr_codg: care.doctor.code,
  bilg_dr_name: care.doctor.name,
})
