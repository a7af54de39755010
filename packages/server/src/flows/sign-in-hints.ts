import type { Role } from '@yibao/core/office'

/** An account that the sign-in page of a demo shows with its password. */
export interface SignInHint {
  readonly userId: string
  readonly password: string
  readonly role: Role
  /** Where it works: a region or an institution. */
  readonly place: { readonly zh: string; readonly en: string }
}
