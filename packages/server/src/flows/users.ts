import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Grant, grantRole, mayTouch, revokeRole, type User, wholeRegion } from '@yibao/core/office'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { Account, Alteration, PasswordHasher, UserQuery, UserStore, UsersRefusal } from './users-ports.ts'

export interface UsersDesk extends OperationSource {
  readonly users: UserStore
  readonly log: OperationLog
  readonly hasher: PasswordHasher
}

/** A password that is told once. */
export interface WithFirstPassword {
  readonly account: Account
  readonly firstPassword: string
}

type Decided = Omit<Alteration, 'operation'>

const grantText = ({ role, scope }: Grant) => ({
  role,
  scope: scope.kind === 'region' ? scope.division : scope.providerCode,
})

/** What was refused stands in the log as well. */
async function noteRefusal<T>(
  desk: UsersDesk,
  actor: Actor,
  told: { readonly action: string; readonly target: string; readonly details: object },
  result: Result<T, UsersRefusal>,
): Promise<Result<T, UsersRefusal>> {
  if (result.ok) return result
  await desk.log.note(operationOf(desk, actor, { ...told, outcome: 'refused', reason: result.error.code }))
  return result
}

/** What is done, and which version of the account whoever does it looked at; without one he did not look. */
interface Told {
  readonly action: string
  readonly target: string
  readonly details: object
  readonly seen: number | undefined
}

/** Does something to an account: decided under its lock, done and logged at once; a refusal is logged too. */
async function alter(
  desk: UsersDesk,
  actor: Actor,
  { seen, ...told }: Told,
  decide: (account: Account) => Result<Decided, UsersRefusal>,
): Promise<Result<Account, UsersRefusal>> {
  const operation = operationOf(desk, actor, told)
  const altered = await desk.users.alter(told.target, (account) => {
    if (account === null) return refuse({ code: 'office.unknown-user' })
    if (seen !== undefined && account.version !== seen) return refuse({ code: 'office.changed' })
    const decided = decide(account)
    return decided.ok ? ok({ ...decided.value, operation }) : decided
  })
  return noteRefusal(desk, actor, told, altered)
}

/**
 * Makes an account with a first password, which is told once and must be changed at the first sign-in. Grants may come
 * with it only from the command line, where they obey the same separation.
 *
 * @returns or refuses with what `grantRole` refuses, `office.unknown-institution`, `office.unknown-division`,
 *   `office.user-id-taken`, `office.staff-number-taken`, `office.busy`
 */
export async function addUser(
  desk: UsersDesk,
  actor: Actor,
  made: Pick<Account, 'userId' | 'name' | 'staffNumber'> & { readonly grants: readonly Grant[] },
): Promise<Result<WithFirstPassword, UsersRefusal>> {
  const { userId, name, staffNumber, grants } = made
  const told = { action: 'users.add', target: userId, details: { name, staffNumber, grants: grants.map(grantText) } }
  // Names that stand in the log for who has no account.
  if (userId === 'console' || userId === 'nobody')
    return noteRefusal(desk, actor, told, refuse({ code: 'office.user-id-taken' }))
  let user: User = { userId, name, grants: [] }
  for (const grant of grants) {
    const known = await knowsPlace(desk, grant)
    const granted = known.ok ? grantRole(actor.hand, user, grant) : known
    if (!granted.ok) return noteRefusal(desk, actor, told, granted)
    user = granted.value
  }
  const firstPassword = desk.hasher.makePassword()
  const hash = await desk.hasher.hash(firstPassword)
  if (hash === null) return refuse({ code: 'office.busy' })
  const password = { hash, setAt: desk.now(), mustChange: true }
  const grantIds = grants.map(() => `G${desk.newId()}`)
  const added = await desk.users.add({ ...user, staffNumber, password, grantIds }, operationOf(desk, actor, told))
  const noted = await noteRefusal(desk, actor, told, added)
  return noted.ok ? ok({ account: noted.value, firstPassword }) : noted
}

async function knowsPlace({ users }: UsersDesk, { scope }: Grant): Promise<Result<null, UsersRefusal>> {
  if (scope.kind === 'institution') {
    return (await users.institutionExists(scope.providerCode))
      ? ok(null)
      : refuse({ code: 'office.unknown-institution' })
  }
  const known = scope.division === wholeRegion || (await users.divisionExists(scope.division))
  return known ? ok(null) : refuse({ code: 'office.unknown-division' })
}

/** Closes an account and ends its sessions. Refuses as `mayTouch` does, and with `office.unknown-user`, `office.changed`. */
export function disableUser(desk: UsersDesk, actor: Actor, userId: string, seen?: number) {
  return alter(desk, actor, { action: 'users.disable', target: userId, details: {}, seen }, (account) => {
    const touched = mayTouch(actor.hand, 'disable', account)
    return touched.ok ? ok({ disabledAt: desk.now(), endSessions: 'disabled' }) : touched
  })
}

/** Opens a closed account again. Refuses as `mayTouch` does, and with `office.unknown-user`, `office.changed`. */
export function enableUser(desk: UsersDesk, actor: Actor, userId: string, seen?: number) {
  return alter(desk, actor, { action: 'users.enable', target: userId, details: {}, seen }, (account) => {
    const touched = mayTouch(actor.hand, 'enable', account)
    return touched.ok ? ok({ disabledAt: null }) : touched
  })
}

/** Lifts a lock, and releases an account whose password was made anew. Refuses as `mayTouch` does. */
export function unlockUser(desk: UsersDesk, actor: Actor, userId: string, seen?: number) {
  return alter(desk, actor, { action: 'users.unlock', target: userId, details: {}, seen }, (account) => {
    const touched = mayTouch(actor.hand, 'unlock', account)
    return touched.ok ? ok({ held: false, forgetTries: true }) : touched
  })
}

/**
 * Makes a password anew. Whoever makes it knows it, so the account is held until the security administrator releases it;
 * at the command line, where one hand does both, it is not.
 *
 * @returns the account with its first password; or refuses as `mayTouch` does, with `office.unknown-user`, `office.busy`
 */
export async function resetPassword(
  desk: UsersDesk,
  actor: Actor,
  userId: string,
  seen?: number,
): Promise<Result<WithFirstPassword, UsersRefusal>> {
  const firstPassword = desk.hasher.makePassword()
  const hash = await desk.hasher.hash(firstPassword)
  if (hash === null) return refuse({ code: 'office.busy' })
  const told = { action: 'users.reset-password', target: userId, details: {}, seen }
  const reset = await alter(desk, actor, told, (account) => {
    const touched = mayTouch(actor.hand, 'reset-password', account)
    if (!touched.ok) return touched
    const password = { hash, setAt: desk.now(), mustChange: true }
    const atMachine = actor.hand.kind === 'console'
    const end = { password, endSessions: 'password-changed' } as const
    return ok(atMachine ? { ...end, held: false, forgetTries: true } : { ...end, held: true })
  })
  return reset.ok ? ok({ account: reset.value, firstPassword }) : reset
}

/**
 * Gives an account a role. Refuses as `grantRole` does, with `office.unknown-user`, `office.unknown-institution`,
 * `office.unknown-division`.
 */
export async function grantTo(desk: UsersDesk, actor: Actor, userId: string, grant: Grant, seen?: number) {
  const told = { action: 'users.grant', target: userId, details: grantText(grant), seen }
  const known = await knowsPlace(desk, grant)
  return alter(desk, actor, told, (account) => {
    const granted = grantRole(actor.hand, account, grant)
    if (!granted.ok) return granted
    return known.ok ? ok({ grant: { grantId: `G${desk.newId()}`, grant } }) : known
  })
}

/** Takes a role from an account and ends its sessions. Refuses as `revokeRole` does, and with `office.unknown-user`. */
export function revokeFrom(desk: UsersDesk, actor: Actor, userId: string, grant: Grant, seen?: number) {
  const told = { action: 'users.revoke', target: userId, details: grantText(grant), seen }
  return alter(desk, actor, told, (account) => {
    const revoked = revokeRole(actor.hand, account, grant)
    return revoked.ok ? ok({ revoke: grant, endSessions: 'role-revoked' }) : revoked
  })
}

/** As many accounts as one page may have. */
export const userPageLimit = 200

/** One page of accounts, by sign-in name. */
export async function listUsers(store: Pick<UserStore, 'list'>, query: UserQuery) {
  const limit = Math.max(1, Math.min(query.limit, userPageLimit))
  const found = await store.list({ ...query, limit: limit + 1 })
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.userId ?? null) : null }
}
