import { fen, yuan } from '@yibao/core/kernel'
import type { Condition, Rules } from '@yibao/core/policy'
import { askedWord, classWord } from './expression-words.ts'
import { type Language, marks, say } from './words.ts'

type Range = Extract<Condition, { readonly atLeast: number | null }>
type Days = Extract<Condition, { readonly since: string | null }>

function rangeText({ atLeast, atMost }: Range, isMoney: boolean, language: Language): string {
  const end = (value: number): string => (isMoney ? yuan(fen(value)) : String(value))
  if (atLeast === null) return `≤ ${end(atMost ?? 0)}`
  if (atMost === null) return `≥ ${end(atLeast)}`
  if (atLeast === atMost) return end(atLeast)
  return say([`${end(atLeast)} 至 ${end(atMost)}`, `${end(atLeast)} to ${end(atMost)}`], language)
}

function daysText({ since, before }: Days, language: Language): string {
  const from = since === null ? '' : say([`自 ${since} 起`, `since ${since}`], language)
  const until = before === null ? '' : say([`${before} 之前`, `before ${before}`], language)
  return [from, until].filter((text) => text !== '').join(marks[language].comma)
}

/** The condition of a class or a layer as a phrase: `机构等级 三级`, `consecutive year 3 to 5`. */
export function conditionWords(condition: Condition, rules: Rules, language: Language): string {
  const asked = askedWord(rules, condition.fact, language)
  if ('oneOf' in condition) {
    const words = condition.oneOf.map((word) => classWord(rules, condition.fact, word, language))
    return `${asked} ${words.join(say(['、', ' or '], language))}`
  }
  if ('since' in condition) return `${asked} ${daysText(condition, language)}`
  const isMoney = rules.inputs.some(({ name, kind }) => name === condition.fact && kind === 'money')
  return `${asked} ${rangeText(condition, isMoney, language)}`
}

/** Conditions that must all hold; empty when there are none. */
export function conditionsWords(when: readonly Condition[], rules: Rules, language: Language): string {
  return when.map((condition) => conditionWords(condition, rules, language)).join(' + ')
}
