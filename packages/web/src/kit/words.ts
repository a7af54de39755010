import * as encounter from '@yibao/core/encounter'
import type { WordTable } from '@yibao/core/kernel'
import type { Pair, Say } from './say.tsx'

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Words of core as labels and tags begin: the English with a capital. */
const titledPair = ([zh, en]: Pair): Pair => [zh, capital(en)]

/** The same of a whole table. */
export const titled = <Code extends string>(words: WordTable<Code>): WordTable<Code> =>
  Object.fromEntries(
    Object.entries<Pair>(words).map(([code, pair]): readonly [string, Pair] => [code, titledPair(pair)]),
    // The same keys as before.
  ) as Record<Code, Pair>

/** The words of a code that may be none of the table's: it stands for itself. */
export function named(words: WordTable<string>, code: string): Pair {
  const found = Object.hasOwn(words, code) ? words[code] : undefined
  return found ?? [code, code]
}

export const isOneOf = <V extends string>(words: Readonly<Record<V, unknown>>, value: unknown): value is V =>
  typeof value === 'string' && Object.hasOwn(words, value)

/** Choices of a select, in the language of the reader. */
export const choices = <V extends string>(words: Readonly<Record<V, Pair>>, say: Say) =>
  (Object.keys(words) as V[]).map((value) => {
    const [zh, en]: Pair = words[value]
    return { value, label: say(zh, en) }
  })

export const schemeWords = titled(encounter.schemeWords)
export const providerKindWords = titled(encounter.providerKindWords)
export const providerLevelWords = titled(encounter.providerLevelWords)
export const personStatusWords = titled(encounter.personStatusWords)

/** National codes; one that lies below another is called as that one. */
export const medTypePair = (code: string): Pair => titledPair(encounter.medTypeWordsOf(code))
export const chargeTypePair = (code: string): Pair => titledPair(encounter.chargeTypeWordsOf(code))
export const personTypePair = (code: string): Pair => titledPair(encounter.personTypeWordsOf(code))
