import type { Step, StepInput, StepUnit, StepValue } from '@yibao/core/payment'
import { formulaWords, inputWords } from './payment-formulas.ts'
import { type Language, marks, say, type Words, wordOf } from './words.ts'

const unitWords: Readonly<Record<StepUnit, Words>> = {
  yuan: ['元', 'yuan'],
  points: ['分', 'points'],
  'yuan-per-point': ['元/分', 'yuan a point'],
  'yuan-per-day': ['元/日', 'yuan a day'],
  number: ['', ''],
  percent: ['', ''],
  days: ['天', 'days'],
  cases: ['例', 'cases'],
  people: ['人', 'people'],
  score: ['分（考核）', 'points of assessment'],
  text: ['', ''],
}

/** `18112.50` as `18,112.50`; superfluous zeros go, but those of an amount and of a point value stay. */
function figure({ value, unit }: StepValue): string {
  const match = /^(-?)(\d+)(\.\d+)?(%?)$/.exec(value)
  if (match === null) return value
  const [, sign = '', whole = '', fraction = '', percent = ''] = match
  const keeps = unit === 'yuan' || unit === 'yuan-per-point' || unit === 'yuan-per-day'
  const shown = keeps ? fraction : fraction.replace(/\.?0+$/, '')
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${shown}${percent}`
}

/** A figure with its unit: `18,112.50 元`. */
export function amountWords(value: StepValue, language: Language): string {
  if (value.unit === 'text') return wordOf(inputWords, value.value, language)
  const unit = say(unitWords[value.unit], language)
  return unit === '' ? figure(value) : `${figure(value)} ${unit}`
}

const comparators: readonly string[] = ['group-mean', 'level-mean', 'standard']

function shown(input: StepInput | undefined, language: Language): string {
  if (input === undefined) return ''
  if (input.unit === 'text') return wordOf(inputWords, input.value, language)
  return input.unit === 'days' || input.unit === 'cases' || input.unit === 'people' || input.unit === 'score'
    ? amountWords(input, language)
    : figure(input)
}

function inputOf(step: Step, name: string): StepInput | undefined {
  if (name === 'comparator') return step.inputs.find((input) => comparators.includes(input.name))
  // The plus of an excess may be a coefficient, which then has its own name.
  if (name === 'plus') return step.inputs.at(-1)
  return step.inputs.find((input) => input.name === name)
}

function paired(inputs: readonly StepInput[], language: Language): string {
  const products: string[] = []
  for (let index = 0; index < inputs.length; index += 2) {
    products.push(`${shown(inputs[index], language)} × ${shown(inputs[index + 1], language)}`)
  }
  return products.length === 0 ? '0' : products.join(' + ')
}

function lists(step: Step, language: Language): Readonly<Record<string, () => string>> {
  const figures = step.inputs.filter((input) => input.unit !== 'text')
  return {
    '*': () => figures.map((input) => shown(input, language)).join(' × '),
    '*sum': () => figures.map((input) => shown(input, language)).join(' + '),
    '*+': () => paired(step.inputs, language),
    '*-': () =>
      step.inputs
        .flatMap((input, index) => {
          if (input.unit === 'text') return []
          const reason = step.inputs[index - 1]
          const why = reason?.unit === 'text' ? `〔${reason.value}〕` : ''
          return [`${shown(input, language)}${why}`]
        })
        .join(' − '),
    '*max': () => `max(${figures.map((input) => shown(input, language)).join(', ')})`,
    '*bands': () => paired(step.inputs.slice(1), language),
  }
}

/** The calculation of a step in figures: `1,250 × 1.05 × 1.15 = 1,509.375 分`. */
export function equationOf(step: Step, language: Language): string {
  const words = formulaWords[step.formula]
  const result = amountWords(step.result, language)
  if (words === undefined) return `${step.inputs.map((input) => shown(input, language)).join(', ')} = ${result}`
  const list = lists(step, language)
  const template = language === 'en' ? (words.readsEn ?? words.reads) : words.reads
  const text = template.replace(
    /\{([^}]+)\}/g,
    (_, name: string) => (name === 'result' ? result : list[name]?.()) ?? shown(inputOf(step, name), language),
  )
  if (text === '') return result
  // A test shows its outcome within, and a calculation that is one figure is that figure.
  if (template.includes('{result}')) return text
  return text === result || text === figure(step.result) ? result : `${text} = ${result}`
}

/** Whether a step has words; one without is a slip of ours that a test finds. */
export function hasWords(step: Step): boolean {
  return Object.hasOwn(formulaWords, step.formula)
}

/** One step: what it is, and its calculation. */
export function stepLine(step: Step, language: Language): string {
  const words = formulaWords[step.formula]
  const title = words === undefined ? step.formula : say(words.title, language)
  return `${title}${marks[language].colon}${equationOf(step, language)}`
}

/** Where the numbers of the law in a step are written. */
function sourceLines(step: Step, language: Language): readonly string[] {
  return step.sources.map(({ parameter, source, assumed }) => {
    const mark = assumed ? say(['〔推定〕', ' (assumed)'], language) : ''
    return `${parameter}${mark}${marks[language].colon}${source}`
  })
}

/** A whole trace: numbered steps, each followed by its sources. */
export function stepLines(steps: readonly Step[], language: Language): readonly string[] {
  return steps.flatMap((step, index) => [
    `${String(index + 1).padStart(2)}. ${stepLine(step, language)}`,
    ...sourceLines(step, language).map((line) => `      ${line}`),
  ])
}

const ofCase = /^case\.(normal|low|high|extreme|short)$/

/** A decimal text as whole units of its last place. */
function unitsOf(text: string): { readonly units: bigint; readonly places: number } {
  const [whole = '0', fraction = ''] = text.split('.')
  return { units: BigInt(`${whole}${fraction}`), places: fraction.length }
}

/** Whether the figures as they are written multiply to the result as it is written. */
function multipliesOut({ inputs, result }: Step): boolean {
  const factors = inputs.filter(({ unit }) => unit !== 'text').map(({ value }) => unitsOf(value))
  const product = factors.reduce((units, factor) => units * factor.units, 1n)
  const places = factors.reduce((sum, factor) => sum + factor.places, 0)
  const shown = unitsOf(result.value)
  return product * 10n ** BigInt(shown.places) === shown.units * 10n ** BigInt(places)
}

/**
 * A priced case in one calculation: `1,250 × 1.05 × 1.15 × 12.0000 = 18,112.50 元`.
 *
 * @returns null where points are not multiplied with a value, were rounded on the way, or a limit of cost came after
 */
export function caseEquation(steps: readonly Step[], language: Language): string | null {
  const points = steps.findLast(({ formula }) => ofCase.test(formula))
  const value = steps.findLast(({ formula }) => formula === 'value.by-points' || formula === 'value.by-rate')
  const price = value?.inputs.find(({ unit }) => unit === 'yuan-per-point')
  if (points === undefined || value === undefined || price === undefined || !multipliesOut(points)) return null
  if (steps.some(({ formula }) => formula === 'value.cost-cap')) return null
  const factors = lists(points, language)['*']?.() ?? ''
  return `${factors} × ${figure(price)} = ${amountWords(value.result, language)}`
}
