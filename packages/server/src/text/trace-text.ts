import type { TraceInput, TraceStep } from '@yibao/core/benefit'
import { yuan } from '@yibao/core/kernel'
import { cellsOf, padLeft, padRight } from './table-text.ts'
import { traceInputWords, traceStepWords } from './trace-words.ts'

/** Stands beside everything that rests on a value no source prints. */
const assumedMark = '〔假定值 assumed〕'

/** Results stand below each other behind what fits here; a longer step pushes only its own. */
const widestTitle = 64

const ofSubject = (subject: string, words: string): string => (subject === '' ? words : `${subject}：${words}`)

function titleOf(step: TraceStep): string {
  const { zh, en } = traceStepWords(step)
  return `${ofSubject(step.subject, zh)} ${en}`
}

/** Labels of the law stay in its language. */
function inputText(input: TraceInput): string {
  const { zh, en } = traceInputWords(input)
  return 'parameter' in input ? `${zh} ${input.value}` : `${zh} ${en} ${input.value}`
}

/** A computation as people read it: numbered steps with what they are, from what and why; Chinese first, results aligned. */
export function traceLines(trace: readonly TraceStep[]): readonly string[] {
  const digits = String(trace.length).length
  const indent = ' '.repeat(digits + 4)
  const width = Math.min(widestTitle, Math.max(0, ...trace.map((step) => cellsOf(titleOf(step)))))
  const resultWidth = Math.max(0, ...trace.map(({ result }) => yuan(result).length))
  return trace.flatMap((step, index) => {
    const number = padLeft(String(index + 1), digits)
    const assumed = step.assumed ? ` ${assumedMark}` : ''
    return [
      `  ${number}. ${padRight(titleOf(step), width)} → ${padLeft(yuan(step.result), resultWidth)}${assumed}`,
      ...(step.inputs.length === 0 ? [] : [`${indent}由 from：${step.inputs.map(inputText).join('；')}`]),
      ...(step.source === '' ? [] : [`${indent}据 source：${step.source}`]),
    ]
  })
}

/** A computation as one Chinese text, for fields of messages that carry it. */
export function chineseTrace(trace: readonly TraceStep[]): string {
  const stepText = (step: TraceStep): string => {
    const given = step.inputs.map((input) => `${traceInputWords(input).zh} ${input.value}`)
    const source = step.source === '' ? '' : `〔${step.source}${step.assumed ? '，假定值' : ''}〕`
    return `${ofSubject(step.subject, traceStepWords(step).zh)}：${given.join('，')} → ${yuan(step.result)}${source}`
  }
  return trace.map(stepText).join('；')
}

/** A computation for machines: the same steps by code, each with its words, results as decimal yuan. */
export function traceJson(trace: readonly TraceStep[]) {
  return trace.map(({ step, subject, inputs, result, source, assumed }) => ({
    step,
    words: traceStepWords({ step }),
    subject,
    inputs: inputs.map((input) => ({ ...input, words: traceInputWords(input) })),
    result: yuan(result),
    source,
    assumed,
  }))
}
