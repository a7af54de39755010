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

/** Fields of the national interface that refusals name, as cashiers call them. */
const fieldNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    setl_id: '结算编号',
    mdtrt_id: '就诊编号',
    psn_no: '人员编号',
    feedetl_sn: '明细流水号',
    ipt_otp_no: '门诊号或住院号',
    mdtrt_cert_type: '凭证类型',
    mdtrt_cert_no: '凭证号码',
    med_list_codg: '医保目录编码',
    med_type: '医疗类别',
    insutype: '险种',
    diag_code: '诊断编码',
    dept_code: '科室编码',
    atddr_no: '医师编码',
    caty: '科别',
  }),
)

/** A refusal of the national interface without the names and codes that programs go by. */
export const toldPlainly = (message: string): string =>
  message
    .replace(/\s*\[[a-z]+(?:[.-][a-z]+)+\]$/, '')
    .replaceAll(/[a-z]+(?:_[a-z]+)*/g, (word) => fieldNames.get(word) ?? word)
