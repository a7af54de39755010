import type pg from 'pg'
import { localCrypto } from './crypto/local-crypto.ts'
import { identitySealer } from './crypto/tip-seal.ts'
import { colleaguesOn } from './evidence-desk.ts'
import { shippedRewards } from './files/tip-rewards.ts'
import type { OperationSource } from './flows/operation-log.ts'
import type { TipDesk } from './flows/tip-ports.ts'
import { tipStore } from './store/tip-store.ts'

/** Without letters and digits that are taken for one another; 32 of them, so that every byte gives one evenly. */
const readable = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const codeLength = 20

/** A hundred random bits, as it is read out on the telephone. */
function newClaimCode(): string {
  const letters = [...localCrypto.random(codeLength)].map((byte) => readable[byte % readable.length] ?? '')
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-')
}

/** Spaces, dashes and small letters make no difference. */
const plainCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '')

/** Everything that tips need, on one database. */
export async function tipDesk(pool: pg.Pool, source: OperationSource): Promise<TipDesk> {
  return {
    ...source,
    store: tipStore(pool),
    colleagues: colleaguesOn(pool),
    sealer: identitySealer,
    rules: await shippedRewards(),
    newClaimCode,
    claimDigest: (tipId, code) => localCrypto.sm3(`${tipId}\n${plainCode(code)}`),
    same: localCrypto.same,
  }
}
