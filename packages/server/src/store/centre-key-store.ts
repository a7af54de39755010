import type { LocalDateTime } from '@yibao/core/kernel'
import type { CryptoProvider, Sm2KeyPair } from '../crypto/provider.ts'
import type { SecretBox } from './secret-box.ts'
import { type Queryable, query } from './sql.ts'

/** Of two centres that start at once on one database, the first makes the key and both use it. */
const keep = `
insert into centre_key (purpose, public_key, private_key, created_at) values ('sign', $1, $2, $3)
on conflict (purpose) do nothing`

const read = `
select public_key, private_key, to_char(created_at, 'YYYY-MM-DD HH24:MI:SS') as created_at
from centre_key where purpose = 'sign'`

interface CentreKeyRow {
  readonly public_key: string
  readonly private_key: Buffer
  readonly created_at: LocalDateTime
}

export interface CentreKey extends Sm2KeyPair {
  readonly createdAt: LocalDateTime
}

/**
 * The key pair with which the centre signs its answers; made when there is none yet.
 *
 * @throws SecretBoxError when it was sealed with another master key
 */
export async function centreKey(
  on: Queryable,
  box: SecretBox,
  crypto: CryptoProvider,
  at: LocalDateTime,
): Promise<CentreKey> {
  const [known] = await query<CentreKeyRow>(on, 'centre-key', read)
  if (known !== undefined) {
    const { public_key: publicKey, private_key: sealed, created_at: createdAt } = known
    return { publicKey, privateKey: box.open(sealed), createdAt }
  }
  const { publicKey, privateKey } = crypto.newSm2KeyPair()
  await query(on, 'centre-key-keep', keep, [publicKey, box.seal(privateKey), at])
  return centreKey(on, box, crypto, at)
}

/** The public half of it, for who checks what the centre signed; null before its first start. */
export async function centrePublicKey(on: Queryable): Promise<string | null> {
  const text = `select public_key as "publicKey" from centre_key where purpose = 'sign'`
  const [known] = await query<{ publicKey: string }>(on, 'centre-public-key', text)
  return known?.publicKey ?? null
}
