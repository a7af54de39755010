import type { Plan } from '@yibao/core/policy'
import type { ParameterOnDate, PlanOnDate, RowOnDate, ValueJson } from './plan-on-date.ts'
import { careWord, type Language, partWord, roundingWord, schemeWord, valueWord } from './plan-words.ts'
import { conditionWords, stepWords } from './step-words.ts'
import { tableLines } from './table-text.ts'

const wordsOf = {
  zh: {
    region: '地区',
    scheme: '险种',
    care: '医疗类别',
    on: '日期',
    version: '政策版本',
    classes: '分类',
    otherwise: '其余',
    parameters: '参数',
    coverage: '项目支付规定（全地区）',
    columns: ['参数', '分类', '值', '自', '来源'],
    all: '全部',
    steps: '计算步骤',
    totals: '年度累计',
    account: '个人账户可支付',
    nothing: '无',
    rounding: '统筹支付取整',
    assumed: '〔假定〕',
    above: '以上',
    yuan: '元',
    repealed: '已废止',
    before: (from: string) => `尚无规定，${from} 起`,
    adds: (part: string) => `累加${part}`,
    stop: '。',
  },
  en: {
    region: 'region',
    scheme: 'scheme',
    care: 'care',
    on: 'date',
    version: 'policy version',
    classes: 'Classes',
    otherwise: 'all others',
    parameters: 'Parameters',
    coverage: 'Single items (whole region)',
    columns: ['parameter', 'class', 'value', 'from', 'source'],
    all: 'all',
    steps: 'Steps',
    totals: 'Running totals of the year',
    account: 'The personal account may pay',
    nothing: 'nothing',
    rounding: "The fund's payment is rounded",
    assumed: '[assumed]',
    above: 'above',
    yuan: 'yuan',
    repealed: 'repealed',
    before: (from: string) => `no value before ${from}`,
    adds: (part: string) => `adds the ${part}`,
    stop: '.',
  },
} as const

type Words = (typeof wordsOf)[Language]

/** Which plan is being read, and in which language. */
interface Reader {
  readonly plan: Plan
  readonly language: Language
}

function valueText(value: ValueJson, { kind }: ParameterOnDate, words: Words): string {
  if (typeof value === 'string') return kind === 'money' ? `${value} ${words.yuan}` : value
  const open = value.length === 1 ? '' : `${words.above} `
  return value.map(({ to, rate }) => `${to === null ? open : `≤${to} `}${rate}`).join(', ')
}

function rowCells(
  parameter: ParameterOnDate,
  row: RowOnDate,
  first: boolean,
  { plan, language }: Reader,
): readonly string[] {
  const words = wordsOf[language]
  const name = language === 'zh' ? parameter.label : parameter.name
  // A class of the plan keeps its author's name, even where a fact has a word of the same spelling.
  const ownClass = (index: number): boolean => plan.classes.some((one) => one.name === parameter.by[index])
  const key = row.key.map((part, index) => (ownClass(index) ? part : valueWord(part, language))).join(' · ')
  const missing = row.missing === 'repealed' ? words.repealed : words.before(row.firstFrom ?? '')
  const value = row.value === null ? `— ${missing}` : valueText(row.value, parameter, words)
  return [
    first ? name : '',
    key === '' ? words.all : key,
    row.assumed ? `${value} ${words.assumed}` : value,
    row.from ?? '',
    row.source,
  ]
}

function parameterTable(parameters: readonly ParameterOnDate[], reader: Reader): readonly string[] {
  const columns = wordsOf[reader.language].columns.map((title) => ({ title, side: 'left' }) as const)
  return tableLines(
    columns,
    parameters.flatMap((parameter) =>
      parameter.rows.map((row, index) => rowCells(parameter, row, index === 0, reader)),
    ),
  )
}

function classLines(plan: Plan, language: Language): readonly string[] {
  const { otherwise } = wordsOf[language]
  const left = (title: string) => ({ title, side: 'left' }) as const
  const rows = plan.classes.flatMap(({ name, rows: classes }) =>
    classes.map(({ when, is }, index) => {
      const conditions = when.map((condition) => conditionWords(condition, language)).join(' + ')
      return [index === 0 ? name : '', is, conditions === '' ? otherwise : conditions]
    }),
  )
  return tableLines([left(''), left(''), left('')], rows).slice(1)
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

/**
 * A plan on a date as a clerk reads it: who falls into which class, every value with its date, source and doubt, and the
 * steps in words. Labels and sources stay in the language of the law.
 */
export function planText({ pack, plan, on, parameters, coverage }: PlanOnDate, language: Language): string {
  const words = wordsOf[language]
  const [label, region] = language === 'zh' ? [plan.label, pack.name] : [plan.labelEn, pack.nameEn]
  const list = language === 'zh' ? '、' : ', '
  const care = plan.care.map((name) => careWord(name, language)).join(list)
  const account = plan.accountPays.map((part) => partWord(part, language)).join(list)
  const totals = plan.totals.map((total) => [total.code, total.label, words.adds(partWord(total.adds, language))])
  const left = { title: '', side: 'left' } as const
  const lines = [
    `${label}（${plan.id}）`,
    `${words.region} ${pack.division} ${region} · ${words.scheme} ${plan.scheme} ${schemeWord(plan.scheme, language)} · ${words.care} ${care}`,
    `${words.on} ${on} · ${words.version} ${pack.hash.slice(0, 12)} · ${plan.place.file}`,
    ...section(words.classes, classLines(plan, language)),
    ...section(words.parameters, parameterTable(parameters, { plan, language })),
    ...section(words.coverage, coverage.length === 0 ? [] : parameterTable(coverage, { plan, language })),
    ...section(
      words.steps,
      plan.steps.map((step, index) => `${index + 1}. ${stepWords(plan, step, language)}${words.stop} [${step.step}]`),
    ),
    ...section(words.totals, tableLines([left, left, left], totals).slice(1)),
    '',
    `${words.account}: ${account === '' ? words.nothing : account}`,
    `${words.rounding}: ${roundingWord(plan.rounding, language)}`,
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** The same for machines; places name the files of the pack. */
export function planJson({ pack, plan, on, parameters, coverage }: PlanOnDate) {
  const { id, label, labelEn, scheme, care, classes, totals, accountPays, rounding, place } = plan
  const steps = plan.steps.map((step) => ({
    ...step,
    words: { zh: stepWords(plan, step, 'zh'), en: stepWords(plan, step, 'en') },
  }))
  const region = { division: pack.division, name: pack.name, nameEn: pack.nameEn, packHash: pack.hash }
  const head = { plan: id, label, labelEn, on, region, scheme, care, place }
  return { ...head, classes, parameters, coverage, steps, totals, accountPays, rounding }
}
