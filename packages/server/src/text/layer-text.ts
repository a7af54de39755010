import { halfUpFen } from '@yibao/core/kernel'
import type { Layer, Plan } from '@yibao/core/policy'
import { amountWord, namesOf, partWords } from './amount-words.ts'
import { conditionsWords } from './condition-words.ts'
import { expressionWords } from './expression-words.ts'
import { layerWord, spanWord } from './plan-words.ts'
import { isNormal, roundingWord } from './rounding-words.ts'
import { bareTable } from './rules-text.ts'
import { stepWords } from './step-words.ts'
import { indented } from './value-text.ts'
import { type Language, marks, say } from './words.ts'

/** What the layers of a plan may name. */
export function vocabularyOf(plan: Plan, language: Language) {
  return { rules: plan, names: namesOf(plan, language), language }
}

function layerLines(plan: Plan, layer: Layer, number: number, language: Language): readonly string[] {
  const vocabulary = vocabularyOf(plan, language)
  const when = conditionsWords(layer.when, plan, language)
  const under = [
    ...(when === '' ? [] : [`${say(['仅限', 'only for'], language)} ${when}`]),
    `${say(['基数', 'base'], language)} ${expressionWords(layer.base, vocabulary)}`,
    ...layer.steps.map((step, index) => {
      return `${number}.${index + 1} ${stepWords(step, vocabulary)}${marks[language].stop} [${step.step}]`
    }),
    ...(isNormal(layer.rounding)
      ? []
      : [`${say(['取整', 'rounded'], language)} ${roundingWord(layer.rounding, language)}`]),
  ]
  return [`${number}. ${layerWord(layer, language)}`, ...indented(under, 3)]
}

/** Who pays in which order, of what, and how. */
export function layersLines(plan: Plan, language: Language): readonly string[] {
  const normal = plan.layers.some(({ rounding }) => isNormal(rounding))
  const rounding = say(['取整：未另注明的，支付额', 'Rounding: payments where nothing else is said, '], language)
  return [
    ...plan.layers.flatMap((layer, index) => layerLines(plan, layer, index + 1, language)),
    ...(normal ? [`${rounding}${roundingWord(halfUpFen, language)}${marks[language].stop}`] : []),
  ]
}

/** The running totals: code, label, what they add and over what time. */
export function totalRows(plan: Plan, language: Language): readonly string[] {
  const { names } = vocabularyOf(plan, language)
  return bareTable(
    plan.totals.map(({ code, label, adds, over }) => {
      const added = amountWord(adds, names, language)
      return [code, label, say([`累加 ${added}`, `adds the ${added}`], language), spanWord(over, language)]
    }),
  )
}

/** The parts of the bill that the personal account may pay. */
export function accountWords(plan: Plan, language: Language): string {
  const parts = plan.accountPays.map((part) => say(partWords[part], language)).join(marks[language].list)
  return parts === '' ? say(['无', 'nothing'], language) : parts
}
