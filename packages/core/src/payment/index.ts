export { advanceFor } from './advance.ts'
export { addPoints, points, pointsText, pointValueOf, pointValueText } from './amounts.ts'
export type { MonthUse } from './budget.ts'
export { budgetProgress, monthParts } from './budget.ts'
export { bandOf, capitationMonth, headCounts } from './capitation.ts'
export { clearYear } from './clearing.ts'
export { countedScore } from './counted-score.ts'
export { dipCaseGroup, dipGroupTable } from './dip-groups.ts'
export { priceCase } from './month-case.ts'
export { emptyPart, type PartPricing, partPricing, sortedPools } from './month-part.ts'
export type * from './month-types.ts'
export { type MonthValues, monthValues, usedFor } from './month-values.ts'
export { budgetPointValue, settlementPointValue } from './point-value.ts'
export type { PreparedPlan } from './prepare.ts'
export { findValue, planOn, preparePlan } from './prepare.ts'
export type { ScoreOptions } from './score.ts'
export { drgCaseGroup, scoreCase } from './score.ts'
export { checkReview, reviewCap } from './special-case.ts'
export { monthStatement } from './statement.ts'
export { addCase, mergeSums, noCases } from './sums.ts'
export type * from './types.ts'
export { valueScore } from './value.ts'
export type { GroupWeights, WeightRefusal } from './weights.ts'
export { caseMixIndex, costIndex, groupWeights, meanOverYears, relativeWeight, timeIndex } from './weights.ts'
export * from './words.ts'
export { type Workbench, workbench } from './workbench.ts'
export type * from './workbench-result.ts'
export { type Risk, type RiskIndicator, type RiskSign, usualWorkbenchRules } from './workbench-risk.ts'
export type {
  WorkbenchCase,
  WorkbenchMethod,
  WorkbenchName,
  WorkbenchRules,
  WorkbenchValue,
  YearEnd,
} from './workbench-types.ts'
export type * from './year-types.ts'
