export {
  type ChronicStatement,
  chronicOf,
  type DesignatedStatement,
  designatedOf,
  type TransferStatement,
  transferOf,
} from './make.ts'
export type { FilingRefusal } from './refusals.ts'
export type { FilingPerson, FilingStatement, NamedInstitution } from './statement.ts'
export type * from './types.ts'
export { isValidOn } from './valid.ts'
export { type Withdrawal, withdrawalOf } from './withdraw.ts'
