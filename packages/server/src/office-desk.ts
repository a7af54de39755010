import type pg from 'pg'
import { passwordHasher } from './crypto/password-hasher.ts'
import type { OperationSource } from './flows/operation-log.ts'
import type { SignInDesk } from './flows/sessions-sign-in.ts'
import { operationLogStore } from './store/operation-log-store.ts'
import { sessionStore } from './store/session-store.ts'
import { tryStore, userStore } from './store/user-store.ts'

/** The longest that a house may let a password last, in days; beyond it a number is a slip of the pen. */
const longestDays = 3650

/**
 * How old a password may become, from `YIBAO_PASSWORD_DAYS`; null without it: passwords last.
 *
 * @throws Error when the variable is no number of days
 */
export function passwordDaysOf(environment: Readonly<Record<string, string | undefined>>): number | null {
  const text = environment.YIBAO_PASSWORD_DAYS ?? ''
  if (text === '') return null
  const days = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0
  if (days >= 1 && days <= longestDays) return days
  throw new Error(
    `YIBAO_PASSWORD_DAYS=${text}：请写 1 至 ${longestDays} 的天数 write a number of days, 1 to ${longestDays}`,
  )
}

/** Everything that users, sessions and the operation log need, on one database. */
export function officeDesk(pool: pg.Pool, source: OperationSource): SignInDesk {
  return {
    ...source,
    users: userStore(pool),
    sessions: sessionStore(pool),
    log: operationLogStore(pool),
    tries: tryStore(pool),
    hasher: passwordHasher(),
    passwordMaximumDays: passwordDaysOf(process.env),
  }
}
