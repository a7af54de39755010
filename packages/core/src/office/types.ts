import type { DivisionCode } from '../kernel/index.ts'
import type { Right } from './rights.ts'
import type { Role } from './roles.ts'

/** Where a role may be used: a region with all that lies in it, or one institution. */
export type Scope =
  | { readonly kind: 'region'; readonly division: DivisionCode }
  | { readonly kind: 'institution'; readonly providerCode: string }

export interface Grant {
  readonly role: Role
  readonly scope: Scope
}

/** A person with an account, as rights see one. `userId` is the sign-in name; it is never given to anybody else. */
export interface User {
  readonly userId: string
  readonly name: string
  readonly grants: readonly Grant[]
}

/** What lies within reach for one right; both empty: the right is not there. No region lies within another. */
export interface Reach {
  readonly regions: readonly DivisionCode[]
  readonly institutions: readonly string[]
}

/** Who does something to an account: a user, or somebody at the machine's own command line. */
export type Hand = { readonly kind: 'console' } | { readonly kind: 'user'; readonly user: User }

/** What an administrator may do to somebody's account. */
export type AccountAct = 'disable' | 'enable' | 'reset-password' | 'unlock' | 'end-sessions' | 'grant' | 'revoke'

/** Why a password is not taken. */
export type PasswordFault =
  | { readonly fault: 'too-short'; readonly least: number }
  | { readonly fault: 'too-long'; readonly most: number }
  | { readonly fault: 'control-characters' }
  | { readonly fault: 'holds-user-name' }
  | { readonly fault: 'too-common' }
  | { readonly fault: 'too-uniform'; readonly least: number }
  | { readonly fault: 'used-before'; readonly keptBack: number }

export type OfficeRefusal =
  | { readonly code: 'office.no-right'; readonly right: Right }
  | { readonly code: 'office.own-account' }
  | { readonly code: 'office.audit-admin-apart' }
  | { readonly code: 'office.two-offices'; readonly held: Role; readonly wanted: Role }
  | { readonly code: 'office.wrong-scope'; readonly role: Role; readonly fits: 'whole' | 'region' | 'institution' }
  | { readonly code: 'office.already-granted' }
  | { readonly code: 'office.unknown-grant' }
  | { readonly code: 'office.bad-password'; readonly faults: readonly [PasswordFault, ...PasswordFault[]] }
