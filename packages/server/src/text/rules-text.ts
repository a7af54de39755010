import type { Rules } from '@yibao/core/policy'
import type { namesOf } from './amount-words.ts'
import { allFacts } from './asked-facts.ts'
import type { Citations } from './citations.ts'
import { conditionsWords } from './condition-words.ts'
import { expressionWords } from './expression-words.ts'
import { factWord, wordsOfFact } from './fact-words.ts'
import { tableLines } from './table-text.ts'
import { indented } from './value-text.ts'
import { type Language, labelOf, marks, say, spaced, type Words } from './words.ts'

const bare = { title: '', side: 'left' } as const

/** A table without a head. */
export function bareTable(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return rows.length === 0
    ? []
    : tableLines(
        Array.from({ length: width }, () => bare),
        rows,
      ).slice(1)
}

/** Lines under a title, with a blank line before it; nothing when there are none. */
export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...indented(lines, 2)]
}

const kinds: Readonly<Record<Rules['inputs'][number]['kind'], Words>> = {
  text: ['文字', 'text'],
  number: ['数字', 'number'],
  money: ['金额', 'amount'],
  date: ['日期', 'date'],
  list: ['多项', 'list'],
}

/** The facts that rules ask for: what they are called, the name to give them by, and what they may say. */
export function factRows(rules: Rules, language: Language): readonly string[] {
  const scheme = 'scheme' in rules && typeof rules.scheme === 'string' ? rules.scheme : null
  const rows = allFacts(rules).map((name) => {
    const input = rules.inputs.find((one) => one.name === name)
    const kind =
      input === undefined || (input.kind === 'text' && input.words.length > 0) ? '' : say(kinds[input.kind], language)
    const words = (input === undefined ? wordsOfFact(name, scheme) : input.words).join(marks[language].list)
    return [factWord(name, rules.inputs, language), name, [kind, words].filter((text) => text !== '').join(' ')]
  })
  return bareTable(rows)
}

/** Who falls into which class. */
export function classRows(rules: Rules, language: Language): readonly string[] {
  const others = say(['其余', 'all others'], language)
  return bareTable(
    rules.classes.flatMap(({ name, rows }) =>
      rows.map(({ when, is }, index) => {
        const conditions = conditionsWords(when, rules, language)
        return [index === 0 ? spaced(name) : '', is, conditions === '' ? others : conditions]
      }),
    ),
  )
}

/** The named calculations in words: `本人起付标准 = 起付标准 × 系数`. */
export function formulaRows(rules: Rules, names: ReturnType<typeof namesOf>, language: Language): readonly string[] {
  return Object.values(rules.formulas).map((formula) => {
    return `${labelOf(formula, language)} = ${expressionWords(formula.is, { rules, names, language })}`
  })
}

/** The other ways to read the text, by name; their labels stay in the language of the law. */
export function readingRows(readings: Readonly<Record<string, Pick<Rules, 'label'>>>): readonly string[] {
  return bareTable(Object.entries(readings).map(([name, { label }]) => [name, label]))
}

/** The sources that a text cited. */
export function sourceSection(citations: Citations, language: Language): readonly string[] {
  return section(say(['来源', 'Sources'], language), citations.list())
}
