export { buildDirectory, type DirectoryBuilder, directoryBuilder } from './build.ts'
export { dipCaseOf } from './case-of.ts'
export { type CharlsonFinding, charlsonFindings, charlsonIndex } from './charlson.ts'
export { type CharlsonCondition, charlsonConditions, charlsonSource } from './charlson-table.ts'
export { checkRules } from './check-rules.ts'
export {
  type CasePoints,
  type ComparatorRefusal,
  type Comparators,
  casePoints,
  deviationOf,
  levelMeanLastYear,
  type PointsFacts,
  type TracedCasePoints,
  traceCasePoints,
} from './deviation.ts'
export { type DirectoryDiff, diffDirectories, type ScoreChange } from './diff.ts'
export { directoryLayout, directoryOf, directoryText } from './directory-text.ts'
export { compileDirectory, type DipGrouper, groupDip, traceDip } from './group.ts'
export { type InstitutionCoefficient, type InstitutionRefusal, institutionCoefficient } from './institution.ts'
export { type PlainDipGrouping, plainGrouping } from './plain-grouping.ts'
export type * from './rules-types.ts'
export type { DipStep, DipStepInput, DipUnit } from './steps.ts'
export type * from './types.ts'
