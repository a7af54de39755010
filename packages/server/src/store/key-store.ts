import type { LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import type { Sm4Mode } from '../crypto/provider.ts'
import { announce } from './import-reference.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** One key of an institution, its secrets as the secret box sealed them. */
export interface StoredKey {
  readonly account: string
  readonly providerCode: string
  readonly sealedSecret: Buffer
  readonly styles: readonly string[]
  readonly requires: string
  readonly sm2PublicKey: string | null
  readonly sealedSm4Key: Buffer | null
  readonly sm4Mode: Sm4Mode
  readonly createdAt: LocalDateTime
  readonly validFrom: LocalDateTime | null
  readonly validUntil: LocalDateTime | null
  readonly revokedAt: LocalDateTime | null
}

const columns = `account, provider_code as "providerCode", secret as "sealedSecret", styles, requires,
  sm2_public_key as "sm2PublicKey", sm4_key as "sealedSm4Key", sm4_mode as "sm4Mode",
  to_char(created_at, 'YYYY-MM-DD HH24:MI:SS') as "createdAt",
  to_char(valid_from, 'YYYY-MM-DD HH24:MI:SS') as "validFrom",
  to_char(valid_until, 'YYYY-MM-DD HH24:MI:SS') as "validUntil",
  to_char(revoked_at, 'YYYY-MM-DD HH24:MI:SS') as "revokedAt"`

/** Every key that is not revoked, those of another time included: the gateway looks at its own clock. */
export function readKeys(on: Queryable): Promise<StoredKey[]> {
  return query<StoredKey>(on, 'read-keys', `select ${columns} from provider_key where revoked_at is null`)
}

/** All keys that an institution ever had, the newest first. */
export function keysOf(on: Queryable, providerCode: string): Promise<StoredKey[]> {
  return query<StoredKey>(
    on,
    'keys-of',
    `select ${columns} from provider_key where provider_code = $1 order by created_at desc, account`,
    [providerCode],
  )
}

const insertKey = `
insert into provider_key (account, provider_code, secret, styles, requires, sm2_public_key, sm4_key, sm4_mode,
  created_at, valid_from, valid_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

/** Adds a key; a running centre knows it at once. */
export async function addKey(on: Queryable, key: Omit<StoredKey, 'revokedAt'>): Promise<void> {
  const { account, providerCode, sealedSecret, styles, requires, sm2PublicKey, sealedSm4Key, sm4Mode } = key
  await query(on, 'key-add', insertKey, [
    account,
    providerCode,
    sealedSecret,
    styles,
    requires,
    sm2PublicKey,
    sealedSm4Key,
    sm4Mode,
    key.createdAt,
    key.validFrom,
    key.validUntil,
  ])
  await announce(on)
}

/** A key that comes nearer to its end by a rotation keeps an end that was nearer still. */
const endKey = `
update provider_key set valid_until = least(valid_until, greatest($3, valid_from))
where account = $1 and provider_code = $2 and revoked_at is null
returning account`

/**
 * Puts a key in the place of another one, which stays in force until `until` at most.
 *
 * @returns false when the institution has no such account in force; then nothing was written
 */
export function rotateKey(
  pool: pg.Pool,
  account: string,
  until: LocalDateTime,
  successor: Omit<StoredKey, 'revokedAt'>,
): Promise<boolean> {
  return transaction(pool, async (client) => {
    const ended = await query(client, 'key-end', endKey, [account, successor.providerCode, until])
    if (ended.length === 0) return false
    await addKey(client, successor)
    return true
  })
}

const revoke = `
update provider_key set revoked_at = $3 where account = $1 and provider_code = $2 and revoked_at is null
returning account`

/** Ends an account at once; false when the institution has none of this name that is still in force. */
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
