import type { DivisionCode, LocalDateTime, Result } from '@yibao/core/kernel'
import type { Grant, OfficeRefusal, Tries, User } from '@yibao/core/office'
import type { Operation } from './operation-log.ts'

/** An account with everything that is known of it but its secrets. */
export interface Account extends User {
  readonly staffNumber: string
  /** Grows by one with whatever is done to the account. */
  readonly version: number
  readonly createdAt: LocalDateTime
  /** Null for an account in use. */
  readonly disabledAt: LocalDateTime | null
  readonly mustChangePassword: boolean
  readonly passwordSetAt: LocalDateTime
  /** Its password was made anew by a system administrator and it waits for the security administrator. */
  readonly held: boolean
  /** Seconds of civil time, as `secondsOf` counts them; 0 when it was never locked. */
  readonly lockedUntil: number
}

export type SessionEnd =
  | 'signed-out'
  | 'signed-in-anew'
  | 'password-changed'
  | 'role-revoked'
  | 'disabled'
  | 'ended-by-administrator'
  | 'used-elsewhere'

export type UsersRefusal =
  | OfficeRefusal
  | { readonly code: 'office.unknown-user' }
  | { readonly code: 'office.changed' }
  | { readonly code: 'office.user-id-taken' }
  | { readonly code: 'office.staff-number-taken' }
  | { readonly code: 'office.unknown-institution' }
  | { readonly code: 'office.unknown-division' }
  | { readonly code: 'office.wrong-password' }
  | { readonly code: 'office.too-many-tries' }
  | { readonly code: 'office.busy' }

interface Password {
  readonly hash: string
  readonly setAt: LocalDateTime
  readonly mustChange: boolean
}

/** What becomes of an account, all at once, with the row of the log that tells it. */
export interface Alteration {
  readonly disabledAt?: LocalDateTime | null
  readonly password?: Password
  readonly held?: boolean
  readonly grant?: { readonly grantId: string; readonly grant: Grant }
  readonly revoke?: Grant
  /** Its sessions end, for this reason. */
  readonly endSessions?: SessionEnd
  /** Its wrong tries are forgotten, and with them a lock. */
  readonly forgetTries?: true
  readonly operation: Operation
}

export interface NamedInstitution {
  readonly providerCode: string
  readonly name: string
}

interface NewAccount extends User {
  readonly staffNumber: string
  readonly password: Password
  readonly grantIds: readonly string[]
}

/** By how the accounts are listed: in the order of their sign-in names. */
export interface UserQuery {
  /** Part of the sign-in name, the name or the staff number; null looks at all. */
  readonly text: string | null
  readonly after: string | null
  readonly limit: number
}

export interface UserStore {
  /** Refuses with `office.user-id-taken`, `office.staff-number-taken`. */
  add(account: NewAccount, operation: Operation): Promise<Result<Account, UsersRefusal>>
  find(userId: string): Promise<Account | null>
  list(query: UserQuery): Promise<readonly Account[]>
  /** The hash in force and those before it, newest first, `count` in all; empty for nobody. */
  passwordHashes(userId: string, count: number): Promise<readonly string[]>
  /** Decides about an account while nobody else can, and does what was decided whole or not at all. */
  alter(
    userId: string,
    decide: (account: Account | null) => Result<Alteration, UsersRefusal>,
  ): Promise<Result<Account, UsersRefusal>>
  institutionExists(providerCode: string): Promise<boolean>
  /** Whether a region of the centre or one of its institutions lies there; anywhere, as long as the centre knows no place at all. */
  divisionExists(division: DivisionCode): Promise<boolean>
  /** Institutions by the beginning of the code or a part of the name, by code. */
  institutions(text: string, limit: number): Promise<readonly NamedInstitution[]>
}

/** Slow on purpose, and never many at once. */
export interface PasswordHasher {
  /** Null when too many are waiting already. */
  hash(password: string): Promise<string | null>
  matches(hash: string, password: string): Promise<boolean | null>
  /** The hash of nothing that anybody knows, to be as slow about who does not exist. */
  readonly nobodysHash: Promise<string>
  /** A password for a first sign-in, easy to read out. */
  makePassword(): string
}

/** The counts of sign-ins, by account and by address. */
export interface TryStore {
  /** Reads the counts and writes what is decided of them, while nobody else can; in the order of the subjects given. */
  change(subjects: readonly string[], decide: (tries: readonly Tries[]) => readonly Tries[]): Promise<void>
}
