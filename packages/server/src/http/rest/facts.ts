import type { ErrorFacts } from '@yibao/contract/rest'
import type { WordTable } from '@yibao/core/kernel'

/** What would have been right, in both languages. */
export const say = (zh: string, en: string): ErrorFacts => ({ expected: { zh, en } })

/** The same where it is a number, a day or a code. */
export const said = (text: string): ErrorFacts => say(text, text)

/** What may be done now in place of what was asked. */
export const mayBeDone = <Act extends string>(words: WordTable<Act>, acts: readonly Act[]): ErrorFacts =>
  say(
    `可办：${acts.map((act) => words[act][0]).join('、') || '无'}`,
    `may be done: ${acts.map((act) => words[act][1]).join(', ') || 'nothing'}`,
  )

/** A limit that was missed, or is still to come, beside the day on which it was asked. */
export const limitIs = (limit: string, today: string): ErrorFacts =>
  say(`期限 ${limit}，今天 ${today}`, `the limit is ${limit}, today is ${today}`)
