import { randomBytes } from 'node:crypto'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { SecretBox } from './secret-box.ts'
import { type Queryable, query } from './sql.ts'

/** Of two processes that ask at once, the first makes the secret and both use it. */
const keep = `insert into centre_secret (purpose, secret, made_at) values ($1, $2, $3) on conflict (purpose) do nothing`

/**
 * A secret of the centre's own, 32 random bytes, made when there is none yet.
 *
 * @throws SecretBoxError when it was sealed with another master key
 */
export async function centreSecret(
  on: Queryable,
  box: SecretBox,
  purpose: 'receipt-links',
  at: LocalDateTime,
): Promise<Uint8Array> {
  const read = 'select secret from centre_secret where purpose = $1'
  const [known] = await query<{ secret: Buffer }>(on, 'centre-secret', read, [purpose])
  if (known !== undefined) return Buffer.from(box.open(known.secret), 'hex')
  await query(on, 'centre-secret-keep', keep, [purpose, box.seal(randomBytes(32).toString('hex')), at])
  return centreSecret(on, box, purpose, at)
}
