export { checkReport, entryOf } from './entry.ts'
export type { StockRefusal, TraceRefusal } from './refusals.ts'
export { type CodedLine, claimProblem, claimsOf, sameHolder, stateOf } from './trace-code.ts'
export type * from './types.ts'
