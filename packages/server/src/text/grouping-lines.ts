import type { Words } from './words.ts'

/** One thing told, in both languages, so far below the heading it belongs to. */
export interface ToldLine {
  readonly depth: number
  readonly words: Words
  /** A condition, group or step that did not hold. */
  readonly failed?: true
}

/** In which languages lines are shown: one of them, or Chinese first and English beneath, line by line. */
export type Shown = 'zh' | 'en' | 'both'

export function told(depth: number, zh: string, en: string): ToldLine {
  return { depth, words: [zh, en] }
}

/** The same of what was tried and did not hold. */
export const toldFailed = (depth: number, zh: string, en: string): ToldLine => ({
  ...told(depth, zh, en),
  failed: true,
})

export function deeper(lines: readonly ToldLine[], by = 1): readonly ToldLine[] {
  return lines.map((line) => ({ ...line, depth: line.depth + by }))
}

/** What is the same in both languages, a code or a name, is written once. */
export function shownLines(lines: readonly ToldLine[], shown: Shown): readonly string[] {
  return lines.flatMap(({ depth, words: [zh, en] }) => {
    const indent = '  '.repeat(depth)
    if (shown === 'zh') return [`${indent}${zh}`]
    if (shown === 'en') return [`${indent}${en}`]
    return zh === en ? [`${indent}${zh}`] : [`${indent}${zh}`, `${indent}${en}`]
  })
}
