import type { Answer, Input } from '@yibao/contract/rest'
import { amountOf, type BillLine, type Person, yuanNumber } from './bill.ts'
import type { ReadCard } from './device.ts'
import type { Named, TillSettings } from './settings.ts'

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
  readonly settings: Pick<TillSettings, 'department' | 'doctor' | 'diagnosis'>
  readonly accountUsed: boolean
  readonly institution: Answer<'till.shift'>['institution']
  readonly now: string
}

export const yesNo = (yes: boolean): '0' | '1' => (yes ? '1' : '0')

export const certificateOf = ({ card }: Occasion) => ({
  mdtrt_cert_type: card?.certificateType ?? '03',
  ...(card === null ? {} : { mdtrt_cert_no: card.certificateNumber }),
})

export const doctorName = ({ settings: { doctor } }: Occasion): string => doctor.name || doctor.code

export const diagnosisRow = (on: Occasion) => ({
  diag_type: '1',
  diag_srt_no: 1,
  diag_code: on.settings.diagnosis.code,
  diag_name: on.settings.diagnosis.name,
  diag_dept: on.settings.department.name,
  dise_dor_no: on.settings.doctor.code,
  dise_dor_name: doctorName(on),
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

export const billingOf = ({ settings }: Occasion) => ({
  bilg_dept_codg: settings.department.code,
  bilg_dept_name: settings.department.name,
  bilg_dr_codg: settings.doctor.code,
  bilg_dr_name: settings.doctor.name || settings.doctor.code,
})
