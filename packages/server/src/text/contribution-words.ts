import { halfUpFen } from '@yibao/core/kernel'
import type {
  ContributionDue,
  ContributionFund,
  ContributionItem,
  ContributionPayer,
  ContributionRules,
} from '@yibao/core/policy'
import { namesOf } from './amount-words.ts'
import { conditionsWords } from './condition-words.ts'
import { expressionWords } from './expression-words.ts'
import { isNormal, roundingWord } from './rounding-words.ts'
import { indented } from './value-text.ts'
import { aside, type Language, labelOf, marks, say, type WordTable } from './words.ts'

export const contributionPayers: WordTable<ContributionPayer> = {
  person: ['个人', 'person'],
  employer: ['单位', 'employer'],
  state: ['财政', 'state'],
  assistance: ['医疗救助资助', 'medical assistance'],
  fund: ['统筹基金划入', 'pooled fund'],
}

export const contributionFunds: WordTable<ContributionFund> = {
  pool: ['统筹基金', 'pooled fund'],
  account: ['个人账户', 'personal account'],
  largeAmount: ['大额医疗补助', 'large-amount supplement'],
  criticalIllness: ['大病保险', 'critical illness insurance'],
}

export const dueWords: WordTable<ContributionDue> = {
  month: ['每月', 'every month'],
  year: ['每年', 'every year'],
  'missed-months': ['补缴', 'for missed months'],
  retirement: ['退休时一次', 'once, at retirement'],
}

/** `职工（单位 → 统筹基金，每月）`: who owes, to which fund, when. */
function itemTitle(item: ContributionItem, language: Language): string {
  const way = `${say(contributionPayers[item.from], language)} → ${say(contributionFunds[item.to], language)}`
  return `${labelOf(item, language)}${aside(`${way}${marks[language].comma}${say(dueWords[item.due], language)}`, language)}`
}

function itemLines(item: ContributionItem, number: number, rules: ContributionRules, language: Language) {
  const vocabulary = { rules, names: namesOf(null, language), language }
  const when = conditionsWords(item.when, rules, language)
  const times =
    item.times === null ? '' : ` × ${expressionWords(item.times, vocabulary)}${say([' 次', ' times'], language)}`
  const under = [
    ...(when === '' ? [] : [`${say(['仅限', 'only for'], language)} ${when}`]),
    ...(item.base === null ? [] : [`${say(['缴费基数', 'base'], language)} ${expressionWords(item.base, vocabulary)}`]),
    `${say(['金额', 'amount'], language)} ${expressionWords(item.amount, vocabulary)}${times}`,
    ...(isNormal(item.rounding)
      ? []
      : [`${say(['取整', 'rounded'], language)} ${roundingWord(item.rounding, language)}`]),
  ]
  return [`${number}. ${itemTitle(item, language)}`, ...indented(under, 3)]
}

/** What is owed to which fund by whom, and when. */
export function contributionLines(rules: ContributionRules, language: Language): readonly string[] {
  const normal = rules.items.some(({ rounding }) => isNormal(rounding))
  const rounding = say(['取整：未另注明的，', 'Rounding where nothing else is said: '], language)
  return [
    ...rules.items.flatMap((item, index) => itemLines(item, index + 1, rules, language)),
    ...(normal ? [`${rounding}${roundingWord(halfUpFen, language)}${marks[language].stop}`] : []),
  ]
}
