import type { WordPair, WordTable } from '@yibao/core/kernel'

export type Language = 'zh' | 'en'

export type { WordTable }

/** What one code is called: Chinese, then English. */
export type Words = WordPair

export function say([zh, en]: Words, language: Language): string {
  return language === 'zh' ? zh : en
}

/** Both languages side by side, as the command line says them. */
export const both = ([zh, en]: Words): string => `${zh} ${en}`

/** The same of words that an author wrote; once where both languages have the same. */
export const twice = ({ zh, en }: { readonly zh: string; readonly en: string }): string =>
  zh === en ? zh : `${zh} ${en}`

/** Both words of a code that may be unknown; such a code stands for itself. */
export function bothOf(table: WordTable<string>, code: string): string {
  const words = Object.hasOwn(table, code) ? table[code] : undefined
  return words === undefined ? code : both(words)
}

/** The word of a code that may be one that only an author knows; such a code stands for itself. */
export function wordOf(table: WordTable<string>, code: string, language: Language): string {
  const words = Object.hasOwn(table, code) ? table[code] : undefined
  return words === undefined ? code : say(words, language)
}

/** The name that rules give, as English words: `criticalThreshold` is `critical threshold`. */
export function spaced(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
}

/** A thing of the law: its own label in Chinese, its name in English. */
export function labelOf({ name, label }: { readonly name: string; readonly label: string }, language: Language) {
  return language === 'zh' ? label : spaced(name)
}

/** Marks between words. */
export const marks = {
  zh: { list: '、', comma: '，', semicolon: '；', colon: '：', open: '（', close: '）', stop: '。' },
  en: { list: ', ', comma: ', ', semicolon: '; ', colon: ': ', open: ' (', close: ')', stop: '.' },
} as const satisfies Readonly<Record<Language, object>>

/** A remark in brackets behind a text. */
export function aside(text: string, language: Language): string {
  const { open, close } = marks[language]
  return `${open}${text}${close}`
}
