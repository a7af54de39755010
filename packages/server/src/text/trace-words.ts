import type { InputCode, StepCode } from '@yibao/core/benefit'
import type { WordTable } from './words.ts'

/** What every step that the core can take is called. */
export const stepNames: WordTable<StepCode> = {
  'line-total': ['单价 × 数量', 'price × quantity'],
  'class-c': ['丙类项目全额自费', 'class C, not covered'],
  'audit-institution': [
    '审核扣减，由医疗机构承担，不得向个人收取',
    'deducted by audit, borne by the institution, not by the person',
  ],
  'audit-person': ['审核不予支付，转自费', 'not covered by audit, borne by the person'],
  restricted: ['限制使用项目未经医院审批，转自费', 'restricted and not approved, not covered'],
  'rejected-by-hospital': ['医院审批不通过，转自费', 'rejected by the hospital, not covered'],
  'over-price-limit': ['超限价', 'above the price ceiling'],
  'pre-coinsurance': ['先行自付', 'pre-coinsurance'],
  layer: ['支付', 'pays'],
  'cost-limit': ['超费用限额', 'above the cost limit'],
  'account-stage': ['个人账户段', 'account stage'],
  deductible: ['起付线', 'deductible'],
  'prior-share': ['个人先负担', 'borne first'],
  rate: ['按比例支付', 'pays at a rate'],
  tiers: ['分段支付', 'pays by bands'],
  pay: ['定额支付', 'pays an amount'],
  'at-least': ['保底补足', 'raised to the floor'],
  'payment-limit': ['超最高支付限额', 'above the payment limit'],
  'nothing-left': ['账单已无余额，少付', 'nothing left of the bill, pays less by'],
  'earlier-bills': ['本次住院累计计算，再减去此前各次结算', 'the whole stay so far, less its earlier bills'],
  account: ['个人账户支付', 'paid from the personal account'],
  family: ['家庭共济账户支付', 'paid from accounts of relatives'],
}

/** What every quantity of the core's own is called. */
export const inputNames: WordTable<InputCode> = {
  price: ['单价', 'price'],
  quantity: ['数量', 'quantity'],
  amount: ['金额', 'amount'],
  ceiling: ['限价', 'ceiling'],
  base: ['基数', 'base'],
  preCoinsuranceRate: ['先行自付比例', 'pre-coinsurance rate'],
  rate: ['支付比例', 'rate'],
  usedBefore: ['此前累计', 'counted before'],
  accountBalance: ['账户余额', 'account balance'],
  startsAt: ['起算位置', 'starts at'],
  band: ['分段', 'band'],
  payable: ['可用账户支付的个人负担', 'payable by the account'],
  available: ['账户可用余额', 'available in the account'],
  wholeStay: ['本次住院累计费用', 'cost of the stay so far'],
  earlierBills: ['此前结算费用', 'cost of the earlier bills'],
  rule: ['规则', 'rule'],
  says: ['原因', 'reason'],
  saysEnglish: ['原因', 'reason'],
  knowledge: ['知识点', 'knowledge point'],
  clause: ['依据', 'basis'],
}

/** What a trace says beside the names of steps and quantities. */
export const tracePhrases = {
  notReached: ['未超过', 'not exceeded'],
  alreadyMet: ['此前累计已满', 'already met'],
  tooLittle: ['费用不足', 'the expense is less than'],
  reached: ['已达保底', 'reached without it'],
  atMost: ['以基数为限', 'at most the base'],
  inBand: ['区间', 'in the band'],
  above: ['见上', 'see above'],
  that: ['即', 'that is'],
  sources: ['来源', 'Sources'],
  normalRounding: ['取整：未另注明的，四舍五入到分。', 'Rounding: half up to the fen where nothing else is said.'],
  assumed: ['〔推定〕', ' [assumed]'],
} as const satisfies WordTable<string>
