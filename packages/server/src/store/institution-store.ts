import type { LocalDateTime } from '@yibao/core/kernel'
import { announce } from './import-reference.ts'
import { type Queryable, query } from './sql.ts'

/** The name of an institution, or null when nobody has this code. */
export async function institutionName(on: Queryable, providerCode: string): Promise<string | null> {
  const rows = await query<{ name: string }>(on, 'institution', 'select name from provider where provider_code = $1', [
    providerCode,
  ])
  return rows[0]?.name ?? null
}

const revoke = `
update provider_key set revoked_at = $3 where account = $1 and provider_code = $2 and revoked_at is null
returning account`

/** Ends an account; false when the institution has none of this name that is still in force. */
export async function revokeKey(
  on: Queryable,
  providerCode: string,
  account: string,
  at: LocalDateTime,
): Promise<boolean> {
  const revoked = await query(on, 'key-revoke', revoke, [account, providerCode, at])
  await announce(on)
  return revoked.length === 1
}
