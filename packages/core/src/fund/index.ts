export { fundStanding } from './standing.ts'
export type { FundFacts, FundStanding, MonthAmount } from './types.ts'
