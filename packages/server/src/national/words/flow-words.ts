import type { FlowRefusal } from '../../flows/refusals.ts'
import { none, quote, type WordsOf } from './words.ts'

export const flowWords: WordsOf<FlowRefusal> = {
  'flow.unknown-insured': {
    meaning: '参保人不存在',
    facts: ({ insuredId }) => `psn_no ${quote(insuredId)}`,
    cure: '请先用 1101 识别参保人',
  },
  'flow.unknown-certificate': {
    meaning: '凭证未找到参保人',
    facts: ({ certificateType }) => `凭证类型 ${certificateType}`,
    cure: '请核对凭证类型和号码',
  },
  'flow.msgid-taken': {
    meaning: 'msgid 已被另一笔内容不同的交易使用',
    facts: ({ msgid, infno }) => `${msgid} 已用于 ${infno}`,
    cure: '请为新交易使用新的 msgid',
  },
  'flow.msgid-of-another': {
    meaning: 'msgid 已用于另一位参保人的交易',
    facts: ({ msgid }) => msgid,
    cure: '请为新交易使用新的 msgid',
  },
  'flow.reversed-before': {
    meaning: '该报文已被冲正，不再受理',
    facts: ({ msgid }) => msgid,
    cure: '如需结算请用新的 msgid 重新发起',
  },
  'flow.answer-retired': {
    meaning: '该报文早已生效，原应答已过保存期',
    facts: ({ msgid }) => msgid,
    cure: '请用 5203 查询结算结果',
  },
  'flow.nothing-to-reverse': {
    meaning: '未找到要冲正的交易，已登记：原报文如迟到将被拒绝',
    facts: ({ msgid }) => msgid,
    cure: '无需再次冲正',
  },
  'flow.not-reversible': {
    meaning: '该交易不支持冲正',
    facts: ({ infno }) => infno,
    cure: '可冲正 2102、2103、2207、2208、2304、2305、2401',
  },
  'flow.infno-differs': {
    meaning: '原交易编号与中心记录不符',
    facts: ({ stated, filed }) => `报文 ${stated}，中心 ${filed}`,
    cure: '请核对 oinfno',
  },
  'flow.unknown-operator': {
    meaning: '操作员不存在',
    facts: ({ operatorNo }) => quote(operatorNo),
    cure: '请先登记操作员',
  },
  'flow.unknown-sign-in': {
    meaning: '签到编号不存在或已签退',
    facts: ({ signNo }) => quote(signNo),
    cure: '请重新签到',
  },
  'flow.busy': { meaning: '该参保人另有交易正在处理', facts: none, cure: '请稍后用原 msgid 重发' },
}
