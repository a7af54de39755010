import type { Pair } from '../kit/index.ts'

export const classNames: Readonly<Record<'A' | 'B' | 'C', Pair>> = {
  A: ['甲', 'A'],
  B: ['乙', 'B'],
  C: ['丙', 'C'],
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
