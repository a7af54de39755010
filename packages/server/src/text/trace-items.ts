import type { TraceStep } from '@yibao/core/benefit'
import { addFen, type Fen, subtractFen, yuan, zeroFen } from '@yibao/core/kernel'
import { productOf, resultText } from './equation-text.ts'
import { stepNames } from './trace-words.ts'
import type { Reading } from './value-text.ts'
import { say } from './words.ts'

/** Whether these are the steps of one line of a bill. */
export function startsItem(group: readonly TraceStep[]): boolean {
  return group[0]?.step === 'line-total'
}

const valuesOf = (step: TraceStep): readonly string[] => step.inputs.map(({ value }) => value)

function partText(step: TraceStep, total: Fen, { language }: Reading): string {
  const title = say(stepNames[step.step], language)
  const [first = '', second = ''] = valuesOf(step)
  const result = yuan(step.result)
  if (step.step === 'over-price-limit') return `${title} ${yuan(total)} − ${first} × ${second} = ${result}`
  if (step.step === 'pre-coinsurance') {
    return `${title} ${first} × ${second} ${resultText(productOf(first, second), step.result, undefined, language)}`
  }
  return `${title} ${result}`
}

/** One line of a bill: what it costs, and what of it is not eligible. */
export function itemLines(group: readonly TraceStep[], reading: Reading) {
  const [line, ...parts] = group
  if (line === undefined) return { head: '', under: [] }
  const { language, citations } = reading
  const [price = '', quantity = ''] = valuesOf(line)
  const cited = citations.cite(line.source, line.assumed)
  const outside = parts.reduce((sum, { result }) => addFen(sum, result), zeroFen)
  const eligible = say(['符合范围', 'eligible'], language)
  return {
    head: `${line.subject} ${price} × ${quantity} = ${yuan(line.result)}${cited}`,
    under: [
      ...parts.map((part) => partText(part, line.result, reading)),
      ...(parts.length === 0 ? [] : [`${eligible} ${yuan(subtractFen(line.result, outside))}`]),
    ],
  }
}
