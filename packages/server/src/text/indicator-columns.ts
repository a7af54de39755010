import { valueText } from '@yibao/core/supervision'

type Cell = string | number | boolean | null

/** As much of a part of an indicator as tells what it adds up. */
export interface Part {
  readonly kind: string
  readonly of?: string
  readonly where: string
}

/** Columns of the lake's views that are whole fen. */
const moneyNames: Readonly<Record<string, string>> = {
  total: '总额',
  non_covered: '自费',
  over_price_limit: '超限价',
  pre_coinsurance: '先行自付',
  eligible: '符合范围',
  fund_paid: '基金支付',
  account: '个人账户',
  family: '家庭共济',
  cash: '现金',
  hospital: '医院负担',
  paid: '已支付',
  paid_before: '上年同期支付',
  planned: '预算',
  income: '收入',
  income_before: '上年同期收入',
  expenditure: '支出',
  balance: '结余',
  year_spend: '年支出',
  near_spend: '住院前后费用',
  base_spend: '基线费用',
  standard: '支付标准',
  fund_payable: '应付',
  stake: '涉及金额',
  decided: '认定金额',
  recovered: '追回金额',
  deducted: '扣减金额',
}

const otherNames: Readonly<Record<string, string>> = {
  key: '键',
  day: '日期',
  insured_id: '参保人',
  visit_id: '就诊号',
  settlement_id: '结算号',
  settled_at: '结算时间',
  provider_code: '机构',
  provider_level: '等级',
  provider_kind: '类型',
  department: '科室',
  doctor: '医师',
  disease_group: '病组',
  division: '统筹区',
  scheme: '险种',
  care: '门诊住院',
  med_type: '医疗类别',
  terminal: '终端',
  offsite: '异地',
  item_code: '项目',
  item_class: '甲乙类',
  charge_type: '费用类别',
  quantity: '数量',
  drug: '药品',
  night: '夜间',
  holiday: '节假日',
  stay_days: '住院天数',
  heads: '人数',
  status: '状态',
  person_type: '人员类别',
  age_band: '年龄段',
}

type Measure = 'money' | 'quantity' | 'plain'

/** Money is kept in fen, quantities in ten-thousandths. */
const scales: Readonly<Record<Measure, number>> = { money: 100, quantity: 10_000, plain: 1 }

const columnMeasure = (name: string): Measure =>
  name === 'quantity' ? 'quantity' : Object.hasOwn(moneyNames, name) ? 'money' : 'plain'

/** Parts whose value is of the measure of what they are made of. */
const addsUp: ReadonlySet<string> = new Set(['sum', 'mean', 'quantile'])

/** What a part of an indicator adds up: an expression over columns of money is money. */
export function partMeasure(part: Part | null): Measure {
  if (part?.of === undefined || !addsUp.has(part.kind)) return 'plain'
  const measures = (part.of.match(/[a-z_]+(?!\()\b/g) ?? []).map(columnMeasure).filter((one) => one !== 'plain')
  const [measure = 'plain'] = measures
  return measures.every((one) => one === measure) ? measure : 'plain'
}

/** Fen as yuan with two decimals; a part of a mean, which is no whole fen, with all it has. Quantities without their scale. */
export function measured(value: number, measure: Measure): string {
  const scaled = value / scales[measure]
  return measure === 'money' && Number.isInteger(value) ? scaled.toFixed(2) : String(scaled)
}

export function cellText(name: string, value: Cell | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'number' || typeof value === 'bigint'
    ? measured(Number(value), columnMeasure(name))
    : String(value)
}

const unitText: Readonly<Record<Measure, string>> = { money: ' (元 yuan)', quantity: '', plain: '' }

/** `总额 total (元 yuan)`. */
export function columnTitle(name: string): string {
  const zh = moneyNames[name] ?? otherNames[name]
  return `${zh === undefined ? '' : `${zh} `}${name}${unitText[columnMeasure(name)]}`
}

/** What a column is called in each language, and whether it is money. */
export function columnWords(name: string): { readonly zh: string; readonly en: string; readonly money: boolean } {
  const zh = moneyNames[name] ?? otherNames[name] ?? name
  return { zh, en: name.replaceAll('_', ' '), money: columnMeasure(name) === 'money' }
}

/** What heads the column of a numerator or denominator. */
export const partTitle = (name: '分子 numerator' | '分母 denominator', measure: Measure): string =>
  `${name}${unitText[measure]}`

/** What a number is divided from, as a card tells it: a part of money in yuan with two decimals, others without their scale. */
export function partValueText(value: number, part: Part | null): string {
  const measure = partMeasure(part)
  return valueText(value / scales[measure], measure === 'money' ? 'yuan' : '')
}

interface Division {
  readonly numerator: Part
  readonly denominator: Part | null
  /** Of numerator ÷ denominator as they are kept, to come to the unit. */
  readonly factor: number
}

/** `1,234.50 ÷ 20 × 100`: a number's parts as they are told, with what still turns them into its unit. */
export function divisionText(
  { numerator, denominator, factor }: Division,
  told: { readonly numerator: number; readonly denominator: number | null },
): string {
  const left = factor * (scales[partMeasure(numerator)] / scales[partMeasure(denominator)])
  return [
    partValueText(told.numerator, numerator),
    ...(told.denominator === null ? [] : [`÷ ${partValueText(told.denominator, denominator)}`]),
    ...(left === 1 ? [] : [`× ${left}`]),
  ].join(' ')
}
