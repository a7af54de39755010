import type { Pair } from '../kit/index.ts'

export const schemeNames: Readonly<Record<string, Pair>> = {
  '310': ['职工医保', 'Employees'],
  '390': ['居民医保', 'Residents'],
}

export const classNames: Readonly<Record<'A' | 'B' | 'C', Pair>> = {
  A: ['甲', 'A'],
  B: ['乙', 'B'],
  C: ['丙', 'C'],
}

/** The kinds of care that a till works with, by national `med_type`. */
export const careNames: Readonly<Record<string, Pair>> = {
  '11': ['普通门诊', 'Outpatient care'],
  '13': ['急诊', 'Emergency care'],
  '14': ['门诊慢特病', 'Chronic outpatient care'],
  '21': ['普通住院', 'Inpatient care'],
  '41': ['定点药店购药', 'Pharmacy'],
}

/** National `dscg_way`. */
export const dischargeWays: Readonly<Record<string, Pair>> = {
  '1': ['医嘱离院', 'Discharged by the doctor'],
  '2': ['医嘱转院', 'Sent to another hospital'],
  '3': ['转社区、乡镇', 'Sent to a local clinic'],
  '4': ['非医嘱离院', 'Left against advice'],
  '5': ['死亡', 'Died'],
  '9': ['其他', 'Other'],
}

/** National `mdtrt_cert_type`, as far as a cashier types it. */
export const certificateNames: Readonly<Record<string, Pair>> = {
  '02': ['居民身份证', 'Identity card'],
  '03': ['社会保障卡', 'Social security card'],
  '01': ['医保电子凭证', 'Electronic credential'],
}

export const statusNames: Readonly<Record<string, Pair>> = {
  active: ['在职', 'active'],
  retired: ['退休', 'retired'],
  adult: ['成年居民', 'adult resident'],
  elderly: ['老年居民', 'elderly resident'],
  student: ['学生', 'student'],
  minor: ['未成年', 'minor'],
  newborn: ['新生儿', 'newborn'],
}

/** What a word means that is not listed: itself. */
export const named = (names: Readonly<Record<string, Pair>>, code: string): Pair => names[code] ?? [code, code]
