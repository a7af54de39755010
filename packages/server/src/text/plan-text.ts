import type { RegionPack } from '@yibao/core/policy'
import { namesOf } from './amount-words.ts'
import { citations } from './citations.ts'
import { contributionLines } from './contribution-words.ts'
import { enrolmentLines } from './enrolment-words.ts'
import { filingLines } from './filing-text.ts'
import { accountWords, layersLines, totalRows, vocabularyOf } from './layer-text.ts'
import { parameterTable } from './parameter-text.ts'
import type { AnyRules, RulesOnDate } from './plan-on-date.ts'
import { careWord, schemeWord } from './plan-words.ts'
import { classRows, factRows, formulaRows, readingRows, section, sourceSection } from './rules-text.ts'
import { stayLines } from './stay-text.ts'
import { stepWords } from './step-words.ts'
import { aside, type Language, marks, say } from './words.ts'

/** Whose rules these are, and for what care. */
export function schemeLine(of: AnyRules, language: Language): string {
  const { scheme } = of.rules
  if (scheme === null) return say(['只按名称查询，不用于结算', 'asked by name, chosen by no settlement'], language)
  const word = `${say(['险种', 'scheme'], language)} ${scheme} ${schemeWord(scheme, language)}`
  if (of.about !== 'plan') return word
  const care = of.rules.care.map((name) => careWord(name, language)).join(marks[language].list)
  return `${word} · ${say(['医疗类别', 'care'], language)} ${care}`
}

function headLines({ pack, of, on }: RulesOnDate, language: Language): readonly string[] {
  const { id, label, labelEn, place } = of.rules
  return [
    say([label, labelEn], language) + aside(id, language),
    `${say(['地区', 'region'], language)} ${pack.division} ${say([pack.name, pack.nameEn], language)} · ${schemeLine(of, language)}`,
    `${say(['日期', 'date'], language)} ${on} · ${say(['政策版本', 'policy version'], language)} ${pack.hash.slice(0, 12)} · ${place.file}`,
  ]
}

const yearDays = {
  settlement: ['结算日', 'day of settlement'],
  discharge: ['出院日', 'day of discharge'],
  admission: ['入院日', 'day of admission'],
} as const

/** From which day a region's benefit year runs, and which day of a visit says to what year it belongs. */
export function yearWords({ year }: RegionPack, language: Language): string {
  const day = say(yearDays[year.by], language)
  return say(
    [`待遇年度 自 ${year.startsOn} 起，按${day}归属`, `benefit year: from ${year.startsOn}, by the ${day}`],
    language,
  )
}

/**
 * Rules on a date as a clerk reads them: which facts they ask, who falls into which class, every value with its date,
 * source and doubt, calculations and layers in words. Labels and sources stay in the language of the law.
 */
export function rulesText(shown: RulesOnDate, language: Language): string {
  const { pack, of, on, parameters, coverage } = shown
  const { rules } = of
  const cited = citations(language)
  const heading = (zh: string, en: string, lines: readonly string[]) => section(say([zh, en], language), lines)
  const plan = of.about === 'plan' ? of.rules : null
  const common = [
    ...heading('要问的事实', 'Facts asked for', factRows(rules, language)),
    ...heading('分类', 'Classes', classRows(rules, language)),
    ...heading('参数', 'Parameters', parameterTable(parameters, rules, cited, language)),
    ...heading('公式', 'Formulas', formulaRows(rules, namesOf(plan, language), language)),
  ]
  const own =
    plan !== null
      ? [
          ...heading('支付层次', 'Layers', layersLines(plan, language)),
          ...heading('累计', 'Running totals', totalRows(plan, language)),
        ]
      : of.about === 'contribution'
        ? heading('缴费', 'Contributions', contributionLines(of.rules, language))
        : of.about === 'enrolment'
          ? heading('参保', 'Enrolment', enrolmentLines({ rules: of.rules, on, citations: cited, language }))
          : []
  const region =
    plan === null || plan.layers.length === 0
      ? []
      : [
          '',
          `${say(['个人账户可支付', 'The personal account may pay'], language)}${marks[language].colon}${accountWords(plan, language)}`,
          yearWords(pack, language),
          ...heading('项目支付规定（全地区）', 'Single items (whole region)', [
            ...classRows(pack.coverage, language),
            ...parameterTable(coverage, pack.coverage, cited, language),
            ...(pack.coverage.streams === null
              ? []
              : [say([`费用流按 ${pack.coverage.streams} 划分`, `streams by ${pack.coverage.streams}`], language)]),
          ]),
          ...heading('住院（全地区）', 'Stays (whole region)', stayLines(pack.stays, language)),
          ...heading('备案要求（全地区）', 'Filings (whole region)', filingLines(pack.filings, language)),
        ]
  const readings = 'readings' in rules ? readingRows(rules.readings) : []
  const lines = [
    ...headLines(shown, language),
    ...common,
    ...own,
    ...heading('其他读法', 'Other readings', readings),
    ...region,
    ...sourceSection(cited, language),
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** The same for machines; places name the files of the pack. */
export function rulesJson({ pack, of, on, parameters, coverage }: RulesOnDate): object {
  const { parameters: _, ...rules } = of.rules
  const region = { division: pack.division, name: pack.name, nameEn: pack.nameEn, packHash: pack.hash, year: pack.year }
  const { id, label, labelEn, scheme, ...rest } = rules
  const head = { [of.about]: id, label, labelEn, on, region, scheme, ...rest, parameters, coverage }
  if (of.about !== 'plan') return head
  const plan = of.rules
  const layers = plan.layers.map((layer) => ({
    ...layer,
    steps: layer.steps.map((step) => ({
      ...step,
      words: { zh: stepWords(step, vocabularyOf(plan, 'zh')), en: stepWords(step, vocabularyOf(plan, 'en')) },
    })),
  }))
  const readings = Object.entries(plan.readings).map(([name, reading]) => ({ name, label: reading.label }))
  return { ...head, layers, readings }
}
