import type { InputCode, StepCode, TraceInput, TraceStep } from '@yibao/core/benefit'

/** What one code is called, in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** Every step that the core can take; a new one does not compile until it has words. */
const steps: Readonly<Record<StepCode, Words>> = {
  'line-total': { zh: '单价 × 数量', en: 'price × quantity' },
  'class-c': { zh: '丙类项目全额自费', en: 'class C, not covered' },
  restricted: { zh: '限制使用项目未经医院审批，转自费', en: 'restricted and not approved, not covered' },
  'rejected-by-hospital': { zh: '医院审批不通过，转自费', en: 'rejected by the hospital, not covered' },
  'over-price-limit': { zh: '超限价部分', en: 'above the price ceiling' },
  'pre-coinsurance': { zh: '乙类先行自付', en: 'class B pre-coinsurance' },
  'cost-limit': { zh: '超年度费用限额部分', en: 'above the cost limit of the year' },
  'account-stage': { zh: '个人账户段', en: 'account stage' },
  deductible: { zh: '起付线', en: 'deductible' },
  'pool-rate': { zh: '统筹基金按比例支付', en: 'the fund pays at its rate' },
  'pool-tiers': { zh: '统筹基金分段支付', en: 'the fund pays by bands' },
  'payment-limit': { zh: '超最高支付限额部分', en: 'above the payment limit of the year' },
  account: { zh: '个人账户支付', en: 'paid from the personal account' },
}

/** Every quantity of the core's own; `#` stands for the number of a band. */
const inputs: Readonly<Record<InputCode, Words>> = {
  price: { zh: '单价', en: 'price' },
  quantity: { zh: '数量', en: 'quantity' },
  amount: { zh: '金额', en: 'amount' },
  ceiling: { zh: '限价', en: 'ceiling' },
  base: { zh: '基数', en: 'base' },
  preCoinsuranceRate: { zh: '先行自付比例', en: 'pre-coinsurance rate' },
  poolRate: { zh: '统筹支付比例', en: "fund's rate" },
  usedThisYear: { zh: '本年此前累计', en: 'used earlier this year' },
  accountBalance: { zh: '账户余额', en: 'account balance' },
  startsAt: { zh: '起算位置', en: 'starts at' },
  band: { zh: '第#段', en: 'band #' },
  payable: { zh: '可用账户支付的个人负担', en: 'payable by the account' },
  available: { zh: '账户可用余额', en: 'available in the account' },
}

/** What a step is called, without its subject. */
export function traceStepWords({ step }: Pick<TraceStep, 'step'>): Words {
  return steps[step]
}

/** What an input is called; a value of the law goes by its own label, in English by the parameter's name. */
export function traceInputWords(input: TraceInput): Words {
  if ('parameter' in input) return { zh: input.label, en: input.parameter }
  const { zh, en } = inputs[input.name]
  if (input.name !== 'band') return { zh, en }
  const number = String(input.index)
  return { zh: zh.replace('#', number), en: en.replace('#', number) }
}
