import type pg from 'pg'
import { localCrypto } from './crypto/local-crypto.ts'
import { caseFileMaker } from './files/evidence-case-file.ts'
import { fileKindOf } from './files/evidence-file-type.ts'
import type { EvidenceDesk } from './flows/evidence.ts'
import type { ExportDesk } from './flows/evidence-export.ts'
import type { Colleagues, MatterFile } from './flows/evidence-ports.ts'
import type { OperationSource } from './flows/operation-log.ts'
import { centreKey } from './store/centre-key-store.ts'
import { evidenceStore, sm3OfBytes } from './store/evidence-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import { userStore } from './store/user-store.ts'

/** Accounts in use, as rights over evidence and tips ask them. */
export function colleaguesOn(pool: pg.Pool): Colleagues {
  const users = userStore(pool)
  return {
    async user(userId) {
      const account = await users.find(userId)
      return account === null || account.disabledAt !== null || account.held ? null : account
    },
  }
}

/** The store of evidence on a database. */
export function evidenceDesk(pool: pg.Pool, source: OperationSource): EvidenceDesk {
  return {
    ...source,
    store: evidenceStore(pool),
    colleagues: colleaguesOn(pool),
    digest: { text: localCrypto.sm3, bytes: sm3OfBytes },
    kindOf: fileKindOf,
  }
}

/** The same with what a case file needs: the centre's key and, where they are known, matters. */
export async function exportDesk(
  pool: pg.Pool,
  source: OperationSource,
  box: SecretBox,
  matters: MatterFile | null,
): Promise<ExportDesk> {
  const key = await centreKey(pool, box, localCrypto, source.now())
  const { sign } = localCrypto.sm2Signer(key)
  return { ...evidenceDesk(pool, source), matters, maker: caseFileMaker({ publicKey: key.publicKey, sign }) }
}
