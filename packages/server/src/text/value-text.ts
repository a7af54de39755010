import type { ValueTrace } from '@yibao/core/policy'
import { amountWord, type BillNames } from './amount-words.ts'
import type { Citations } from './citations.ts'
import { factWord, valueWord } from './fact-words.ts'
import { cellsOf } from './table-text.ts'
import { tracePhrases } from './trace-words.ts'
import { aside, type Language, labelOf, marks, say } from './words.ts'

/** With what a trace is read. */
export interface Reading {
  readonly language: Language
  readonly citations: Citations
  readonly names: BillNames
  /** The formulas explained so far, each with its value: what was told is not told again. */
  readonly told: Set<string>
}

/** Values stand beside each other up to this width. */
const widest = 100

type Formula = Extract<ValueTrace, { readonly formula: string }>

/** Text and value as people read them; a rate table has no single value. */
const beside = (text: string, value: string): string => (value === '' ? text : `${text} ${value}`)

function leafText(trace: Exclude<ValueTrace, Formula>, { language, citations, names }: Reading): string {
  const { value } = trace
  if ('parameter' in trace) {
    const { parameter: name, label, source, assumed } = trace
    return beside(labelOf({ name, label }, language), value) + citations.cite(source, assumed)
  }
  if ('fact' in trace) {
    const { fact, label } = trace
    const name = language === 'zh' && label !== fact ? label : factWord(fact, [], language)
    return beside(name, valueWord(fact, value, language))
  }
  if ('amount' in trace) return beside(amountWord(trace.amount, names, language), value)
  return beside(`${say(['此前累计', 'counted before in'], language)} ${names.total(trace.used)}`, value)
}

/** Joins texts with the language's mark into lines that fit. */
export function wrapped(texts: readonly string[], language: Language): readonly string[] {
  const { semicolon } = marks[language]
  const lines: string[] = []
  for (const text of texts) {
    const last = lines.at(-1)
    const joined = last === undefined ? text : `${last}${semicolon}${text}`
    if (last !== undefined && cellsOf(joined) <= widest) lines[lines.length - 1] = joined
    else lines.push(text)
  }
  return lines
}

export const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))

function formulaLines(trace: Formula, reading: Reading): readonly string[] {
  const { formula: name, label, value, how, inputs } = trace
  const { language } = reading
  const title = labelOf({ name, label }, language)
  const key = `${name} ${value}`
  if (reading.told.has(key)) return [`${title} ${value}${aside(say(tracePhrases.above, language), language)}`]
  if (inputs.length > 0) reading.told.add(key)
  const below = valueLines(inputs, reading)
  const [only = ''] = below
  // A formula that only chose among named values says which one, on its own line.
  if (how === '' && below.length === 1) {
    return [`${title} ${value}${marks[language].comma}${say(tracePhrases.that, language)} ${only}`]
  }
  const head = how === '' ? `${title} ${value}` : `${title} = ${how} = ${value}`
  return [head, ...indented(below, 2)]
}

/**
 * The values behind a figure: plain ones beside each other, each formula with what went into it below it.
 *
 * @param more texts that stand beside the last plain ones
 */
export function valueLines(
  values: readonly ValueTrace[],
  reading: Reading,
  more: readonly string[] = [],
): readonly string[] {
  const lines: string[] = []
  let leaves: string[] = []
  const flush = (): void => {
    lines.push(...wrapped(leaves, reading.language))
    leaves = []
  }
  for (const trace of values) {
    if ('formula' in trace) {
      flush()
      lines.push(...formulaLines(trace, reading))
    } else leaves.push(leafText(trace, reading))
  }
  leaves.push(...more)
  flush()
  return lines
}
