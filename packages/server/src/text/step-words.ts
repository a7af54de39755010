import type { LayerStep, Plan } from '@yibao/core/policy'
import { expressionWords, namedWord, type Vocabulary } from './expression-words.ts'
import { spanWord } from './plan-words.ts'
import { aside, marks, say, type Words } from './words.ts'

type TiersStep = Extract<LayerStep, { step: 'tiers' }>

/** What a plan's layers may name. */
export interface PlanVocabulary extends Vocabulary {
  readonly rules: Plan
}

/** `此前累计（ipt_pool，年度）`: what a running total has before the bill; null without one. */
function countedWords(code: string | null, { rules, language }: PlanVocabulary): string | null {
  const total = rules.totals.find((one) => one.code === code)
  if (total === undefined) return null
  const which = `${total.code}${marks[language].comma}${spanWord(total.over, language)}`
  return say(['此前累计', 'what was counted before'], language) + aside(which, language)
}

function tiersWords(step: TiersStep, vocabulary: PlanVocabulary): string {
  const { rules, language } = vocabulary
  const table = namedWord(rules.parameters[step.tiers], step.tiers, language)
  const rate =
    'bandRate' in step.rate
      ? ''
      : say(['，各段支付 ', ', in each band '], language) + expressionWords(step.rate, vocabulary)
  const start =
    step.startsAt === null
      ? ''
      : say(['，从 ', ', counted from '], language) +
        expressionWords(step.startsAt, vocabulary) +
        say([' 起算', ''], language)
  const front = {
    inside: say(['起付线等先占用最低段', 'what was taken in front eats into the lowest bands'], language),
    outside: say(['起付线以上从零起分段', 'the bands begin at zero above what was taken in front'], language),
  }
  const begins = say(['余下费用按“', 'shares the rest by the bands of “'], language)
  const pays = say(['”分段支付', '”'], language)
  return `${begins}${table}${pays}${rate}${start}${marks[language].semicolon}${front[step.front]}`
}

/** Behind a limit that looks at a running total. */
function together(code: string | null, vocabulary: PlanVocabulary): string {
  const counted = countedWords(code, vocabulary)
  return counted === null ? '' : say([`，连同${counted}`, `, together with ${counted}`], vocabulary.language)
}

/** One step of a layer as a sentence; the payer of the layer is its subject. */
export function stepWords(step: LayerStep, vocabulary: PlanVocabulary): string {
  const { language } = vocabulary
  const words = (expression: Parameters<typeof expressionWords>[0]): string => expressionWords(expression, vocabulary)
  switch (step.step) {
    case 'cost-limit': {
      const limit = words(step.limit)
      return (
        say([`超过 ${limit} 的费用不计入`, `counts cost up to ${limit}`], language) + together(step.total, vocabulary)
      )
    }
    case 'account-stage':
      return say(['先由个人账户余额支付', 'the personal account pays first, as far as it goes'], language)
    case 'deductible': {
      const counted = countedWords(step.total, vocabulary)
      const how: Words = counted === null ? ['，每次都扣', ', every time'] : [`，扣除${counted}`, `, less ${counted}`]
      const amount = words(step.amount)
      return say([`个人先负担 ${amount}`, `the person bears ${amount}`], language) + say(how, language)
    }
    case 'prior-share':
      return say(
        [`个人先负担余下费用的 ${words(step.rate)}`, `the person first bears ${words(step.rate)} of the rest`],
        language,
      )
    case 'rate':
      return say([`支付余下费用的 ${words(step.rate)}`, `pays ${words(step.rate)} of the rest`], language)
    case 'tiers':
      return tiersWords(step, vocabulary)
    case 'pay':
      return say(
        [`支付 ${words(step.amount)}，以余下费用为限`, `pays ${words(step.amount)}, at most the rest`],
        language,
      )
    case 'at-least':
      return say([`支付不少于 ${words(step.amount)}`, `pays no less than ${words(step.amount)}`], language)
    case 'payment-limit': {
      const limit = words(step.limit)
      return say([`支付以 ${limit} 为限`, `pays no more than ${limit}`], language) + together(step.total, vocabulary)
    }
  }
}
