import type pg from 'pg'
import type { CryptoProvider } from './crypto/provider.ts'
import type { DeskStore } from './flows/desk.ts'
import { readableRequest } from './national/protection/archived.ts'
import { deskStore } from './store/desk-store.ts'
import { keysOf } from './store/key-store.ts'
import type { SecretBox } from './store/secret-box.ts'

/** The desk's archive, whose requests are shown in plain text where their institution had sent them encrypted. */
export function readableDesk(pool: pg.Pool, box: SecretBox, crypto: CryptoProvider): DeskStore {
  const store = deskStore(pool)
  const sm4KeysOf = async (providerCode: string) =>
    (await keysOf(pool, providerCode)).flatMap(({ sealedSm4Key, sm4Mode: mode }) =>
      sealedSm4Key === null ? [] : [{ key: box.open(sealedSm4Key), mode }],
    )
  return {
    ...store,
    async whole(messageId) {
      const found = await store.whole(messageId)
      if (found === null) return null
      return { ...found, request: readableRequest(crypto, await sm4KeysOf(found.providerCode), found.request) }
    },
  }
}
