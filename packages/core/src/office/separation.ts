import { ok, type Result, refuse } from '../kernel/index.ts'
import { wholeRegion } from './reach.ts'
import type { Right } from './rights.ts'
import { handOf, rightsOf, roleTerms } from './roles.ts'
import type { AccountAct, Grant, Hand, OfficeRefusal, Scope, User } from './types.ts'

const rightFor: Readonly<Record<AccountAct, Right>> = {
  disable: 'users.manage',
  enable: 'users.manage',
  'reset-password': 'users.manage',
  unlock: 'users.unlock',
  'end-sessions': 'sessions.end',
  grant: 'roles.assign',
  revoke: 'roles.assign',
}

/** Whether a role may be used in a scope; an administrator's office is the whole centre. */
function fitsScope({ role, scope }: Grant): boolean {
  const { fits } = roleTerms(role)
  if (fits === 'institution') return scope.kind === 'institution'
  return scope.kind === 'region' && (fits === 'region' || scope.division === wholeRegion)
}

export const sameScope = (a: Scope, b: Scope): boolean =>
  a.kind === 'region'
    ? b.kind === 'region' && a.division === b.division
    : b.kind === 'institution' && a.providerCode === b.providerCode

export const sameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && sameScope(a.scope, b.scope)

/**
 * Whether a hand may do something to an account. Nobody touches the account he signed in with; that of an audit
 * administrator, who watches the other two, is touched at the machine's own command line only.
 *
 * @returns or refuses with `office.no-right`, `office.own-account`, `office.audit-admin-apart`, in this order
 */
export function mayTouch(hand: Hand, act: AccountAct, target: User): Result<User, OfficeRefusal> {
  if (hand.kind === 'console') return ok(target)
  const right = rightFor[act]
  if (!hand.user.grants.some(({ role }) => rightsOf(role).includes(right))) {
    return refuse({ code: 'office.no-right', right })
  }
  if (hand.user.userId === target.userId) return refuse({ code: 'office.own-account' })
  const isApart = target.grants.some(({ role }) => role === 'audit-admin')
  return isApart ? refuse({ code: 'office.audit-admin-apart' }) : ok(target)
}

/**
 * Whether an account may get a role: the scope fits it, no second administrator's office and no office beside business.
 * The command line obeys the same, but it alone names an audit administrator.
 *
 * @returns the account with the grant; or refuses as `mayTouch` does, then with `office.wrong-scope`,
 *   `office.audit-admin-apart`, `office.two-offices`, `office.already-granted`
 */
export function grantRole(hand: Hand, target: User, grant: Grant): Result<User, OfficeRefusal> {
  const touched = mayTouch(hand, 'grant', target)
  if (!touched.ok) return touched
  const { role } = grant
  if (!fitsScope(grant)) return refuse({ code: 'office.wrong-scope', role, fits: roleTerms(role).fits })
  if (role === 'audit-admin' && hand.kind === 'user') return refuse({ code: 'office.audit-admin-apart' })
  const other = target.grants.find(({ role: held }) => handOf(held) !== handOf(role))
  if (other !== undefined) return refuse({ code: 'office.two-offices', held: other.role, wanted: role })
  if (target.grants.some((held) => sameGrant(held, grant))) return refuse({ code: 'office.already-granted' })
  return ok({ ...target, grants: [...target.grants, grant] })
}

/**
 * Whether a role may be taken from an account.
 *
 * @returns the account without the grant; or refuses as `mayTouch` does, then with `office.unknown-grant`
 */
export function revokeRole(hand: Hand, target: User, grant: Grant): Result<User, OfficeRefusal> {
  const touched = mayTouch(hand, 'revoke', target)
  if (!touched.ok) return touched
  const kept = target.grants.filter((held) => !sameGrant(held, grant))
  return kept.length === target.grants.length
    ? refuse({ code: 'office.unknown-grant' })
    : ok({ ...target, grants: kept })
}
