import { ok, type Result, refuse } from '@yibao/core/kernel'
import {
  accountLockout,
  addressLockout,
  afterTry,
  type Circumstances,
  freshTries,
  giveBack,
  isLocked,
  knownPlaceLockout,
  type LockoutTerms,
  momentOf,
  networkOf,
  passwordFaults,
  passwordStanding,
  passwordTerms,
  placeKnownSeconds,
  secondsOf,
} from '@yibao/core/office'
import { type Actor, operationOf } from './operation-log.ts'
import { actorOf, type BegunSession, beginSession, circumstancesOf, type SessionsDesk } from './sessions.ts'
import type { SignedIn } from './sessions-ports.ts'
import type { Account, PasswordHasher, TryStore, UsersRefusal } from './users-ports.ts'

export interface SignInDesk extends SessionsDesk {
  readonly hasher: PasswordHasher
  readonly tries: TryStore
}

/** One answer for everything that keeps a person out, so that it tells nobody whether there is such an account. */
export type SignInRefusal =
  | { readonly code: 'office.sign-in-refused' }
  | { readonly code: 'office.too-many-tries' }
  | { readonly code: 'office.busy' }

export interface SignInOrder {
  readonly userId: string
  readonly password: string
  readonly from: Circumstances
  /** The session that the same client holds already; it ends. */
  readonly held: SignedIn | null
}

export interface GoodSignIn extends BegunSession {
  readonly signedIn: SignedIn
}

/** Under which name the tries for an account from one place are counted, and by which terms. */
interface Count {
  readonly account: string
  readonly address: string
  readonly terms: LockoutTerms
}

const userIdForm = /^[a-z][a-z0-9._-]{2,31}$/

interface Counted {
  readonly accountLocked: boolean
  readonly addressLocked: boolean
  /** The lock of the address that this try made; null when it made none. */
  readonly ownLock: number | null
}

/** Tries from a network where the owner signs in are counted apart from those of everybody elsewhere. */
async function countOf(desk: SignInDesk, userId: string, from: string): Promise<Count> {
  const network = networkOf(from)
  const known = await desk.sessions.addresses(userId, momentOf(secondsOf(desk.now()) - placeKnownSeconds))
  const [account, address] = [`account ${userId}`, `address ${network}`]
  return known.some((place) => networkOf(place) === network)
    ? { account: `${account} at ${network}`, address, terms: knownPlaceLockout }
    : { account, address, terms: accountLockout }
}

/** Counts a try before it is known to be right, so that a hundred at once are no more than a hundred in a row. */
async function countTry(desk: SignInDesk, count: Count): Promise<Counted> {
  const now = secondsOf(desk.now())
  let counted: Counted = { accountLocked: true, addressLocked: true, ownLock: null }
  await desk.tries.change([count.address, count.account], ([byAddress, byAccount]) => {
    const [place, account] = [byAddress ?? freshTries, byAccount ?? freshTries]
    const locked = { addressLocked: isLocked(place, now), accountLocked: isLocked(account, now) }
    counted = { ...locked, ownLock: null }
    if (locked.addressLocked) return [place, account]
    const next = afterTry(place, addressLockout, now)
    counted = { ...locked, ownLock: isLocked(next, now) ? next.lockedUntil : null }
    return [next, afterTry(account, count.terms, now)]
  })
  return counted
}

/** A right password clears the account's tries from there and gives the address its try back. */
const clearTry = (desk: SignInDesk, count: Count, { ownLock }: Counted): Promise<void> =>
  desk.tries.change([count.address, count.account], ([place]) => [
    giveBack(place ?? freshTries, addressLockout, ownLock),
    freshTries,
  ])

/** Why somebody with an account is kept out; null when he is not. */
function keptOut(desk: SignInDesk, account: Account | null, counted: Counted, matches: boolean): string | null {
  if (account === null) return 'unknown-user'
  if (counted.accountLocked) return 'locked'
  if (!matches) return 'wrong-password'
  if (account.disabledAt !== null) return 'disabled'
  if (account.held) return 'held'
  const password = { setAt: account.passwordSetAt, mustChange: account.mustChangePassword }
  const standing = passwordStanding(password, desk.passwordMaximumDays, desk.now())
  return standing === 'lapsed' ? 'first-password-lapsed' : null
}

/**
 * Signs a person in. An unknown account, a wrong password, a locked, held or disabled account: all take the same steps and
 * get the same answer; only the log knows which it was.
 *
 * @returns or refuses with `office.too-many-tries` (of this address), `office.sign-in-refused`, `office.busy`
 */
export async function signIn(desk: SignInDesk, order: SignInOrder): Promise<Result<GoodSignIn, SignInRefusal>> {
  const from = circumstancesOf(order.from)
  // What is no sign-in name may be a password in the wrong field: it is neither looked for nor written down.
  const userId = userIdForm.test(order.userId) ? order.userId : ''
  const count = await countOf(desk, userId, from.address)
  const counted = await countTry(desk, count)
  if (counted.addressLocked) return refuse({ code: 'office.too-many-tries' })
  const account = await desk.users.find(userId)
  const [hash = await desk.hasher.nobodysHash] = await desk.users.passwordHashes(userId, 1)
  const matches = await desk.hasher.matches(hash, order.password)
  if (matches === null) return refuse({ code: 'office.busy' })
  const why = keptOut(desk, account, counted, matches)
  if (account === null || why !== null) {
    const nobody: Actor = { hand: { kind: 'console' }, sessionId: null, from }
    const told = { action: 'session.sign-in', target: userId === '' ? null : userId, outcome: 'refused' } as const
    await desk.log.note({ ...operationOf(desk, nobody, { ...told, reason: why }), actor: 'nobody' })
    return refuse({ code: 'office.sign-in-refused' })
  }
  await clearTry(desk, count, counted)
  if (order.held !== null) await endHeld(desk, order.held)
  const begun = await beginSession(desk, account, from, { action: 'session.sign-in', passwordHash: hash })
  if (begun === null) return refuse({ code: 'office.sign-in-refused' })
  return ok({ ...begun, signedIn: signedInBy(desk, account, begun, from) })
}

function signedInBy(desk: SessionsDesk, account: Account, { session }: BegunSession, from: Circumstances): SignedIn {
  const { userId, name, grants, passwordSetAt: setAt, mustChangePassword: mustChange } = account
  const standing = passwordStanding({ setAt, mustChange }, desk.passwordMaximumDays, desk.now())
  return {
    user: { userId, name, grants },
    sessionId: session.sessionId,
    from,
    mustChangePassword: standing !== 'stands',
  }
}

async function endHeld(desk: SignInDesk, held: SignedIn): Promise<void> {
  const operation = operationOf(desk, actorOf(held), { action: 'session.sign-out', target: held.user.userId })
  await desk.sessions.end(held.sessionId, 'signed-in-anew', operation)
}

/**
 * Whether nobody closed the account or set its password since it was found right: else a change that was under way would
 * undo what an administrator just did.
 */
const isAsBefore = (account: Account | null, before: Account | null): boolean =>
  account !== null &&
  account.disabledAt === null &&
  !account.held &&
  account.passwordSetAt === before?.passwordSetAt &&
  account.mustChangePassword === before.mustChangePassword

/**
 * Changes one's own password. All sessions of the account end, and a new one begins for the caller.
 *
 * @returns or refuses with `office.wrong-password` (counted like a wrong sign-in), `office.too-many-tries`,
 *   `office.bad-password`, `office.busy`
 */
export async function changePassword(
  desk: SignInDesk,
  signedIn: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Result<BegunSession, UsersRefusal>> {
  const { user, from } = signedIn
  const told = { action: 'session.change-password', target: user.userId }
  const refused = async (error: UsersRefusal): Promise<Result<never, UsersRefusal>> => {
    await desk.log.note(operationOf(desk, actorOf(signedIn), { ...told, outcome: 'refused', reason: error.code }))
    return refuse(error)
  }
  const count = await countOf(desk, user.userId, from.address)
  const counted = await countTry(desk, count)
  if (counted.accountLocked || counted.addressLocked) return refused({ code: 'office.too-many-tries' })
  const before = await desk.users.find(user.userId)
  const hashes = await desk.users.passwordHashes(user.userId, passwordTerms.keptBack)
  const [inForce = await desk.hasher.nobodysHash] = hashes
  const matches = await desk.hasher.matches(inForce, current)
  if (matches === null) return refuse({ code: 'office.busy' })
  if (!matches) return refused({ code: 'office.wrong-password' })
  await clearTry(desk, count, counted)
  const [fault, ...faults] = passwordFaults(next, user)
  if (fault !== undefined) return refused({ code: 'office.bad-password', faults: [fault, ...faults] })
  for (const hash of hashes) {
    const same = await desk.hasher.matches(hash, next)
    if (same === null) return refuse({ code: 'office.busy' })
    if (!same) continue
    const usedBefore = { fault: 'used-before', keptBack: passwordTerms.keptBack } as const
    return refused({ code: 'office.bad-password', faults: [usedBefore] })
  }
  const hash = await desk.hasher.hash(next)
  if (hash === null) return refuse({ code: 'office.busy' })
  const changed = await desk.users.alter(user.userId, (account) =>
    isAsBefore(account, before)
      ? ok({
          password: { hash, setAt: desk.now(), mustChange: false },
          endSessions: 'password-changed',
          operation: operationOf(desk, actorOf(signedIn), told),
        })
      : refuse({ code: 'office.wrong-password' }),
  )
  if (!changed.ok) return refused(changed.error)
  const begun = await beginSession(desk, user, from, { action: 'session.begin-anew', passwordHash: hash })
  return begun === null ? refuse({ code: 'office.unknown-user' }) : ok(begun)
}
