export { type CompiledPlan, compilePlan } from './apportion.ts'
export {
  type DescribedLine,
  type DescribedSums,
  splitDescribed,
  sumDescribed,
} from './described-bill.ts'
export { type CompiledCoverage, compileCoverage, type LineFacts } from './item-terms.ts'
export * from './plan-book.ts'
export { type CeilingTerm, ceilingsOf, type ShareTerm, sharesOf } from './region-terms.ts'
export { splitLine } from './split-line.ts'
export { everyStep, isAssumed } from './trace.ts'
export type * from './types.ts'
