export { type CreditContext, creditAct } from './act.ts'
export { pointsFor, schemeOn } from './rules.ts'
export { standingOf } from './standing.ts'
export type * from './types.ts'
