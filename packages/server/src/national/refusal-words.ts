import type { FieldPlace, MessageRefusal, NodePlace } from '@yibao/contract/national'
import { yuan } from '@yibao/core/kernel'
import type { SettlementRefusal } from '@yibao/core/settlement'
import type { FlowRefusal } from '../flows/refusals.ts'
import type { GatewayRefusal } from './gateway.ts'

/** Everything that can keep a message from being carried out. */
export type Refusal = MessageRefusal | SettlementRefusal | FlowRefusal | GatewayRefusal

type Of<Code extends Refusal['code']> = Extract<Refusal, { readonly code: Code }>

/** How one refusal is put into words: what it means, the facts of this one, and what the cashier can do. */
interface Words<Code extends Refusal['code']> {
  readonly meaning: string
  readonly facts: (refusal: Of<Code>) => string
  readonly cure: string
}

const nodeText = ({ node, rows }: NodePlace): string => {
  const row = rows.at(-1)
  return row === undefined ? node : `${node} 第${row}行`
}
const fieldText = (place: FieldPlace): string => `${nodeText(place)} ${place.field}（${place.label}）`

/** Long values from outside are quoted in part: the message has room for 200 characters. */
function quote(value: string): string {
  const characters = [...value.toWellFormed()]
  return `「${characters.length > 24 ? `${characters.slice(0, 24).join('')}…` : characters.join('')}」`
}
const none = (): string => ''

/** The one table of refusals: the edge says them, the documents list them, a test holds the two together. */
export const refusalWords: { readonly [Code in Refusal['code']]: Words<Code> } = {
  'message.broken-json': {
    meaning: '报文不是有效的 JSON',
    facts: ({ part }) => (part === 'input' ? 'input 节点无法解析' : '整个报文无法解析'),
    cure: '请检查引号、逗号和编码（UTF-8）后重发',
  },
  'message.bad-envelope': {
    meaning: '报文头不完整或格式错误',
    facts: ({ cause }) => say(cause, 'facts'),
    cure: '请按接口规范补正报文头后重发',
  },
  'message.unknown-infno': {
    meaning: '交易编号未开通',
    facts: ({ infno }) => quote(infno),
    cure: '请核对 infno',
  },
  'message.missing-node': { meaning: '缺少必填节点', facts: nodeText, cure: '请补充该节点后重发' },
  'message.not-an-object': { meaning: '节点不是 JSON 对象', facts: nodeText, cure: '请按接口规范组织该节点' },
  'message.too-many-rows': {
    meaning: '节点行数超出上限',
    facts: (refusal) => `${refusal.node} 共 ${refusal.count} 行，上限 ${refusal.limit} 行`,
    cure: '请分批上传',
  },
  'message.missing-field': { meaning: '缺少必填项', facts: fieldText, cure: '请填写后重发' },
  'message.not-a-scalar': { meaning: '字段值应为文本或数字', facts: fieldText, cure: '请改为文本或数字' },
  'message.too-long': {
    meaning: '字段超长',
    facts: (refusal) => `${fieldText(refusal)} 长 ${refusal.length}，上限 ${refusal.limit}`,
    cure: '请缩短后重发',
  },
  'message.bad-code': {
    meaning: '字典代码无效',
    facts: (refusal) => `${fieldText(refusal)} 的值${quote(refusal.value)}不在字典 ${refusal.dictionary} 中`,
    cure: '请按字典填写代码',
  },
  'message.bad-number': {
    meaning: '数字无效',
    facts: (refusal) =>
      `${fieldText(refusal)} 的值${quote(refusal.value)}应为最多 ${refusal.total} 位、${refusal.decimals} 位小数的数字`,
    cure: '请更正数字',
  },
  'message.bad-date': {
    meaning: '日期无效',
    facts: (refusal) => `${fieldText(refusal)} 的值${quote(refusal.value)}，格式应为 ${refusal.pattern}`,
    cure: '请更正日期',
  },

  'gateway.missing-header': {
    meaning: '缺少网关签名头',
    facts: ({ header }) => header,
    cure: '请按接入说明签名后重发',
  },
  'gateway.unknown-account': {
    meaning: '接入账号不存在或已停用',
    facts: ({ account }) => quote(account),
    cure: '请联系医保经办机构核对账号',
  },
  'gateway.wrong-signature': { meaning: '签名不正确', facts: none, cure: '请核对密钥和签名算法（SHA-256）' },
  'gateway.stale-timestamp': {
    meaning: '签名时间戳超出允许范围',
    facts: ({ seconds, window }) => `与中心时间相差 ${seconds} 秒，允许 ${window} 秒`,
    cure: '请校准本机时钟后重发',
  },
  'gateway.replayed-nonce': { meaning: '随机数已被其他报文使用', facts: none, cure: '请换新的随机数重新签名' },
  'gateway.other-institution': {
    meaning: '报文头的机构与接入账号不符',
    facts: ({ stated }) => `报文机构 ${quote(stated)}`,
    cure: '请使用本机构的账号和机构编码',
  },
  'gateway.unknown-institution': {
    meaning: '机构不存在',
    facts: ({ stated }) => quote(stated),
    cure: '请核对 fixmedins_code',
  },
  'gateway.body-too-large': {
    meaning: '报文过大',
    facts: ({ limit }) => `上限 ${limit} 字节`,
    cure: '请拆分明细分批上传',
  },
  'gateway.encryption-not-served': {
    meaning: '暂不受理加密报文',
    facts: ({ encType }) => `enc_type ${quote(encType)}`,
    cure: '请以明文（enc_type 为空）发送',
  },
  'gateway.too-deep': {
    meaning: '报文嵌套过深',
    facts: ({ limit }) => `上限 ${limit} 层`,
    cure: '请按接口规范组织 input',
  },
  'gateway.unfit-text': {
    meaning: '报文含有无法保存的字符',
    facts: ({ field }) => `字段 ${quote(field)}`,
    cure: '请去掉空字符（\\u0000）和不成对的代理字符',
  },
  'gateway.mixed-rows': {
    meaning: '一次上传只能是同一人同一次就诊的明细',
    facts: ({ row }) => `第${row}行不同`,
    cure: '请按人和就诊分开上传',
  },
  'gateway.internal': {
    meaning: '中心内部错误，交易结果不明',
    facts: ({ reference }) => `错误编号 ${reference}`,
    cure: '请稍后用原 msgid 原样重发以查明结果，或用 2601 冲正；仍失败请将编号告知医保经办机构',
  },

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
  'flow.nothing-to-reverse': {
    meaning: '未找到要冲正的交易，已登记：原报文如迟到将被拒绝',
    facts: ({ msgid }) => msgid,
    cure: '无需再次冲正',
  },
  'flow.not-reversible': {
    meaning: '该交易不支持冲正',
    facts: ({ infno }) => infno,
    cure: '可冲正 2102、2103、2207、2208',
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

  'settlement.not-insured': {
    meaning: '该日未参保或待遇未生效',
    facts: ({ scheme, on }) => `险种 ${scheme}，日期 ${on}`,
    cure: '请核对险种和日期，或按自费处理',
  },
  'settlement.division-differs': {
    meaning: '参保地医保区划缺失或不符',
    facts: ({ stated, filed }) => `报文${quote(stated)}，中心 ${filed}`,
    cure: '请用 1101 返回的 insuplc_admdvs',
  },
  'settlement.certificate-of-another': { meaning: '身份证号不是该参保人的', facts: none, cure: '请核对证件后重新识别' },
  'settlement.provider-not-designated': {
    meaning: '机构该日不在定点协议期内',
    facts: ({ providerCode, on }) => `${providerCode}，${on}`,
    cure: '请联系医保经办机构',
  },
  'settlement.care-not-of-provider': {
    meaning: '机构类型与交易不符',
    facts: ({ providerCode, care }) => `${providerCode} 不能办理${care === 'pharmacy' ? '药店购药' : '门诊就诊'}`,
    cure: '药店用 2101、2102、2103，其他机构用 22xx 交易',
  },
  'settlement.date-in-future': {
    meaning: '日期晚于中心当前日期',
    facts: ({ field, date, today }) => `${field} ${date}，当前 ${today}`,
    cure: '请更正日期',
  },
  'settlement.unknown-visit': {
    meaning: '就诊不存在',
    facts: ({ visitId }) => `mdtrt_id ${quote(visitId)}`,
    cure: '请核对 mdtrt_id 和 psn_no',
  },
  'settlement.other-providers-visit': {
    meaning: '就诊属于其他机构',
    facts: ({ visitId }) => visitId,
    cure: '只能操作本机构的就诊',
  },
  'settlement.visit-cancelled': { meaning: '就诊已撤销', facts: ({ visitId }) => visitId, cure: '请重新挂号' },
  'settlement.visit-in-use': {
    meaning: '就诊已有费用明细，不能撤销挂号',
    facts: ({ lines }) => `明细 ${lines} 行`,
    cure: '请先撤销结算（2208）和明细（2205）',
  },
  'settlement.scheme-differs': {
    meaning: '险种与挂号时不符',
    facts: ({ stated, filed }) => `报文 ${stated}，挂号 ${filed}`,
    cure: '请使用挂号时的险种',
  },
  'settlement.visit-number-differs': {
    meaning: '门诊号与挂号时不符',
    facts: ({ stated, filed }) => `报文${quote(stated)}，挂号${quote(filed)}`,
    cure: '请核对 ipt_otp_no',
  },
  'settlement.care-not-served': {
    meaning: '该医疗类别不能在此交易办理',
    facts: ({ medType }) => `med_type ${medType}`,
    cure: '请核对医疗类别',
  },
  'settlement.med-type-differs': {
    meaning: '医疗类别与就诊登记不符',
    facts: ({ stated, filed }) => `报文 ${stated}，登记 ${filed}`,
    cure: '一次就诊只有一个医疗类别，请核对',
  },
  'settlement.certificate-differs': {
    meaning: '就诊凭证类型与挂号时不符',
    facts: ({ stated, filed }) => `报文 ${stated}，挂号 ${filed}`,
    cure: '从挂号到结算请使用同一种凭证',
  },
  'settlement.bad-quantity': {
    meaning: '数量无效',
    facts: ({ line, quantity }) => `明细${quote(line)}数量 ${quantity}`,
    cure: '数量应大于 0 且小于 10 万；退费请撤销后重传',
  },
  'settlement.bad-price': {
    meaning: '单价无效',
    facts: ({ line, price }) => `明细${quote(line)}单价 ${price}`,
    cure: '单价应不小于 0 且小于 100 万',
  },
  'settlement.line-too-large': {
    meaning: '明细金额过大',
    facts: ({ line, amount, below }) => `明细${quote(line)}金额 ${yuan(amount)}，应小于 ${yuan(below)}`,
    cure: '请核对单价和数量',
  },
  'settlement.duplicate-line': {
    meaning: '费用明细流水号重复',
    facts: ({ line }) => `feedetl_sn ${quote(line)}`,
    cure: '如为重传，请先用 2205 撤销原明细',
  },
  'settlement.line-amount-differs': {
    meaning: '明细金额不等于单价乘数量',
    facts: ({ line, stated, computed }) => `明细${quote(line)}报文 ${yuan(stated)}，应为 ${yuan(computed)}`,
    cure: '请核对单价、数量和金额',
  },
  'settlement.batch-settled': {
    meaning: '该批费用已结算',
    facts: ({ batch, settlementId }) => `批次 ${quote(batch)}，setl_id ${settlementId}`,
    cure: '如需更改请先撤销结算',
  },
  'settlement.no-lines': {
    meaning: '没有待结算的费用明细',
    facts: ({ batch }) => `批次 ${quote(batch)}`,
    cure: '请先上传明细（2204）或核对批次号',
  },
  'settlement.total-differs': {
    meaning: '费用总额与明细合计不符',
    facts: ({ stated, computed }) => `报文 ${yuan(stated)}，明细合计 ${yuan(computed)}`,
    cure: '请核对明细后重新预结算',
  },
  'settlement.split-differs': {
    meaning: '费用分割与中心计算不符',
    facts: ({ part, stated, computed }) => `${partNames[part] ?? part} 报文 ${yuan(stated)}，中心 ${yuan(computed)}`,
    cure: '请用 2204 返回的分割金额',
  },
  'settlement.account-too-small': {
    meaning: '个人账户余额不足',
    facts: ({ balance, asked }) => `余额 ${yuan(balance)}，需要 ${yuan(asked)}`,
    cure: '请减少账户支付金额或改用现金',
  },
  'settlement.account-not-payable': {
    meaning: '个人账户不能支付所要求的金额',
    facts: ({ payable, asked }) => `可支付 ${yuan(payable)}，要求 ${yuan(asked)}`,
    cure: '请按可支付金额办理',
  },
  'settlement.unknown-settlement': {
    meaning: '结算不存在',
    facts: ({ settlementId }) => `setl_id ${quote(settlementId)}`,
    cure: '请核对 setl_id 和 psn_no',
  },
  'settlement.other-providers-settlement': {
    meaning: '结算属于其他机构',
    facts: ({ settlementId }) => settlementId,
    cure: '只能操作本机构的结算',
  },
  'settlement.visit-of-settlement-differs': {
    meaning: '结算不属于所报的就诊',
    facts: ({ settlementId, visitId }) => `setl_id ${settlementId}，mdtrt_id ${quote(visitId)}`,
    cure: '请核对 mdtrt_id',
  },
  'settlement.already-undone': {
    meaning: '结算已撤销或冲正',
    facts: ({ settlementId, by }) => `${settlementId} 由 ${by} 撤销`,
    cure: '无需再次撤销',
  },
  'settlement.later-stands': {
    meaning: '其后另有未撤销的结算',
    facts: ({ later }) => `setl_id ${later}`,
    cure: '请从最后一笔起依次撤销',
  },
  'settlement.lines-changed': {
    meaning: '原明细已撤销或重新结算，不能恢复',
    facts: ({ settlementId }) => settlementId,
    cure: '请重新上传明细并结算',
  },
  'settlement.totals-changed': {
    meaning: '其后累计已变化，不能恢复原结算',
    facts: ({ total }) => `累计 ${total}`,
    cure: '请重新结算',
  },
  'settlement.wrong-care': {
    meaning: '该结算不能用此交易撤销',
    facts: ({ settlementId, care }) => `${settlementId} 为${care === 'pharmacy' ? '药店购药' : '门诊'}`,
    cure: '门诊用 2208，药店用 2103',
  },

  'benefit.bad-bill': {
    meaning: '账单金额不成立',
    facts: ({ part, reason }) => `${part} ${reason}`,
    cure: '请核对明细金额',
  },
  'policy.no-value': {
    meaning: '政策在该日没有此参数',
    facts: ({ plan, parameter, on, firstFrom }) =>
      `${plan} ${parameter}，${on}${firstFrom === null ? '' : `，首个生效日 ${firstFrom}`}`,
    cure: '请联系医保经办机构补充政策参数',
  },
  'policy.no-class': {
    meaning: '政策未规定此类人员或机构',
    facts: ({ plan, classification }) => `${plan} ${classification}`,
    cure: '请联系医保经办机构补充政策',
  },
  'policy.no-fact': {
    meaning: '缺少待遇计算所需的信息',
    facts: ({ plan, fact }) => `${plan} ${fact}`,
    cure: '请补充该信息，或联系医保经办机构',
  },
  'policy.divided-by-zero': {
    meaning: '政策参数使计算除以零',
    facts: ({ plan }) => plan,
    cure: '请联系医保经办机构核对政策参数',
  },
  'policy.no-plan': {
    meaning: '参保地没有此险种和医疗类别的政策',
    facts: ({ division, scheme, care }) => `${division} 险种 ${scheme} ${care}`,
    cure: '请核对险种，或联系医保经办机构',
  },
  'catalog.unknown-item': {
    meaning: '目录编码不存在',
    facts: ({ itemCode, line }) => `明细${quote(line)}编码 ${quote(itemCode)}`,
    cure: '请核对 med_list_codg 或先做目录对照',
  },
  'catalog.not-yet-valid': {
    meaning: '目录项目尚未生效',
    facts: ({ itemCode, from }) => `${quote(itemCode)}自 ${from} 起有效`,
    cure: '请核对费用发生时间或编码',
  },
  'catalog.expired-item': {
    meaning: '目录项目已失效',
    facts: ({ itemCode, until }) => `${quote(itemCode)}至 ${until} 止`,
    cure: '请换用现行编码',
  },
}

const partNames: Readonly<Record<string, string>> = {
  nonCovered: '全自费',
  overPriceLimit: '超限价',
  preCoinsurance: '先行自付',
  eligible: '符合范围',
}

/** A refusal as a sentence for the cashier, its stable code last; at most 200 characters. */
export function say(refusal: Refusal, extent: 'sentence' | 'facts' = 'sentence'): string {
  // The table is keyed by the very code that tells the refusals apart.
  const words = refusalWords[refusal.code] as Words<Refusal['code']>
  const facts = words.facts(refusal)
  if (extent === 'facts') return `${words.meaning}${facts === '' ? '' : `：${facts}`}`
  const tail = `。${words.cure}。[${refusal.code}]`
  const head = `${words.meaning}${facts === '' ? '' : `：${facts}`}`
  return `${[...head].slice(0, 200 - [...tail].length).join('')}${tail}`
}
