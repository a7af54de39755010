import { join } from 'node:path'
import type { CaseworkLaw } from '@yibao/core/casework'
import type pg from 'pg'
import { localCrypto } from './crypto/local-crypto.ts'
import { soundCaseworkLaw } from './files/casework-law.ts'
import { policyFolder } from './files/shipped.ts'
import type { CaseworkDesk, Colleagues } from './flows/casework-ports.ts'
import type { OperationSource } from './flows/operation-log.ts'
import type { UserStore } from './flows/users-ports.ts'
import { caseworkStore } from './store/casework-store.ts'
import { query } from './store/sql.ts'
import { userStore } from './store/user-store.ts'

/** Accounts of one look; a bureau has fewer. */
const usersAtOnce = 10_000

function colleaguesOf(users: Pick<UserStore, 'find' | 'list'>): Colleagues {
  return {
    async user(userId) {
      const account = await users.find(userId)
      return account === null || account.disabledAt !== null || account.held ? null : account
    },
    async all() {
      const found = await users.list({ text: null, after: null, limit: usersAtOnce })
      return found.filter(({ disabledAt, held }) => disabledAt === null && !held)
    },
  }
}

/** Clauses and limits as they ship. @throws Error with every problem when they were changed so that they cannot be read */
export const shippedCaseworkLaw = async (): Promise<CaseworkLaw> =>
  (await soundCaseworkLaw(join(policyFolder, 'supervision'))).law

/** The desk at which review items and cases are handled. */
export function caseworkDesk(pool: pg.Pool, source: OperationSource, law: CaseworkLaw): CaseworkDesk {
  return {
    ...source,
    law,
    matters: caseworkStore(pool),
    colleagues: colleaguesOf(userStore(pool)),
    digest: localCrypto.sm3,
    async authorityOf(division) {
      const text = `select content->>'name' as name from policy_pack where division = $1
        order by kept_since desc, pack_hash limit 1`
      const [row] = await query<{ name: string | null }>(pool, 'casework-authority', text, [division])
      return row?.name ?? null
    },
  }
}
