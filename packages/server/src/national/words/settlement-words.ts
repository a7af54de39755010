import { yuan } from '@yibao/core/kernel'
import type { SettlementRefusal } from '@yibao/core/settlement'
import { filingGroundWords } from './filing-ground-words.ts'
import { stayWords } from './stay-words.ts'
import { traceWords } from './stock-words.ts'
import { none, quote, type WordsOf } from './words.ts'

const partNames: Readonly<Record<string, string>> = {
  nonCovered: '全自费',
  overPriceLimit: '超限价',
  preCoinsurance: '先行自付',
  eligible: '符合范围',
}

const careNames: Readonly<Record<string, string>> = {
  outpatient: '门诊',
  pharmacy: '药店购药',
  inpatient: '住院',
  chronic: '门诊慢特病',
  'special-drug': '特药',
  maternity: '生育',
}

/** A sentence of a rule with as much of it as the message has room for beside the rest. */
const clipped = (sentence: string): string => {
  const characters = [...sentence.toWellFormed()]
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : sentence.toWellFormed()
}

export const settlementWords: WordsOf<SettlementRefusal> = {
  ...stayWords,
  ...traceWords,
  ...filingGroundWords,
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
    facts: ({ providerCode, care }) => `${providerCode} 不能办理${careNames[care]}`,
    cure: '药店用 2101、2102、2103，门诊用 22xx，住院用 23xx、24xx',
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
    cure: '数量应大于 0 且小于 10 万；退费：住院填 init_feedetl_sn，其他撤销后重传',
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
    cure: '如为重传，请先撤销原明细（门诊 2205，住院 2302）',
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
    cure: '请用明细上传（2204、2301）或预结算返回的分割金额',
  },
  'settlement.audit-refused': {
    meaning: '智能审核不予通过',
    facts: ({ rule, name, line, says }) =>
      `规则 ${quote(rule)}${quote(name.zh)}${line === null ? '' : `，明细${quote(line)}`}，${clipped(says.zh)}`,
    cure: '请更正或撤销该明细后重新结算',
  },
  'settlement.account-too-small': {
    meaning: '个人账户余额不足',
    facts: ({ balance, asked }) => `余额 ${yuan(balance)}，需要 ${yuan(asked)}`,
    cure: '请减少账户支付金额或改用现金',
  },
  'settlement.family-not-authorised': {
    meaning: '家庭共济授权已撤回或不在有效期内',
    facts: ({ owner }) => `共济账户所有人 ${quote(owner)}`,
    cure: '请由账户所有人重新授权后再办理',
  },
  'settlement.family-too-small': {
    meaning: '家庭共济账户余额或年度限额不足',
    facts: ({ owner, available, asked }) => `账户所有人 ${quote(owner)}，可用 ${yuan(available)}，需要 ${yuan(asked)}`,
    cure: '请先补足账户后再办理',
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
  'settlement.corrected': {
    meaning: '结算已补差，不能撤销',
    facts: ({ settlementId, correctionId }) => `${settlementId}，补差 ${correctionId}`,
    cure: '请联系医保经办机构先撤销补差',
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
    facts: ({ settlementId, care }) => `${settlementId} 为${careNames[care]}`,
    cure: '门诊用 2208，药店用 2103，住院用 2305',
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
    facts: ({ division, scheme, care }) => `${division} 险种 ${scheme} ${careNames[care] ?? care}`,
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
