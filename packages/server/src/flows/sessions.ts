import { createHash, randomBytes } from 'node:crypto'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Circumstances, isToBeSeen, mayTouch, passwordStanding, standingOf, type User } from '@yibao/core/office'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { Session, SessionStore, SessionWithUser, SignedIn, SinceLastSignIn } from './sessions-ports.ts'
import type { Account, UserStore, UsersRefusal } from './users-ports.ts'

export interface SessionsDesk extends OperationSource {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly log: OperationLog
  /** How old a password may become; null lets it last. */
  readonly passwordMaximumDays: number | null
}

/** How a token begins, so that one found in a log or a file is known for what it is. */
const prefix = 'yses_'
const form = /^yses_[A-Za-z0-9_-]{43}$/
/** Of the name of a program as much as tells it from another. */
const agentLength = 200

const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest()

export const circumstancesOf = ({ address, agent }: Circumstances): Circumstances => ({
  address,
  agent: agent.slice(0, agentLength),
})

/** A session with the token that is told once and kept as its hash. */
export interface BegunSession {
  readonly token: string
  readonly session: Session
  readonly since: SinceLastSignIn
}

/**
 * Begins a session; its token is new, whatever the caller held before.
 *
 * @returns null when the account is no longer as it was when the password was found right
 */
export async function beginSession(
  desk: SessionsDesk,
  user: User,
  from: Circumstances,
  told: { readonly action: string; readonly passwordHash: string },
): Promise<BegunSession | null> {
  const { userId } = user
  const token = prefix + randomBytes(32).toString('base64url')
  const at = desk.now()
  const sessionId = `S${desk.newId()}`
  const session: Session = { sessionId, userId, ...from, startedAt: at, seenAt: at, endedAt: null }
  const actor: Actor = { hand: { kind: 'user', user }, sessionId, from }
  const operation = operationOf(desk, actor, { action: told.action, target: userId })
  const kept = { ...session, tokenHash: hashOf(token), passwordHash: told.passwordHash }
  const since = await desk.sessions.start(kept, operation)
  return since === null ? null : { token, session, since }
}

function signedInOf(desk: SessionsDesk, found: SessionWithUser, from: Circumstances): SignedIn {
  const { account, userId, sessionId } = found
  const password = { setAt: account.passwordSetAt, mustChange: account.mustChangePassword }
  return {
    user: { userId, name: account.name, grants: account.grants },
    sessionId,
    from,
    mustChangePassword: passwordStanding(password, desk.passwordMaximumDays, desk.now()) !== 'stands',
  }
}

/**
 * Whose request this is. A token that is used from elsewhere than where its session began ends that session; its owner is
 * told at the next sign-in.
 *
 * @returns null for nobody: no such token, or its session is over
 */
export async function userOf(
  desk: SessionsDesk,
  token: string,
  circumstances: Circumstances,
): Promise<SignedIn | null> {
  if (!form.test(token)) return null
  const found = await desk.sessions.withUser(hashOf(token))
  if (found === null || found.account.disabledAt !== null || found.account.held) return null
  const from = circumstancesOf(circumstances)
  const now = desk.now()
  const standing = standingOf(found, from, now)
  if (standing === 'used-elsewhere') await endUsedElsewhere(desk, found, from)
  if (standing !== 'stands') return null
  if (isToBeSeen(found, now)) await desk.sessions.seen(found.sessionId, now)
  return signedInOf(desk, found, from)
}

function endUsedElsewhere(desk: SessionsDesk, { sessionId, userId, address, agent }: Session, from: Circumstances) {
  const operation = {
    ...operationOf(
      desk,
      { hand: { kind: 'console' }, sessionId, from },
      {
        action: 'session.used-elsewhere',
        target: userId,
        outcome: 'refused',
        details: { begunFrom: { address, agent }, usedFrom: from },
      },
    ),
    actor: 'nobody',
  }
  return desk.sessions.end(sessionId, 'used-elsewhere', operation)
}

export const actorOf = ({ user, sessionId, from }: SignedIn): Actor => ({
  hand: { kind: 'user', user },
  sessionId,
  from,
})

/** Ends one's own session. */
export async function signOut(desk: SessionsDesk, signedIn: SignedIn): Promise<void> {
  const { sessionId, user } = signedIn
  const operation = operationOf(desk, actorOf(signedIn), { action: 'session.sign-out', target: user.userId })
  await desk.sessions.end(sessionId, 'signed-out', operation)
}

export type SessionsRefusal = UsersRefusal | { readonly code: 'office.unknown-session' }

/**
 * Ends somebody's session.
 *
 * @returns or refuses as `mayTouch` does, and with `office.unknown-session` when there is none or it has ended
 */
export async function endSession(
  desk: SessionsDesk,
  actor: Actor,
  sessionId: string,
): Promise<Result<null, SessionsRefusal>> {
  const session = await desk.sessions.find(sessionId)
  const account = session === null ? null : await desk.users.find(session.userId)
  const touched = mayEnd(actor, account)
  const operation = operationOf(desk, actor, {
    action: 'sessions.end',
    target: account?.userId ?? null,
    details: { sessionId },
  })
  if (touched.ok && (await desk.sessions.end(sessionId, 'ended-by-administrator', operation))) return ok(null)
  const error = touched.ok ? ({ code: 'office.unknown-session' } as const) : touched.error
  await desk.log.note({ ...operation, outcome: 'refused', reason: error.code })
  return refuse(error)
}

function mayEnd(actor: Actor, account: Account | null): Result<unknown, SessionsRefusal> {
  return account === null ? refuse({ code: 'office.unknown-session' }) : mayTouch(actor.hand, 'end-sessions', account)
}
