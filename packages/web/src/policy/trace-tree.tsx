import type { TraceInput, TraceStep } from '@yibao/core/benefit'
import { type Plan, totalWords, type ValueTrace } from '@yibao/core/policy'
import { Money, type Say, useSay } from '../kit/index.ts'
import type { AskedFact, Whole } from './draft.ts'
import { AssumedMark } from './source.tsx'

/** What a trace is read with. */
export interface Reading {
  readonly plan: Plan
  readonly words: Whole['words']
  readonly asks: readonly AskedFact[]
}

/** The name that rules give, as English words: `criticalThreshold` is `critical threshold`. */
const spaced = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)

const labelled = (label: string, name: string, say: Say): string => say(label === '' ? name : label, spaced(name))

function amountLabel(name: string, { plan, words }: Reading, say: Say): string {
  const [owner = '', part] = name.split('.')
  const ofBill = words.amounts[name]
  if (ofBill !== undefined) return say(ofBill)
  if (part === undefined) {
    const own = plan.formulas[name] ?? plan.parameters[name]
    return own === undefined ? spaced(name) : labelled(own.label, name, say)
  }
  if (owner === 'stream') return say(`“${part}”类费用`, `expense of stream “${part}”`)
  const layer = plan.layers.find((one) => one.name === owner)
  const partWord = words.parts[part]
  const named = layer === undefined ? owner : labelled(layer.label, layer.name, say)
  return `${named} ${partWord === undefined ? spaced(part) : say(partWord)}`
}

function factText(fact: string, value: string, { asks }: Reading, say: Say): string {
  const label = asks.find((ask) => ask.fact === fact)?.words.find(({ word }) => word === value)?.label
  return label === undefined ? value : say(label)
}

/** What the law calls a running total. */
export function totalLabel(code: string, plan: Plan, say: Say): string {
  const total = plan.totals.find((one) => one.code === code)
  return total === undefined ? code : say(...totalWords(total))
}

interface ValueProps {
  readonly value: ValueTrace
  readonly reading: Reading
}

/** A value of the law with everything behind it. */
function Value({ value: trace, reading }: ValueProps) {
  const say = useSay()
  const { plan } = reading
  if ('parameter' in trace) {
    return (
      <>
        {labelled(trace.label, trace.parameter, say)} <span className="value">{trace.value}</span>{' '}
        {trace.assumed ? <AssumedMark /> : null} <small className="law-source">{trace.source}</small>
      </>
    )
  }
  if ('formula' in trace) {
    return (
      <>
        {labelled(trace.label, trace.formula, say)} <span className="value">{trace.value}</span>{' '}
        {trace.how === '' ? null : <span className="how">= {trace.how}</span>}
        {trace.inputs.length === 0 ? null : (
          <ul>
            {trace.inputs.map((input, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: values of a formula have no other name
              <li key={index}>
                <Value value={input} reading={reading} />
              </li>
            ))}
          </ul>
        )}
      </>
    )
  }
  if ('fact' in trace) {
    return (
      <>
        {labelled(trace.label, trace.fact, say)} {factText(trace.fact, trace.value, reading, say)}
      </>
    )
  }
  const label = 'amount' in trace ? amountLabel(trace.amount, reading, say) : totalLabel(trace.used, plan, say)
  return (
    <>
      {label} <span className="value">{trace.value}</span>
    </>
  )
}

function InputOf({ input, reading }: { readonly input: TraceInput; readonly reading: Reading }) {
  const say = useSay()
  if (!('name' in input)) return <Value value={input} reading={reading} />
  const words = reading.words.inputs[input.name]
  return (
    <>
      {words === undefined ? input.name : say(words)} <span className="value">{input.value}</span>{' '}
      {input.how === undefined ? null : <span className="how">= {input.how}</span>}
    </>
  )
}

function Step({
  step,
  reading,
  isOpen,
}: {
  readonly step: TraceStep
  readonly reading: Reading
  readonly isOpen: boolean
}) {
  const say = useSay()
  const words = reading.words.steps[step.step]
  const payer = step.payer === undefined ? undefined : reading.words.payers[step.payer]
  const subject = step.layer === undefined ? step.subject : labelled(step.subject, step.layer, say)
  const named = payer === undefined || subject.includes(say(payer)) ? subject : `${subject} (${say(payer)})`
  const hasMore = step.inputs.length > 0 || (step.steps?.length ?? 0) > 0
  const head = (
    <>
      {named === '' ? null : <strong>{named} </strong>}
      {words === undefined ? step.step : say(words)} <Money fen={step.result} /> {step.assumed ? <AssumedMark /> : null}{' '}
      {step.source === '' ? null : <small className="law-source">{step.source}</small>}
    </>
  )
  if (!hasMore) return <li>{head}</li>
  return (
    <li>
      <details open={isOpen}>
        <summary>{head}</summary>
        <ul>
          {step.inputs.map((input, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: inputs of a step have no other name
            <li key={index}>
              <InputOf input={input} reading={reading} />
            </li>
          ))}
          {step.steps?.map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may occur twice
            <Step key={`${inner.step} ${index}`} step={inner} reading={reading} isOpen={false} />
          ))}
        </ul>
      </details>
    </li>
  )
}

interface TraceTreeProps {
  readonly label: string
  readonly trace: readonly TraceStep[]
  readonly reading: Reading
  /** Whether the outermost steps begin open. */
  readonly isOpen: boolean
}

/** How a computation came to its amounts: steps within steps, values with their sources behind them. */
export function TraceTree({ label, trace, reading, isOpen }: TraceTreeProps) {
  return (
    <ul className="trace" aria-label={label}>
      {trace.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may occur twice
        <Step key={`${step.step} ${step.layer ?? ''} ${index}`} step={step} reading={reading} isOpen={isOpen} />
      ))}
    </ul>
  )
}
