import type { LocalDateTime } from '@yibao/core/kernel'
import type { StoredKey } from '../store/key-store.ts'

function stateOf({ revokedAt, validFrom, validUntil }: StoredKey, now: LocalDateTime): string {
  if (revokedAt !== null) return `已作废 revoked ${revokedAt}`
  if (validUntil !== null && now >= validUntil) return `已失效 ended ${validUntil}`
  if (validFrom !== null && now < validFrom) return `未生效 begins ${validFrom}`
  return validUntil === null ? '有效 in force' : `有效 in force until ${validUntil}`
}

function protectionOf({ requires, sm2PublicKey, sealedSm4Key, sm4Mode }: StoredKey): string {
  // The last digits tell two public keys apart and fit into a line.
  const sm2 = sm2PublicKey === null ? [] : [`SM2 …${sm2PublicKey.slice(-8)}`]
  const sm4 = sealedSm4Key === null ? [] : [`SM4 ${sm4Mode}`]
  return [`签名 requires ${requires}`, ...sm2, ...sm4].join('  ')
}

/** The keys of an institution, one a line; no secret is among them. */
export function keyListText(keys: readonly StoredKey[], now: LocalDateTime): string {
  if (keys.length === 0) return '尚无账号 no account yet: ./yibao institution key add --help\n'
  return keys
    .map((key) => `${[key.account, stateOf(key, now), key.styles.join(','), protectionOf(key)].join('  ')}\n`)
    .join('')
}
