import { type Ppm, wholePpm } from '@yibao/core/kernel'
import type { Expression, Formula, Input, Parameter, Rules } from '@yibao/core/policy'
import { amountWord, type BillNames } from './amount-words.ts'
import { factWord, valueWord } from './fact-words.ts'
import { roundingWord } from './rounding-words.ts'
import { type Language, labelOf, marks, say, spaced } from './words.ts'

/** What an expression may name. */
export interface Vocabulary {
  readonly rules: Rules
  readonly names: BillNames
  readonly language: Language
}

/** A calculation in words, and how tightly it binds. */
interface Piece {
  readonly text: string
  readonly binding: 'value' | 'product' | 'sum'
}

const value = (text: string): Piece => ({ text, binding: 'value' })

type Named = Parameter | Formula | Input

export function namedWord(found: Named | undefined, name: string, language: Language): string {
  return found === undefined ? spaced(name) : labelOf(found, language)
}

/** A word of a class or fact, as people read it. */
export function classWord(rules: Rules, name: string, word: string, language: Language): string {
  return rules.classes.some((one) => one.name === name) ? word : valueWord(name, word, language)
}

/** What a class or a fact is called; a classification goes by the name that its author gave it. */
export function askedWord(rules: Rules, name: string, language: Language): string {
  return rules.classes.some((one) => one.name === name) ? spaced(name) : factWord(name, rules.inputs, language)
}

function chainOf(parts: readonly Expression[], sign: string, binding: 'product' | 'sum', inner: Describe): Piece {
  const texts = parts.map((part, index) => {
    const piece = inner(part)
    const loose = piece.binding === 'sum' || (piece.binding === 'product' && sign === '÷' && index > 0)
    const bracketed = binding === 'product' ? loose : sign === '−' && index > 0 && piece.binding === 'sum'
    return bracketed ? `(${piece.text})` : piece.text
  })
  return { text: texts.join(` ${sign} `), binding }
}

type Describe = (expression: Expression) => Piece

function describe(expression: Expression, vocabulary: Vocabulary): Piece {
  const { rules, names, language } = vocabulary
  const inner: Describe = (part) => describe(part, vocabulary)
  const call = (name: string, parts: readonly Expression[]): Piece =>
    value(`${name}(${parts.map((part) => inner(part).text).join(', ')})`)
  if ('parameter' in expression) {
    return value(namedWord(rules.parameters[expression.parameter], expression.parameter, language))
  }
  if ('formula' in expression) return value(namedWord(rules.formulas[expression.formula], expression.formula, language))
  if ('input' in expression) return value(factWord(expression.input, rules.inputs, language))
  if ('amount' in expression) return value(amountWord(expression.amount, names, language))
  if ('used' in expression) {
    const total = names.total(expression.used)
    return value(say([`此前“${total}”`, `${total} before this bill`], language))
  }
  if ('literal' in expression) return value(literalText(expression.literal))
  if ('sum' in expression) return chainOf(expression.sum, '+', 'sum', inner)
  if ('difference' in expression) return chainOf(expression.difference, '−', 'sum', inner)
  if ('product' in expression) return chainOf(expression.product, '×', 'product', inner)
  if ('quotient' in expression) return chainOf(expression.quotient, '÷', 'product', inner)
  if ('complement' in expression) {
    const { text, binding } = inner(expression.complement)
    return { text: `100% − ${binding === 'sum' ? `(${text})` : text}`, binding: 'sum' }
  }
  if ('least' in expression) return call('min', expression.least)
  if ('greatest' in expression) return call('max', expression.greatest)
  if ('round' in expression) {
    const { text } = inner(expression.round)
    return value(`${roundingWord(expression.rounding, language)}(${text})`)
  }
  if ('choose' in expression) return chosen(expression, vocabulary)
  if ('over' in expression) return over(expression, vocabulary)
  if ('band' in expression) {
    const table = namedWord(rules.parameters[expression.band], expression.band, language)
    const { text } = inner(expression.at)
    return value(say([`「${table}」中 ${text} 所在段的比例`, `rate of “${table}” in the band of ${text}`], language))
  }
  return value(say(['本段比例', 'rate of the band'], language))
}

/** The literals of the language are 0, 1 and 12. */
function literalText(literal: Ppm): string {
  return String(literal / wholePpm)
}

function chosen(expression: Extract<Expression, { readonly choose: string }>, vocabulary: Vocabulary): Piece {
  const { rules, language } = vocabulary
  const { colon, semicolon } = marks[language]
  const branches = Object.entries(expression.among).map(([word, branch]) => {
    return `${classWord(rules, expression.choose, word, language)}${colon}${describe(branch, vocabulary).text}`
  })
  const asked = askedWord(rules, expression.choose, language)
  return value(
    say([`按 ${asked}〔${branches.join(semicolon)}〕`, `by ${asked} [${branches.join(semicolon)}]`], language),
  )
}

function over(expression: Extract<Expression, { readonly over: string }>, vocabulary: Vocabulary): Piece {
  const { rules, language } = vocabulary
  const list = factWord(expression.over, rules.inputs, language)
  if (expression.take === 'count') return value(say([`${list}的个数`, `number of ${list}`], language))
  const { text } = describe(expression.each, vocabulary)
  const words = {
    sum: say([`各${list}合计`, `sum over ${list}`], language),
    greatest: say([`各${list}最高`, `greatest over ${list}`], language),
  }
  return value(`${words[expression.take]}(${text})`)
}

/** A calculation of the law in words: `大病保险起付标准 × 大病保险起付标准系数`. */
export function expressionWords(expression: Expression, vocabulary: Vocabulary): string {
  return describe(expression, vocabulary).text
}
