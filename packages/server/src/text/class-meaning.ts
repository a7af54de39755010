import type { Condition, Rules } from '@yibao/core/policy'
import { conditionWords } from './condition-words.ts'
import { valueWord, wordsOfFact } from './fact-words.ts'
import { type Language, marks, say } from './words.ts'

/** A condition of a class; words that say by themselves what they are of stand alone. */
function phrase(condition: Condition, rules: Rules, language: Language): string {
  const { fact } = condition
  const isOwn = rules.classes.some(({ name }) => name === fact)
  if (!('oneOf' in condition) || !(isOwn || wordsOfFact(fact, null).length > 0)) {
    return conditionWords(condition, rules, language)
  }
  return condition.oneOf.map((word) => classMeaning(rules, fact, word, language)).join(say(['、', ' or '], language))
}

/** What a word of a class means: `三级`, `社区卫生服务机构、乡镇卫生院`; of what is left over `其他`. A word of a fact is what it is called. */
export function classMeaning(rules: Rules, name: string, word: string, language: Language): string {
  const own = rules.classes.find((one) => one.name === name)
  if (own === undefined) return valueWord(name, word, language)
  const rows = own.rows.filter(({ is }) => is === word)
  if (rows.length === 0) return word
  if (rows.some(({ when }) => when.length === 0)) {
    return own.rows.length === rows.length ? say(['全部', 'all'], language) : say(['其他', 'others'], language)
  }
  const ways = rows.map(({ when }) => when.map((one) => phrase(one, rules, language)).join(marks[language].comma))
  return [...new Set(ways)].join(say([' 或 ', ' or '], language))
}
