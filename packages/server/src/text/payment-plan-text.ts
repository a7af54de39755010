import { exactText, fen, yuan } from '@yibao/core/kernel'
import type {
  BedDayMethod,
  CaseMethod,
  Coefficient,
  DeviatingPay,
  DiseaseMethod,
  Factor,
  GroupMethod,
  Parameter,
  PaymentPlan,
  PointValueRule,
  ReducedPay,
  Takes,
} from '@yibao/core/payment'
import { inputWords } from './payment-formulas.ts'
import { type Language, marks, say, type Words, wordOf } from './words.ts'

const number = (value: number): string => exactText(value, { unit: 6, least: 0 })
const share = (value: number): string => `${exactText(value, { unit: 4, least: 0 })}%`
const money = (value: number): string => `${yuan(fen(value))} 元`
const pointValue = (value: number): string => `${exactText(value, { unit: 6, least: 4 })} 元`

/** Rows of a parameter: for whom, from when, the value, where it is written. */
function parameterLines<T>(
  label: Words,
  parameter: Parameter<T>,
  show: (value: T) => string,
  language: Language,
): readonly string[] {
  const { colon, list } = marks[language]
  return [
    `${say(label, language)}`,
    ...parameter.flatMap(({ where, values }) => {
      const names = Object.entries(where).map(([name, word]) => `${name} ${wordOf(inputWords, word, language)}`)
      const whom = names.length === 0 ? say(['全部', 'everybody'], language) : names.join(list)
      return values.map(({ from, value, source, assumed }) => {
        const shown = value === 'none' ? say(['无', 'none'], language) : show(value)
        const mark = assumed ? say(['〔推定〕', ' (assumed)'], language) : ''
        return `  ${whom}${colon}${from} ${say(['起', 'on'], language)} ${shown}${mark}  ${source}`
      })
    }),
  ]
}

function optional<T>(label: Words, parameter: Parameter<T> | null, show: (value: T) => string, language: Language) {
  return parameter === null ? [] : parameterLines(label, parameter, show, language)
}

function takesText(takes: Takes, language: Language): string {
  const { colon, list, semicolon } = marks[language]
  const entries = Object.entries(takes).map(([name, value]) => {
    const words = Array.isArray(value) ? value.join(list) : String(value)
    return `${name}${colon}${words}`
  })
  return entries.length === 0 ? say(['全部病例', 'every case'], language) : entries.join(semicolon)
}

function factorText(factor: Factor): string {
  switch (factor.form) {
    case 'ratio':
      return 'c ÷ a'
    case 'whole':
      return '1'
    case 'days':
      return 'min(1, d ÷ D)'
    case 'excess': {
      const plus = typeof factor.plus === 'number' ? number(factor.plus) : factor.plus
      const over = factor.over === null ? 'L' : number(factor.over)
      return `(c ÷ a − ${over}) × ${number(factor.share)} + ${plus}`
    }
  }
}

function payText({ factor, keeps }: DeviatingPay, language: Language): string {
  const kept = keeps.length === 0 ? say(['不乘系数', 'no coefficient'], language) : keeps.join(' × ')
  return `${factorText(factor)}${marks[language].semicolon}${kept}`
}

function reducedLines(label: Words, pay: ReducedPay | null, language: Language): readonly string[] {
  if (pay === null)
    return [
      `${say(label, language)}${marks[language].colon}${say(['未规定（拒付并提示）', 'no rule: refused'], language)}`,
    ]
  const named = [label[0], label[1]].map((text) => `${text} ${pay.by}`)
  return [
    ...parameterLines([named[0] ?? '', named[1] ?? ''], pay.share, share, language),
    ...optional(['每分费用', 'cost of a point'], pay.costPerPoint, money, language),
  ]
}

function coefficientLines(coefficient: Coefficient, language: Language): readonly string[] {
  const { name, label, from, values, several } = coefficient
  const title: Words = [`${label} ${name}`, name]
  if (from === 'parameter') return parameterLines(title, values, number, language)
  const how =
    several === 'highest' ? say(['多个取最高', 'the highest'], language) : say(['多个连乘', 'multiplied'], language)
  return [`${say(title, language)}${marks[language].colon}${say(['分组得出', 'from grouping'], language)}，${how}`]
}

const bandKinds: Readonly<Record<string, Words>> = {
  low: ['费用极低', 'low'],
  high: ['费用极高', 'high'],
  extreme: ['费用超高', 'extreme'],
}

function groupLines(method: GroupMethod, language: Language): readonly string[] {
  const { deviation, shortStay } = method
  const base = say(['基础分 = 权重 × 比例', 'base points = weight × scale'], language)
  return [
    `${base}${marks[language].semicolon}${say(['权重表', 'table'], language)} ${method.table}`,
    ...parameterLines(['比例', 'scale'], method.scale, number, language),
    ...method.coefficients.flatMap((coefficient) => coefficientLines(coefficient, language)),
    ...(shortStay === null
      ? []
      : [
          ...parameterLines(['短住院（天数不超过）', 'short stay, days at most'], shortStay.days, number, language),
          `  → ${payText(shortStay, language)}`,
        ]),
    ...deviation.bands.flatMap((band) => [
      ...parameterLines(
        [
          `${bandKinds[band.kind]?.[0]}：c ÷ ${deviation.test} ${band.sign}`,
          `${bandKinds[band.kind]?.[1]}: c ÷ ${deviation.test} ${band.sign}`,
        ],
        band.limit,
        (tiers) =>
          tiers.map(({ to, value }) => (to === null ? number(value) : `${number(value)} (≤ ${number(to)})`)).join(', '),
        language,
      ),
      `  → ${payText(band, language)}${band.review ? say(['；待评审', '; waits for review'], language) : ''}`,
    ]),
    ...reducedLines(['未入组', 'ungrouped'], method.ungrouped, language),
    ...reducedLines(['歧义组', 'ambiguous'], method.ambiguous, language),
    ...(method.unstable === null ? [] : reducedLines(['不稳定组', 'unstable groups'], method.unstable, language)),
    ...(method.blank === null ? [] : reducedLines(['空白组', 'blank group'], method.blank, language)),
  ]
}

function diseaseLines(method: DiseaseMethod, language: Language): readonly string[] {
  const show = method.unit === 'money' ? money : number
  return [
    ...method.diseases.map(
      ({ id, name, diagnoses, operations }) =>
        `  ${id} ${name}${marks[language].colon}${diagnoses.join(', ')} + ${operations.length === 0 ? say(['无手术', 'no operation'], language) : operations.join(', ')}`,
    ),
    ...parameterLines(['标准', 'standard'], method.standard, show, language),
    ...method.exits.flatMap(({ sign, limit }) =>
      parameterLines(
        [`退出：费用 ${sign} 标准的倍数`, `exit: cost ${sign} times the standard`],
        limit,
        number,
        language,
      ),
    ),
  ]
}

function bedDayLines(method: BedDayMethod, language: Language): readonly string[] {
  const show = method.unit === 'money' ? money : number
  return parameterLines(
    ['每日标准', 'a day'],
    method.bands,
    (bands) => bands.map(({ to, perDay }) => (to === null ? show(perDay) : `${show(perDay)} (≤ ${to})`)).join(', '),
    language,
  )
}

function methodLines(method: CaseMethod, index: number, language: Language): readonly string[] {
  const { colon } = marks[language]
  const head = `${index + 1}. ${method.label}（${method.kind}，${method.id}）${colon}${takesText(method.takes, language)}`
  const inner = ((): readonly string[] => {
    switch (method.kind) {
      case 'cost':
        return parameterLines(['支付比例', 'share of the cost'], method.share, share, language)
      case 'bed-day':
        return bedDayLines(method, language)
      case 'disease':
        return diseaseLines(method, language)
      case 'drg':
      case 'dip':
        return groupLines(method, language)
    }
  })()
  return [head, ...inner.map((line) => `   ${line}`)]
}

const poolWords = {
  scheme: ['险种', 'insurance'],
  area: ['本地、异地参保', 'insured here or elsewhere'],
  level: ['级别', 'level'],
  month: ['月份', 'month'],
} as const satisfies Readonly<Record<string, Words>>

function pointValueLines(rule: PointValueRule, language: Language): readonly string[] {
  const { colon } = marks[language]
  const settlements: Readonly<Record<PointValueRule['settlement'], Words>> = {
    budget: ['清算不变，按公布值', 'the published value stays'],
    'fund-over-rate': ['清算点值 = (F ÷ r) ÷ 总点数', 'settlement value = (F ÷ r) ÷ points'],
    'fund-and-others': ['清算点值 = (F + 其他支付) ÷ 总点数', 'settlement value = (F + what others paid) ÷ points'],
  }
  const budget =
    rule.budget.kind === 'given'
      ? parameterLines(['预算点值', 'budget value'], rule.budget.value, pointValue, language)
      : rule.budget.years.map(
          ({ year, weight, cost, points, source }) =>
            `${year}${colon}${number(weight)} × ${money(cost)} ÷ ${number(points)}  ${source}`,
        )
  return [
    say(settlements[rule.settlement], language),
    ...(rule.pools.length === 0
      ? []
      : [
          `${say(['分池', 'pools'], language)}${colon}${rule.pools.map((pool) => say(poolWords[pool], language)).join(marks[language].list)}`,
        ]),
    ...budget,
    ...optional(['基金支付比例 r', 'fund share r'], rule.fundRate, share, language),
  ]
}

function bandsText(bands: readonly { readonly to: number | null; readonly share: number }[]): string {
  return bands
    .map((band) => (band.to === null ? share(band.share) : `${share(band.share)} (≤ ${share(band.to)})`))
    .join(', ')
}

const coverWords = {
  outpatient: ['人头费包含门诊和药店', 'heads pay for outpatient care and pharmacies'],
  inpatient: ['人头费包含住院', 'heads pay for stays'],
  all: ['人头费包含门诊、药店和住院', 'heads pay for all care'],
} as const satisfies Readonly<Record<string, Words>>

const elsewhereWords = {
  charged: ['外出就医从签约机构的人头费中扣', 'care elsewhere comes off the heads'],
  apart: ['外出就医由基金另付', 'care elsewhere is paid by the fund'],
} as const satisfies Readonly<Record<string, Words>>

function yearLines(plan: PaymentPlan, language: Language): readonly string[] {
  const { budget, advance, month, clearing, review, capitation, fundShare, costCap } = plan
  const by = (text: string): string => (text === '' ? '' : ` ${text}`)
  return [
    ...(fundShare?.kind === 'rate'
      ? parameterLines(['基金支付比例', 'share of the fund'], fundShare.rate, share, language)
      : []),
    ...(fundShare?.kind === 'less-others'
      ? [say(['基金应付 = 标准 − 其他支付', 'fund = standard − what others paid'], language)]
      : []),
    ...optional(['以本例费用的倍数为限', 'at most so many times its own cost'], costCap, number, language),
    ...(budget === null
      ? []
      : [
          ...parameterLines(['基金预算 F', 'budget F'], budget.fund, money, language),
          ...parameterLines(['调剂金', 'reserve'], budget.reserve, share, language),
          ...optional(['机构预算', 'budgets of institutions'], budget.institutions, money, language),
        ]),
    ...(capitation === null
      ? []
      : [
          ...parameterLines(['人头定额（每人每月）', 'quota a head and month'], capitation.quota, money, language),
          ...parameterLines(['人群权重', 'weights of bands'], capitation.weights, number, language),
          say(coverWords[capitation.covers], language),
          say(elsewhereWords[capitation.elsewhere], language),
        ]),
    ...(advance === null
      ? []
      : [
          ...parameterLines(
            [`预付比例${by(advance.basis)}`, `advance${by(advance.basis)}`],
            advance.ratio,
            share,
            language,
          ),
          ...optional(['预付上限（当月预算）', 'advance at most, of the budget'], advance.most, share, language),
        ]),
    ...(month === null ? [] : parameterLines(['质量保证金', 'quality deposit'], month.deposit, share, language)),
    ...(clearing === null
      ? []
      : [
          ...optional(['结余留用', 'savings kept'], clearing.savings, bandsText, language),
          ...optional(['超支分担', 'overspend shared'], clearing.overspend, bandsText, language),
          ...optional(['费用过低限', 'low-cost limit'], clearing.lowCost?.limit ?? null, share, language),
          ...optional(
            ['高倍率病例占比上限', 'share of high-cost cases at most'],
            clearing.highShare?.limit ?? null,
            share,
            language,
          ),
          ...optional(
            ['考核与保证金返还', 'assessment and deposit'],
            clearing.assessment,
            (bands) => bands.map((band) => `${number(band.from)}+ ${share(band.share)}`).join(', '),
            language,
          ),
        ]),
    ...(review === null
      ? []
      : parameterLines(['特例单议申请上限', 'applications for review'], review.cap, share, language)),
  ]
}

/** A whole plan: methods in their order, then money and year, each value with its day and source. */
export function planText(plan: PaymentPlan, language: Language): readonly string[] {
  const { id, label, labelEn, division, schemes, range, draft } = plan
  const until = range.until === null ? '' : ` – ${range.until}`
  const heading = (words: Words): readonly string[] => ['', say(words, language)]
  return [
    `${id}  ${language === 'zh' ? label : labelEn}`,
    `${division}  ${schemes.join(', ')}  ${range.from}${until}${draft ? say(['  草案', '  draft'], language) : ''}`,
    ...(plan.methods.length === 0 ? [] : heading(['支付方法（依次）', 'methods, in this order'])),
    ...plan.methods.flatMap((method, index) => methodLines(method, index, language)),
    ...(plan.pointValue === null
      ? []
      : [
          ...heading(['点值', 'point value']),
          ...pointValueLines(plan.pointValue, language).map((line) => `   ${line}`),
        ]),
    ...heading(['基金与年度', 'fund and year']),
    ...yearLines(plan, language).map((line) => `   ${line}`),
  ]
}
