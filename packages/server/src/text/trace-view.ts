import type { TraceInput, TraceStep } from '@yibao/core/benefit'
import type { Fen } from '@yibao/core/kernel'
import type { ValueTrace } from '@yibao/core/policy'
import { inputNames, stepNames } from './trace-words.ts'
import type { Words } from './words.ts'

interface BothWords {
  readonly zh: string
  readonly en: string
}

/** One value that went into a step, whatever kind it is, in one shape. */
interface ValueView {
  readonly kind: 'quantity' | 'parameter' | 'formula' | 'fact' | 'amount' | 'used'
  readonly code: string
  readonly label: BothWords | null
  readonly value: string
  readonly how?: string
  readonly source?: string
  readonly assumed?: boolean
  readonly inputs?: readonly ValueView[]
}

/** One step of a computation with its words. */
interface StepView {
  readonly step: string
  readonly label: BothWords
  readonly subject: string
  readonly layer?: string
  readonly payer?: string
  readonly inputs: readonly ValueView[]
  readonly result: Fen
  readonly source: string
  readonly assumed: boolean
  readonly steps?: readonly StepView[]
}

const both = ([zh, en]: Words): BothWords => ({ zh, en })

/** Labels of the law stay in its language; in English a value goes by its name. */
const lawLabel = (label: string, name: string): BothWords => ({ zh: label, en: name })

function valueView(trace: ValueTrace): ValueView {
  const { value } = trace
  if ('parameter' in trace) {
    const { parameter: code, label, source, assumed } = trace
    return { kind: 'parameter', code, label: lawLabel(label, code), value, source, assumed }
  }
  if ('formula' in trace) {
    const { formula: code, label, how, inputs } = trace
    return { kind: 'formula', code, label: lawLabel(label, code), value, how, inputs: inputs.map(valueView) }
  }
  if ('fact' in trace) return { kind: 'fact', code: trace.fact, label: lawLabel(trace.label, trace.fact), value }
  return 'amount' in trace
    ? { kind: 'amount', code: trace.amount, label: null, value }
    : { kind: 'used', code: trace.used, label: null, value }
}

function inputView(input: TraceInput): ValueView {
  if (!('name' in input)) return valueView(input)
  const { name: code, value, how } = input
  return { kind: 'quantity', code, label: both(inputNames[code]), value, ...(how === undefined ? {} : { how }) }
}

/** A computation as data for our own clients: every code with its words, results in fen. */
export function traceView(trace: readonly TraceStep[]): readonly StepView[] {
  return trace.map(({ step, subject, layer, payer, inputs, result, source, assumed, steps }) => ({
    step,
    label: both(stepNames[step]),
    subject,
    ...(layer === undefined ? {} : { layer }),
    ...(payer === undefined ? {} : { payer }),
    inputs: inputs.map(inputView),
    result,
    source,
    assumed,
    ...(steps === undefined ? {} : { steps: traceView(steps) }),
  }))
}
