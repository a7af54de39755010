import { type IsoDate, isoDate } from '@yibao/core/kernel'
import type { ContributionRules, EnrolmentRules, Plan, Rules } from '@yibao/core/policy'
import { amountWord, namesOf } from './amount-words.ts'
import type { Citations } from './citations.ts'
import { conditionsWords } from './condition-words.ts'
import { contributionLines } from './contribution-words.ts'
import { enrolmentLines } from './enrolment-words.ts'
import { expressionWords } from './expression-words.ts'
import { accountWords, vocabularyOf } from './layer-text.ts'
import { layerWord, spanWord } from './plan-words.ts'
import { roundingWord } from './rounding-words.ts'
import { formulaRows } from './rules-text.ts'
import { stepWords } from './step-words.ts'
import { type Language, labelOf, marks, say, spaced } from './words.ts'

/** A chapter of rules in sentences that stand each for itself, so that two versions can be laid beside each other. */
export interface Chapter {
  readonly title: string
  readonly sentences: readonly string[]
}

function classSentences(rules: Rules, language: Language): readonly string[] {
  const others = say(['其余', 'all others'], language)
  return rules.classes.flatMap(({ name, rows }) =>
    rows.map(({ when, is }) => {
      const conditions = conditionsWords(when, rules, language)
      return `${spaced(name)} ${is}${marks[language].colon}${conditions === '' ? others : conditions}`
    }),
  )
}

function layerSentences(plan: Plan, language: Language): readonly string[] {
  const vocabulary = vocabularyOf(plan, language)
  return plan.layers.flatMap((layer) => {
    const title = layerWord(layer, language)
    const when = conditionsWords(layer.when, plan, language)
    return [
      ...(when === '' ? [] : [`${say(['仅限', 'only for'], language)} ${when}`]),
      `${say(['基数', 'base'], language)} ${expressionWords(layer.base, vocabulary)}`,
      ...layer.steps.map((step) => stepWords(step, vocabulary)),
      `${say(['取整', 'rounded'], language)} ${roundingWord(layer.rounding, language)}`,
    ].map((sentence) => `${title} › ${sentence}`)
  })
}

function planChapters(plan: Plan, language: Language): readonly Chapter[] {
  const { names } = vocabularyOf(plan, language)
  const totals = plan.totals.map(({ code, label, adds, over }) => {
    return [code, label, amountWord(adds, names, language), spanWord(over, language)].join(' ')
  })
  const account = `${say(['个人账户可支付', 'the personal account may pay'], language)} ${accountWords(plan, language)}`
  return [
    { title: say(['支付层次', 'Layers'], language), sentences: layerSentences(plan, language) },
    { title: say(['累计与个人账户', 'Running totals and account'], language), sentences: [...totals, account] },
  ]
}

/** Sentences that are compared name no sources. */
const uncited: Citations = { cite: () => '', list: () => [] }

/** A day by which every window has begun. */
const lastDay = isoDate('2199-12-31')

/**
 * What rules say beside their numbers, chapter by chapter.
 *
 * @param on the day on which windows of enrolment are looked at; null takes the latest
 */
export function chaptersOf(
  rules: Plan | ContributionRules | EnrolmentRules | Rules,
  on: IsoDate | null,
  language: Language,
): readonly Chapter[] {
  const plan = 'layers' in rules ? rules : null
  const inputs = rules.inputs.map((input) => {
    return [labelOf(input, language), input.name, input.kind, ...input.words].join(' ')
  })
  return [
    { title: say(['要问的事实', 'Facts asked for'], language), sentences: inputs },
    { title: say(['分类', 'Classes'], language), sentences: classSentences(rules, language) },
    { title: say(['公式', 'Formulas'], language), sentences: formulaRows(rules, namesOf(plan, language), language) },
    ...(plan === null ? [] : planChapters(plan, language)),
    ...('items' in rules
      ? [
          {
            title: say(['缴费', 'Contributions'], language),
            sentences: contributionLines(rules, language).map((line) => line.trim()),
          },
        ]
      : []),
    ...('windows' in rules
      ? [
          {
            title: say(['参保', 'Enrolment'], language),
            sentences: enrolmentLines({ rules, on: on ?? lastDay, citations: uncited, language }).map((line) =>
              line.trim(),
            ),
          },
        ]
      : []),
  ]
}
