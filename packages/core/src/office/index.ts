export {
  accountLockout,
  addressLockout,
  afterTry,
  freshTries,
  giveBack,
  isLocked,
  knownPlaceLockout,
  type LockoutTerms,
  lockoutOf,
  networkOf,
  placeKnownSeconds,
  type Tries,
} from './lockout.ts'
export { maskIdentityNumbers, maskName, maskNumber } from './masks.ts'
export { momentOf, secondsOf } from './moments.ts'
export { passwordFaults, passwordStanding, passwordTerms } from './password.ts'
export {
  everywhere,
  mayReach,
  nowhere,
  reachesAnything,
  reachHolds,
  reachOf,
  reachWithin,
  regionHolds,
  sharedReach,
  wholeRegion,
  worksAt,
} from './reach.ts'
export { type Right, rightNames, rights } from './rights.ts'
export { handOf, isRole, type Role, rightsOf, roles, roleTable, roleTerms } from './roles.ts'
export {
  digestWithRow,
  type Seal,
  type SealAnchor,
  type SealedRow,
  type SealFault,
  sealFault,
  sealHash,
  sealOf,
  sealRows,
  sealStart,
  type TextDigest,
} from './seal.ts'
export { grantRole, mayTouch, revokeRole, sameGrant, sameScope } from './separation.ts'
export { type Circumstances, isToBeSeen, type SessionStanding, sessionTerms, standingOf } from './session.ts'
export type * from './types.ts'
