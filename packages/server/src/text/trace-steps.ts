import type { InputCode, TraceInput, TraceStep } from '@yibao/core/benefit'
import { addFen, type Exact, type Fen, maxFen, subtractFen, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import { type ValueTrace, valueText } from '@yibao/core/policy'
import { amountOf, bandOf, comesTo, lessText, productOf, resultText, specialRounding, sumOf } from './equation-text.ts'
import { inputNames, stepNames, tracePhrases } from './trace-words.ts'
import { type Reading, valueLines } from './value-text.ts'
import { aside, type Language, marks, say } from './words.ts'

/** A step as people read it: what came out and how, and below it where the figures come from. */
export interface StepText {
  readonly head: string
  readonly under: readonly string[]
}

/** What the earlier steps of the same layer did. */
export interface Before {
  readonly base: Fen
  /** The base as the law has it where that is no whole fen; null otherwise. */
  readonly exactBase: string | null
  /** What was taken off the base so far. */
  readonly taken: readonly Fen[]
  readonly paid: Fen
}

type Own = Exclude<TraceInput, ValueTrace>

const isOwn = (input: TraceInput): input is Own => 'name' in input

function ownOf(step: TraceStep, name: InputCode): Own | undefined {
  return step.inputs.filter(isOwn).find((input) => input.name === name)
}

function lawValues(step: TraceStep): readonly ValueTrace[] {
  return step.inputs.flatMap((input) => (isOwn(input) ? [] : [input]))
}

/** The amount of the law that a step works with: its calculation's, or that of the one value that went in. */
function statedAmount(step: TraceStep): Fen {
  const [first] = lawValues(step)
  return amountOf(ownOf(step, 'amount')?.value ?? first?.value) ?? zeroFen
}

const usedIn = (step: TraceStep): Fen => amountOf(ownOf(step, 'usedBefore')?.value) ?? zeroFen

function ownText(step: TraceStep, name: InputCode, language: Language): readonly string[] {
  const input = ownOf(step, name)
  return input === undefined ? [] : [`${say(inputNames[name], language)} ${input.value}`]
}

/** How the law calculated an amount or a rate of its own; empty when it is a single value. */
function calculationOf(step: TraceStep, name: 'amount' | 'rate'): string {
  const how = ownOf(step, name)?.how ?? ''
  return /[ (]/.test(how) ? how : ''
}

/** The same as a line of its own, where the step's head has no room for it. */
function calculationLines(step: TraceStep, name: 'amount' | 'rate', language: Language): readonly string[] {
  const how = calculationOf(step, name)
  return how === '' ? [] : [`${say(inputNames[name], language)} = ${how} = ${ownOf(step, name)?.value}`]
}

/** What is left of the layer's base, as it came about. */
function baseText(base: Fen, { base: whole, exactBase, taken }: Before): string {
  const front = taken.filter((amount) => amount !== 0)
  if (front.length === 0 && base === whole && exactBase !== null) return exactBase
  if (front.length === 0 || !comesTo(base, whole, front)) return yuan(base)
  return `(${lessText(whole, front)})`
}

function deductibleHead(step: TraceStep, language: Language): string {
  const [stated, used] = [statedAmount(step), usedIn(step)]
  const due = maxFen(zeroFen, subtractFen(stated, used))
  const result = yuan(step.result)
  if (due === 0 && stated > 0) return `${result}${aside(say(tracePhrases.alreadyMet, language), language)}`
  const calculation = used === 0 ? calculationOf(step, 'amount') : lessText(stated, [used])
  const whole = calculation === '' ? yuan(due) : `${calculation} = ${yuan(due)}`
  if (step.result === due) return whole
  return `${result}${aside(`${say(tracePhrases.tooLittle, language)} ${whole}`, language)}`
}

/** Above a limit: what was counted before, and what this bill adds to it, less the limit. */
function limitHead(step: TraceStep, counted: Fen, language: Language): string {
  if (step.result === 0) return say(tracePhrases.notReached, language)
  const [limit, used] = [statedAmount(step), usedIn(step)]
  if (!comesTo(step.result, addFen(used, counted), [limit])) return yuan(step.result)
  const sum = used === 0 ? yuan(counted) : `${yuan(used)} + ${yuan(counted)}`
  return `${sum} − ${yuan(limit)} = ${yuan(step.result)}`
}

function rateHead(step: TraceStep, before: Before, language: Language): string {
  const base = ownOf(step, 'base')?.value ?? ''
  const rate = ownOf(step, 'rate')?.value ?? lawValues(step)[0]?.value ?? ''
  const amount = amountOf(base)
  const shown = amount === null ? base : baseText(amount, before)
  if (shown === before.exactBase) {
    return `${shown} × ${rate} ≈ ${yuan(step.result)}${specialRounding(step.rounding, language)}`
  }
  return `${shown} × ${rate} ${resultText(productOf(base, rate), step.result, step.rounding, language)}`
}

/** One band of a rate table: the stretch in which the amount lies, the calculation, and how its rate came about. */
interface Band {
  readonly stretch: string
  readonly value: string
  readonly how: string
  readonly product: Exact
}

function bandsOf(step: TraceStep, language: Language): readonly Band[] {
  let from = amountOf(ownOf(step, 'startsAt')?.value) ?? zeroFen
  return step.inputs.filter(isOwn).flatMap((input): readonly Band[] => {
    const band = input.name === 'band' ? bandOf(input.value) : null
    if (band === null) return []
    const until = addFen(from, band.amount)
    const stretch = say([`${yuan(from)}～${yuan(until)}`, `${yuan(from)} to ${yuan(until)}`], language)
    from = until
    const rate = input.value.split(' × ')[1] ?? ''
    const how = input.how === undefined ? '' : aside(`${rate} = ${input.how}`, language)
    return [{ stretch, value: input.value, how, product: band.product }]
  })
}

function tiersText(step: TraceStep, reading: Reading): StepText {
  const { language } = reading
  const bands = bandsOf(step, language)
  const values = valueLines(lawValues(step), reading)
  const result = resultText(sumOf(bands.map(({ product }) => product)), step.result, step.rounding, language)
  const [first, ...others] = bands
  if (first === undefined) return { head: yuan(step.result), under: values }
  if (others.length === 0) {
    const where = say(tracePhrases.inBand, language)
    return { head: `${first.value} ${result}${first.how}`, under: [`${where} ${first.stretch}`, ...values] }
  }
  const products = bands.map(({ product }) => valueText(product, 'money'))
  const lines = bands.map(({ stretch, value, how }, index) => {
    return `${stretch}${marks[language].colon}${value} = ${products[index]}${how}`
  })
  return { head: `${products.join(' + ')} ${result}`, under: [...lines, ...values] }
}

function payHead(step: TraceStep, language: Language): string {
  const base = amountOf(ownOf(step, 'base')?.value)
  const calculation = calculationOf(step, 'amount')
  const stated = statedAmount(step)
  const whole = calculation === '' ? yuan(stated) : `${calculation} → ${yuan(stated)}`
  if (step.result === stated || base === null) return whole
  return `${yuan(step.result)}${aside(`${say(tracePhrases.atMost, language)}${marks[language].comma}${whole}`, language)}`
}

function floorHead(step: TraceStep, { paid }: Before, language: Language): string {
  if (step.result === 0) return say(tracePhrases.reached, language)
  const floor = statedAmount(step)
  return comesTo(step.result, floor, [paid]) ? `${lessText(floor, [paid])} = ${yuan(step.result)}` : yuan(step.result)
}

function headOf(step: TraceStep, before: Before, language: Language): string {
  switch (step.step) {
    case 'cost-limit':
      return limitHead(step, subtractFen(before.base, sumFen(before.taken)), language)
    case 'payment-limit':
      return limitHead(step, before.paid, language)
    case 'deductible':
      return deductibleHead(step, language)
    case 'prior-share':
    case 'rate':
      return rateHead(step, before, language)
    case 'pay':
      return payHead(step, language)
    case 'at-least':
      return floorHead(step, before, language)
    default:
      return yuan(step.result)
  }
}

/** What of the core's own stands below a step, since its head does not tell it. */
const toldBelow: Readonly<Partial<Record<TraceStep['step'], readonly InputCode[]>>> = {
  'cost-limit': ['usedBefore'],
  'payment-limit': ['usedBefore'],
  deductible: ['usedBefore'],
  'account-stage': ['accountBalance'],
  'nothing-left': ['available'],
  'earlier-bills': ['wholeStay', 'earlierBills'],
  account: ['payable', 'available'],
  family: ['payable', 'available'],
  'audit-institution': ['rule', 'says', 'saysEnglish', 'knowledge', 'clause'],
  'audit-person': ['rule', 'says', 'saysEnglish', 'knowledge', 'clause'],
}

/** A sentence that stands in both languages is told in the one that is read. */
const otherLanguage: Readonly<Record<Language, InputCode>> = { zh: 'saysEnglish', en: 'says' }

/** The line of the bill that a step is about, where it is about one and belongs to no others of it. */
const lineSubject = ({ step, subject }: TraceStep): string =>
  subject !== '' && (step === 'audit-institution' || step === 'audit-person') ? ` ${subject}` : ''

function calculationBelow(step: TraceStep, language: Language): readonly string[] {
  switch (step.step) {
    case 'rate':
    case 'prior-share':
      return calculationLines(step, 'rate', language)
    case 'deductible':
      return usedIn(step) === 0 ? [] : calculationLines(step, 'amount', language)
    case 'cost-limit':
    case 'payment-limit':
    case 'at-least':
      return calculationLines(step, 'amount', language)
    default:
      return []
  }
}

/** A step of a layer, or one that stands on its own. */
export function stepText(step: TraceStep, before: Before, reading: Reading): StepText {
  const { language } = reading
  const title = `${say(stepNames[step.step], language)}${lineSubject(step)}`
  if (step.step === 'tiers') {
    const { head, under } = tiersText(step, reading)
    return { head: `${title} ${head}`, under }
  }
  const told = (toldBelow[step.step] ?? []).filter((name) => name !== 'usedBefore' || usedIn(step) > 0)
  const own = told.flatMap((name) => (name === otherLanguage[language] ? [] : ownText(step, name, language)))
  const values = valueLines(lawValues(step), reading, own)
  return {
    head: `${title} ${headOf(step, before, language)}`,
    under: [...calculationBelow(step, language), ...values],
  }
}

/** What comes after a step of a layer. */
export function after(step: TraceStep, before: Before): Before {
  const { taken, paid } = before
  switch (step.step) {
    case 'cost-limit':
    case 'account-stage':
    case 'deductible':
    case 'prior-share':
      return { ...before, taken: [...taken, step.result] }
    case 'rate':
    case 'tiers':
    case 'pay':
    case 'at-least':
      return { ...before, paid: addFen(paid, step.result) }
    case 'payment-limit':
    case 'nothing-left':
      return { ...before, paid: subtractFen(paid, step.result) }
    default:
      return before
  }
}
