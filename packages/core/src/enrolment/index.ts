export { compileEnrolment, type EnrolmentLaw } from './enrol.ts'
export { enrolHousehold } from './household.ts'
export { standingOf } from './standing.ts'
export type * from './types.ts'
