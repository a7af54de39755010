import type { CaseActor, CaseworkDesk } from './casework-ports.ts'
import { operationOf } from './operation-log.ts'

/** Whose interest in which institution. */
export interface Interest {
  readonly userId: string
  readonly providerCode: string
  readonly reason: string
}

type Desk = Pick<CaseworkDesk, 'matters' | 'newId' | 'now'>

/**
 * Declares that somebody keeps away from an institution (回避): a relative works there, a share is held. From now on nothing of it is given to him.
 *
 * @returns false when it stands already
 */
export function declareInterest(
  desk: Desk,
  by: Pick<CaseActor, 'actor' | 'userId'>,
  interest: Interest,
): Promise<boolean> {
  const { userId, providerCode, reason } = interest
  const details = { providerCode, by: by.userId }
  const operation = operationOf(desk, by.actor, { action: 'matters.declare-interest', target: userId, reason, details })
  const declared = { userId, providerCode, reason, declaredAt: operation.at, declaredBy: by.userId }
  return desk.matters.declareConflict(declared, operation)
}

/** Ends it. @returns false when none stands */
export function endInterest(desk: Desk, by: Pick<CaseActor, 'actor' | 'userId'>, interest: Interest): Promise<boolean> {
  const { userId, providerCode, reason } = interest
  const details = { providerCode, by: by.userId }
  const operation = operationOf(desk, by.actor, { action: 'matters.end-interest', target: userId, reason, details })
  return desk.matters.endConflict(userId, providerCode, by.userId, operation.at, operation)
}
