import { dateOf } from '@yibao/core/kernel'
import type { StayRefusal } from '@yibao/core/settlement'
import { quote, type WordsOf } from './words.ts'

export const stayWords: WordsOf<StayRefusal> = {
  'settlement.after-death': {
    meaning: '该日在参保人死亡之后',
    facts: ({ on, diedOn }) => `日期 ${on}，死亡日期 ${diedOn}`,
    cure: '死亡后只能办理死亡前在院的住院；日期有误请更正',
  },
  'settlement.other-kind-of-visit': {
    meaning: '就诊类型与交易不符',
    facts: ({ visitId, care }) => `${visitId} 是${care === 'inpatient' ? '住院' : '门诊或购药'}`,
    cure: '住院用 23xx、24xx 交易，门诊用 22xx 交易',
  },
  'settlement.stays-overlap': {
    meaning: '与另一次住院时间重叠',
    facts: ({ providerCode, admission }) => `机构 ${providerCode}，${dateOf(admission)} 入院`,
    cure: '请先在该机构办理出院（2402），或核对日期',
  },
  'settlement.stay-in-use': {
    meaning: '住院已有费用明细，不能撤销入院',
    facts: ({ lines }) => `明细 ${lines} 行`,
    cure: '请先撤销明细（2302）',
  },
  'settlement.stay-settled': {
    meaning: '住院已有未撤销的结算',
    facts: ({ settlementId }) => `setl_id ${settlementId}`,
    cure: '请先撤销该结算（2305）',
  },
  'settlement.stay-closed': {
    meaning: '住院已出院结算，不再接收费用和结算',
    facts: ({ settlementId }) => `setl_id ${settlementId}`,
    cure: '如需更改请先撤销出院结算（2305）',
  },
  'settlement.stay-changed': {
    meaning: '住院的出院日期或此前的中途结算已变化，不能恢复',
    facts: ({ settlementId }) => settlementId,
    cure: '请重新结算',
  },
  'settlement.already-discharged': {
    meaning: '住院已办理出院',
    facts: ({ at }) => `出院时间 ${at}`,
    cure: '请按出院结算办理（mid_setl_flag 0），或先撤销出院（2405）',
  },
  'settlement.not-discharged': {
    meaning: '住院尚未办理出院',
    facts: ({ visitId }) => visitId,
    cure: '请先办理出院（2402），或按中途结算办理（mid_setl_flag 1）',
  },
  'settlement.outside-stay': {
    meaning: '日期不在住院期间',
    facts: ({ field, line, date, admission, discharge }) =>
      `${line === null ? '' : `明细${quote(line)}`}${field} ${date}，入院 ${admission}${discharge === null ? '' : `，出院 ${discharge}`}`,
    cure: '请更正日期，或先变更入院（2403）、撤销出院（2405）',
  },
  'settlement.fees-outside-stay': {
    meaning: '已有费用不在所报的住院期间',
    facts: ({ line, date, stated }) => `明细${quote(line)}发生于 ${date}，所报日期 ${stated}`,
    cure: '请更正日期，或先撤销该明细（2302）',
  },
  'settlement.discharge-differs': {
    meaning: '出院日期与出院登记不符',
    facts: ({ stated, filed }) => `报文 dscgTime ${stated}，登记 ${filed}`,
    cure: '请核对 dscgTime，或撤销出院（2405）后重新登记',
  },
  'settlement.death-unclear': {
    meaning: '离院方式与死亡日期不一致',
    facts: ({ way, diedOn }) => `dscg_way ${way}，die_date ${diedOn ?? '未填'}`,
    cure: '死亡（dscg_way 5）须填 die_date，其他离院方式不填',
  },
  'settlement.cause-undeclared': {
    meaning: '外伤住院尚未申报是否涉及第三方',
    facts: ({ visitId }) => visitId,
    cure: '请用 2403 在 exp_content 申报 rel_ttp_flag（1 涉及，0 不涉及）',
  },
  'settlement.third-party': {
    meaning: '外伤由第三方负担，医保不予结算',
    facts: ({ visitId }) => visitId,
    cure: '请向第三方收取，或用 2403 更正 rel_ttp_flag',
  },
  'settlement.too-many-lines': {
    meaning: '一次上传的明细过多',
    facts: ({ lines, limit }) => `${lines} 行，至多 ${limit} 行`,
    cure: '请分次上传',
  },
  'settlement.refund-unknown': {
    meaning: '退费的原明细不存在',
    facts: ({ line, original }) => `明细${quote(line)}，init_feedetl_sn ${quote(original)}`,
    cure: '请填同一次住院的原费用流水号，且不是退费行',
  },
  'settlement.refund-differs': {
    meaning: '退费与原明细的项目或单价不同',
    facts: ({ line, original }) => `明细${quote(line)}，原明细${quote(original)}`,
    cure: '退费的 med_list_codg 和 pric 应与原明细相同',
  },
  'settlement.refund-too-large': {
    meaning: '退费数量超过原明细剩余数量',
    facts: ({ line, original, left, stated }) => `明细${quote(line)}退 ${stated}，原明细${quote(original)}剩余 ${left}`,
    cure: '请核对数量',
  },
  'settlement.line-refunded': {
    meaning: '明细已有退费，不能单独撤销',
    facts: ({ line, by }) => `明细${quote(line)}，退费${quote(by)}`,
    cure: '请同时撤销该明细的全部退费',
  },
  'settlement.line-settled': {
    meaning: '明细已结算，不能撤销',
    facts: ({ line, settlementId }) => `明细${quote(line)}，setl_id ${settlementId}`,
    cure: '请先撤销结算（2305），或上传负数退费行',
  },
  'settlement.unknown-line': {
    meaning: '明细不存在',
    facts: ({ line }) => `feedetl_sn ${quote(line)}`,
    cure: '请核对 feedetl_sn 和 mdtrt_id',
  },
  'settlement.no-free-lines': {
    meaning: '没有未结算的费用明细',
    facts: ({ visitId }) => visitId,
    cure: '请先上传明细（2301）',
  },
}
