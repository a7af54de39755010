import type { LocalDateTime } from '@yibao/core/kernel'
import type { Circumstances, User } from '@yibao/core/office'
import type { Operation } from './operation-log.ts'
import type { Account, SessionEnd } from './users-ports.ts'

/** A session as its administrators see it. */
export interface Session extends Circumstances {
  readonly sessionId: string
  readonly userId: string
  readonly startedAt: LocalDateTime
  readonly seenAt: LocalDateTime
  readonly endedAt: LocalDateTime | null
}

/** Who is behind a token, as every request asks. */
export interface SessionWithUser extends Session {
  readonly account: Pick<Account, 'name' | 'grants' | 'disabledAt' | 'mustChangePassword' | 'passwordSetAt' | 'held'>
}

interface NewSession extends Session {
  readonly tokenHash: Uint8Array
  /** The hash of the password that was found right. */
  readonly passwordHash: string
}

/** What an owner is told at sign-in about the time since the last one. */
export interface SinceLastSignIn {
  readonly lastSignIn: { readonly at: LocalDateTime; readonly address: string } | null
  /** Wrong tries since then. */
  readonly failedTries: number
  /** Sessions that were used from elsewhere and ended therefore. */
  readonly usedElsewhere: readonly { readonly at: LocalDateTime; readonly startedFrom: string }[]
}

/** Where a page of open sessions ends. */
type SessionKey = Pick<Session, 'seenAt' | 'sessionId'>

export interface SessionStore {
  /** By the hash of the token; one indexed read. */
  withUser(tokenHash: Uint8Array): Promise<SessionWithUser | null>
  /** Writes the sign of life down, when the one on file is older than `since`. */
  seen(sessionId: string, at: LocalDateTime): Promise<void>
  /**
   * Begins a session and tells what happened since the last one.
   *
   * @returns null when the account was disabled or held, or its password changed, since it was looked at
   */
  start(session: NewSession, operation: Operation): Promise<SinceLastSignIn | null>
  /** @returns false when it had ended already */
  end(sessionId: string, reason: SessionEnd, operation: Operation): Promise<boolean>
  find(sessionId: string): Promise<Session | null>
  /** When the session before this one of the same account was begun; this one where it is the first. */
  newsSince(sessionId: string): Promise<LocalDateTime>
  /** Where sessions of an account were begun since, each address once. */
  addresses(userId: string, since: LocalDateTime): Promise<readonly string[]>
  /** Those that have not ended and were seen since, latest first. */
  open(
    query: { readonly userId: string | null; readonly seenSince: LocalDateTime },
    after: SessionKey | null,
    limit: number,
  ): Promise<readonly Session[]>
}

/** Whose request it is. */
export interface SignedIn {
  readonly user: User
  readonly sessionId: string
  readonly from: Circumstances
  /** Nothing but the password may be changed until it is. */
  readonly mustChangePassword: boolean
}
