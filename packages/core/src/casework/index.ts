export { type ActContext, act, checkVersion, type OpenContext, open } from './act.ts'
export { type AssignTerms, assignTo, type Candidate, type Digest, drawRecheck } from './assign.ts'
export { type CountedDeadline, daysLeft, deadlineOf, limitOn, type Reminder, remindersDue } from './deadlines.ts'
export { actsTelling, actsTold, namesTold, papersTold, toldToInstitution } from './disclosure.ts'
export { type Duty, dutiesOf, statesAwaiting } from './duties.ts'
export {
  actKinds,
  caseStates,
  documentKinds,
  limitNames,
  measureKinds,
  moneyKinds,
  offices,
  procedures,
  reviewStates,
  sourceKinds,
} from './kinds.ts'
export { beyondLine, fundShareOf, type LineClaim, type LineMoney } from './line.ts'
export { checkMeasures, type MeasureSubject, type MeasureTerms, owed, subjectsOf } from './measures.ts'
export { liveMoney, type MoneyMove, owedBack } from './money.ts'
export { due } from './needs.ts'
export { assignable, assignedAs, assigneesOf, assigns } from './parts.ts'
export type { CaseworkRefusal } from './refusals.ts'
export { replay } from './replay.ts'
export { shortNumber } from './short-number.ts'
export { lapses, termOver } from './terms.ts'
export { may, precedence, rowsFrom, transitions } from './transitions.ts'
export { assignmentOf, everybodyIn, turnOf } from './turns.ts'
export type * from './types.ts'
export * from './words.ts'
