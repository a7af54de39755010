import { tracePhrases } from './trace-words.ts'
import { type Language, say } from './words.ts'

/** The sources of a text: numbered as they are first cited, told once at its end. */
export interface Citations {
  /** The number by which the text cites a source, with the mark of doubt: ` [2]`, `〔推定〕[3]`. */
  readonly cite: (source: string, assumed: boolean) => string
  /** `[1] …`, one source a line. */
  readonly list: () => readonly string[]
}

export function citations(language: Language): Citations {
  const numbers = new Map<string, number>()
  const cite = (source: string, assumed: boolean): string => {
    const mark = assumed ? say(tracePhrases.assumed, language) : ''
    if (source === '') return mark
    const number = numbers.get(source) ?? numbers.size + 1
    numbers.set(source, number)
    return `${mark}${language === 'zh' && assumed ? '' : ' '}[${number}]`
  }
  return { cite, list: () => [...numbers].map(([source, number]) => `[${number}] ${source}`) }
}
