import type { ValueTrace } from '../policy/index.ts'
import type { TraceInput, TraceStep } from './types.ts'

function valueAssumed(trace: ValueTrace): boolean {
  if ('parameter' in trace) return trace.assumed
  return 'formula' in trace && trace.inputs.some(valueAssumed)
}

/** Whether any value that went in is printed in no source. */
export function isAssumed(inputs: readonly TraceInput[]): boolean {
  return inputs.some((input) => !('name' in input) && valueAssumed(input))
}

/** All steps of a trace, those within a layer after the layer itself. */
export function everyStep(trace: readonly TraceStep[]): readonly TraceStep[] {
  return trace.flatMap((step) => [step, ...everyStep(step.steps ?? [])])
}
