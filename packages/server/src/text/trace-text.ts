import type { TraceInput, TraceStep } from '@yibao/core/benefit'
import { type Rounding, yuan, zeroFen } from '@yibao/core/kernel'
import type { Plan } from '@yibao/core/policy'
import { namesOf } from './amount-words.ts'
import { citations } from './citations.ts'
import { amountOf } from './equation-text.ts'
import { layerWord } from './plan-words.ts'
import { isNormal } from './rounding-words.ts'
import { itemLines, startsItem } from './trace-items.ts'
import { after, type Before, stepText } from './trace-steps.ts'
import { inputNames, stepNames, tracePhrases } from './trace-words.ts'
import { indented, type Reading, valueLines } from './value-text.ts'
import { type Language, marks, say, spaced, type Words } from './words.ts'

/** A numbered entry: its own line, and what stands below it. */
interface Entry {
  readonly head: string
  readonly under: readonly string[]
}

const numbered = ({ head, under }: Entry, number: string): readonly string[] => {
  return [`${number} ${head}`, ...indented(under, number.length + 1)]
}

const nothingBefore: Before = { base: zeroFen, exactBase: null, taken: [], paid: zeroFen }

function baseLines(layer: TraceStep, reading: Reading): readonly string[] {
  const { language } = reading
  const values = layer.inputs.flatMap((input) => ('name' in input ? [] : [input]))
  const base = layer.inputs.find((input) => 'name' in input && input.name === 'base')
  const title = say(inputNames.base, language)
  const below = valueLines(values, reading)
  const [first = '', ...more] = below
  if (base === undefined || !('name' in base)) return below
  if (base.how === undefined) return [`${title} ${first}`, ...more]
  return [`${title} ${base.how} = ${base.value}`, ...indented(below, 2)]
}

function beforeSteps({ inputs }: TraceStep): Before {
  const base = inputs.find((input) => 'name' in input && input.name === 'base')
  const [only, ...others] = inputs.filter((input) => !('name' in input))
  const isFiner = only !== undefined && others.length === 0 && only.value !== base?.value
  const exactBase = isFiner ? only.value : null
  return { ...nothingBefore, base: amountOf(base?.value) ?? zeroFen, exactBase }
}

function layerEntry(layer: TraceStep, number: number, reading: Reading): Entry {
  const { language } = reading
  const { payer, subject: label } = layer
  // A trace keeps the label of the law only, which stands for the name in every language.
  const title = payer === undefined ? label : layerWord({ name: label, label, payer }, language)
  const under = [...baseLines(layer, reading)]
  let before = beforeSteps(layer)
  // Nothing comes of nothing: the steps of a layer without a base would only repeat the law.
  for (const [index, step] of (before.base === 0 ? [] : (layer.steps ?? [])).entries()) {
    under.push(...numbered(stepText(step, before, reading), `${number}.${index + 1}`))
    before = after(step, before)
  }
  const pays = say(stepNames.layer, language)
  return { head: `${title}${title.endsWith('）') ? '' : ' '}${pays} ${yuan(layer.result)}`, under }
}

/** The steps of one line of the bill belong together. */
function groups(trace: readonly TraceStep[]): readonly (readonly TraceStep[])[] {
  const found: TraceStep[][] = []
  for (const step of trace) {
    const last = found.at(-1)
    if (last === undefined || !startsItem(last) || step.subject !== last[0]?.subject || startsItem([step])) {
      found.push([step])
    } else last.push(step)
  }
  return found
}

function entryOf(group: readonly TraceStep[], number: number, reading: Reading): Entry {
  const [first] = group
  if (first === undefined || startsItem(group)) return itemLines(group, reading)
  return first.step === 'layer' ? layerEntry(first, number, reading) : stepText(first, nothingBefore, reading)
}

/** The steps alone, numbered from `first` on; whoever shows several computations tells their sources once, at the end. */
export function stepLines(trace: readonly TraceStep[], reading: Reading, first = 1): readonly string[] {
  return groups(trace).flatMap((group, index) => {
    const number = first + index
    return numbered(entryOf(group, number, reading), `${number}.`)
  })
}

function roundingsOf(trace: readonly TraceStep[]): readonly Rounding[] {
  return trace.flatMap(({ rounding, steps = [] }) => [
    ...(rounding === undefined ? [] : [rounding]),
    ...roundingsOf(steps),
  ])
}

/** What stands at the end of steps: the sources, and the usual rounding where anything was rounded by it. */
export function footLines(trace: readonly TraceStep[], { citations: cited, language }: Reading): readonly string[] {
  const sources = cited.list()
  return [
    ...(sources.length === 0 ? [] : [say(tracePhrases.sources, language), ...indented(sources, 2)]),
    ...(roundingsOf(trace).some(isNormal) ? [say(tracePhrases.normalRounding, language)] : []),
  ]
}

/** With what a trace is read; the plan, where there is one, gives layers and running totals their labels, else the trace itself. */
export function readingIn(language: Language, plan: Plan | null = null, trace: readonly TraceStep[] = []): Reading {
  return { language, citations: citations(language), names: namesOf(plan, language, trace), told: new Set() }
}

/**
 * A computation as people read it: numbered steps with their calculation in figures, below each where the figures come
 * from, and the sources once at the end.
 */
export function traceLines(
  trace: readonly TraceStep[],
  language: Language = 'zh',
  plan: Plan | null = null,
): readonly string[] {
  const reading = readingIn(language, plan, trace)
  return [...stepLines(trace, reading), ...footLines(trace, reading)]
}

/**
 * A computation as one Chinese text, for fields of messages that carry it.
 *
 * @param whole the trace that these steps were taken from, which knows the labels of all layers
 */
export function chineseTrace(trace: readonly TraceStep[], whole: readonly TraceStep[] = trace): string {
  const reading = readingIn('zh', null, whole)
  const { semicolon, colon } = marks.zh
  const steps = stepLines(trace, reading).map((line) => line.trim())
  const sources = reading.citations.list()
  const told = sources.length === 0 ? [] : [`${tracePhrases.sources[0]}${colon}${sources.join(semicolon)}`]
  return [...steps, ...told].join(semicolon)
}

function inputWords(input: TraceInput): Words | null {
  if ('name' in input) return inputNames[input.name]
  if ('parameter' in input) return [input.label, spaced(input.parameter)]
  return 'formula' in input ? [input.label, spaced(input.formula)] : null
}

const bothOf = (words: Words | null) => (words === null ? null : { zh: words[0], en: words[1] })

/** A computation for machines: the tree as the core made it, each code with its words, results as decimal yuan. */
export function traceJson(trace: readonly TraceStep[]): readonly object[] {
  return trace.map(({ inputs, result, steps, ...step }) => ({
    ...step,
    words: bothOf(stepNames[step.step]),
    inputs: inputs.map((input) => ({ ...input, words: bothOf(inputWords(input)) })),
    result: yuan(result),
    ...(steps === undefined ? {} : { steps: traceJson(steps) }),
  }))
}
