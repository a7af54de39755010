import type { TraceStep } from '@yibao/core/benefit'
import { yuan } from '@yibao/core/kernel'

/** Stands beside everything that rests on a value no source prints. */
const assumedMark = '〔假定值 assumed〕'

/** The inputs of line steps go by plain names; those of plan steps carry the label that the law gives them. */
const inputNames: Readonly<Record<string, string>> = {
  price: '单价 price',
  quantity: '数量 quantity',
  amount: '金额 amount',
  base: '基数 base',
  rate: '比例 rate',
  ceiling: '限价 ceiling',
}

/** One step: what it is, from what, what came out, and which words of the law say so. */
function stepLines(step: TraceStep, index: number): readonly string[] {
  const inputs = Object.entries(step.inputs).map(([name, value]) => `${inputNames[name] ?? name} ${value}`)
  const assumed = step.assumed ? ` ${assumedMark}` : ''
  return [
    `  ${index + 1}. ${step.label} [${step.step}] → ${yuan(step.result)}${assumed}`,
    ...(inputs.length === 0 ? [] : [`     由 from：${inputs.join('；')}`]),
    ...(step.source === '' ? [] : [`     据 source：${step.source}`]),
  ]
}

/** A computation as people read it: numbered steps, amounts in yuan, Chinese first. */
export function traceLines(trace: readonly TraceStep[]): readonly string[] {
  return trace.flatMap(stepLines)
}

/** A computation for machines: the same steps, each result as decimal yuan. */
export function traceJson(trace: readonly TraceStep[]): readonly (Omit<TraceStep, 'result'> & { result: string })[] {
  return trace.map((step) => ({ ...step, result: yuan(step.result) }))
}
