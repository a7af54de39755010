import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { restError } from './route.ts'
import {
  both,
  count,
  date,
  division,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  providerCode,
  scheme,
  settlementId,
  text,
  time,
  visitId,
  words,
} from './schemas.ts'
import { payerFields, settlementKind } from './settlement-shapes.ts'

export const institution = {
  providerCode: Type.Optional(providerCode),
}

export const msgid = text(30, {
  ...both(
    '发送方报文ID：机构编码(12) + 时间(14) + 序号(4)；重发须用同一个',
    'number of the message by its sender: institution, time, sequence; the same when it is sent again',
  ),
  examples: ['H33020000001202503010830000001'],
})
export const shiftId = text(40, {
  ...both('班次编号', 'number of the shift'),
  examples: ['174096000000000005A1B2C3D4'],
})

const whichInstitution = restError({
  code: 'till.which-institution',
  status: 400,
  message: { zh: '您可在几家机构收费，未说明是哪一家', en: 'you work the till of several institutions' },
  cure: { zh: '请给出 providerCode', en: 'give providerCode' },
})
const unknownInstitution = unknownThing('till.unknown-institution', '这家机构的收费权限', 'such institution for you')
export const unknownPerson = restError({
  code: 'till.unknown-person',
  status: 404,
  message: { zh: '没有查到这个参保人', en: 'no insured person was found' },
  cure: {
    zh: '请核对证件类型和号码；人员编号只能用于曾在本机构就诊的人',
    en: 'check kind and number of the certificate; a person number finds only those who were here before',
  },
})
export const numberTaken = restError({
  code: 'till.number-taken',
  status: 409,
  message: {
    zh: '这个报文ID已由另一位收费员或另一交易使用',
    en: 'another cashier or another transaction used this message number',
  },
  cure: { zh: '请用新的报文ID', en: 'send it under a new number' },
})
export const closedShift = restError({
  code: 'till.shift-closed',
  status: 409,
  message: { zh: '班次已结，不能再记入', en: 'the shift is closed: nothing more goes into it' },
  cure: {
    zh: '报文未曾生效；请用新的报文ID重新发送',
    en: 'the message never had its effect: send it again under a new number',
  },
})
export const underWay = restError({
  code: 'till.message-under-way',
  status: 409,
  message: { zh: '还有报文没有结果，不能结班', en: 'a message is still under way' },
  cure: { zh: '请先查清结果未知的收费，或两分钟后再试', en: 'ask for its outcome first, or try again in two minutes' },
})
export const unknownShift = unknownThing('till.unknown-shift', '这个班次', 'such shift')

export const here = [whichInstitution, unknownInstitution] as const

const sums = fields(
  {
    settled: count('结算笔数', 'settlements'),
    undone: count('退费笔数', 'refunds'),
    total: fen('医疗总费用', 'total charge'),
    ...payerFields,
  },
  both('退费以负数计入', 'refunds count with the opposite sign'),
)

export const shift = fields({
  shiftId,
  providerCode,
  userId: Type.String(both('收费员', 'cashier')),
  openedAt: time('开班', 'opened'),
  closedAt: maybe(time('结班', 'closed')),
  sums,
  messages: count('报文数', 'messages'),
  unknown: count('结果未知的报文数', 'messages of unknown outcome'),
  counted: maybe(fen('清点现金', 'cash as it was counted')),
  note: maybe(Type.String(both('备注', 'note'))),
})

export const receipt = fields({
  at: time('发送时间', 'when it was sent'),
  msgid,
  infno: Type.String(both('交易编号', 'number of the transaction')),
  transaction: words,
  userId: Type.String(both('收费员', 'cashier')),
  shiftId,
  state: oneOf(
    ['done', 'unseen', 'unknown'],
    'done 已办结，unseen 中心已办结而收费台没有收到应答，unknown 结果未知',
    'carried out; carried out by the centre, which the till never heard; of unknown outcome',
  ),
  insuredId,
  name: Type.String(both('姓名，已遮蔽', 'name, masked')),
  settlement: maybe(
    fields({
      settlementId,
      visitId,
      kind: settlementKind,
      stands: Type.Boolean(both('仍然有效', 'whether it stands')),
      scheme,
      medType: Type.String(both('医疗类别 med_type', 'kind of care')),
      total: fen('总额', 'total'),
      fund: fen('基金支付', 'paid by funds'),
      account: fen('账户支付（含共济）', 'paid by accounts, those of relatives too'),
      cash: fen('现金', 'cash'),
    }),
  ),
})

export const item = fields({
  code: Type.String(both('医保目录编码', 'code in the catalogue')),
  name: Type.String(both('名称', 'name')),
  kind: oneOf(['drug', 'service', 'consumable'], '类别', 'kind'),
  class: oneOf(['A', 'B', 'C'], '甲、乙、丙', 'class'),
  form: Type.String(both('剂型、规格', 'form')),
  unit: Type.String(both('单位', 'unit')),
  chargeType: Type.String(both('费用类别 med_chrgitm_type', 'charge type')),
  preCoinsurance: maybe(
    Type.Integer(both('先行自付（百万分之一）；空为按地区政策', 'share borne first, ppm; null: by the region')),
  ),
  ceiling: maybe(Type.String(both('本级机构限价，元', 'price ceiling at the level of the institution, yuan'))),
  price: maybe(Type.String(both('参考价，元', 'reference price, yuan'))),
  restricted: Type.Boolean(both('限制使用', 'restricted')),
  restriction: Type.String(both('限制说明', 'restriction')),
})

export const enrolment = fields({
  scheme,
  division,
  status: Type.String(both('参保身份', 'standing in the scheme')),
  personType: Type.String(both('人员类别 psn_type', 'kind of person')),
  from: date('起始日', 'first day'),
  until: maybe(date('截止日（不含）', 'first day on which it is over')),
  inForce: Type.Boolean(both('今天有效', 'whether it holds today')),
  civilServant: Type.Boolean(both('公务员', 'civil servant')),
})

export const filing = fields({
  filingId: Type.String(both('备案流水号', 'number of the filing')),
  kind: oneOf(['transfer', 'chronic', 'designated'], '转院、慢特病、定点', 'transfer, chronic disease, designation'),
  code: Type.String(both('病种、转往机构或业务代码', 'code of the disease, hospital or business')),
  name: Type.String(both('名称', 'name')),
  from: date('起始日', 'first day'),
  until: maybe(date('截止日（不含）', 'first day on which it is over')),
})

export const named = fields({
  code: Type.String(both('编码', 'code')),
  name: Type.String(both('名称', 'name')),
})

export const openVisit = fields({
  visitId,
  number: Type.String(both('门诊号或住院号', 'number of the visit or stay at the institution')),
  scheme,
  beganAt: time('就诊开始', 'when it began'),
  medType: maybe(Type.String(both('医疗类别 med_type', 'kind of care'))),
  departmentCode: Type.String(both('科室编码', 'code of the department')),
  departmentName: Type.String(both('科室', 'department')),
  diagnosis: maybe(named),
  inpatient: Type.Boolean(both('住院', 'inpatient')),
  dischargedAt: maybe(time('出院时间', 'discharge')),
  lines: count('未结明细数', 'lines that are not settled'),
  amount: fen('未结金额', 'amount that is not settled'),
})

export const figures = {
  count: count('笔数', 'rows'),
  total: fen('总额', 'total'),
  fund: fen('基金支付', 'paid by funds'),
  account: fen('账户支付', 'paid by accounts'),
  cash: fen('现金', 'cash'),
}

export const codeWord = text(40, {
  ...both('拼音首字母、全拼、编码或名称', 'pinyin, code or name'),
  examples: ['amxl'],
})

/**
 * The nodes of the messages that a till sends; what stands in them is checked by the field table of the message, as ever.
 *
 * @source the input tables of `tillMessages`
 */
const node = Type.Optional(Type.Unknown())
export const tillInput = fields(
  {
    data: node,
    regSninfo: node,
    druginfo: node,
    drugdetail: node,
    mdtrtinfo: node,
    diseinfo: node,
    feedetail: node,
    dscginfo: node,
    adminfo: node,
    warns: node,
  },
  both('交易输入，按国家接口的字段表', 'the input of the transaction, by the field tables of the national interface'),
)
