import type { Role } from '@yibao/core/office'

interface Words {
  readonly zh: string
  readonly en: string
}

/** An account that the sign-in page of a demo shows with its password. */
export interface SignInHint {
  readonly userId: string
  readonly password: string
  readonly role: Role
  /** Where it works: a region or an institution. */
  readonly place: Words
  /** What there is to try with it, in a line. */
  readonly work: Words
}

/** What the sign-in page of a demo shows. */
export interface SignInHints {
  readonly accounts: readonly SignInHint[]
  /** The identity number of a generated person whom a cashier may identify; null outside a demo. */
  readonly somebody: string | null
}

export const noHints: SignInHints = { accounts: [], somebody: null }
