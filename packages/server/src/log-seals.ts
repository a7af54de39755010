import { setTimeout as pause } from 'node:timers/promises'
import { dateOf } from '@yibao/core/kernel'
import type pg from 'pg'
import { localCrypto } from './crypto/local-crypto.ts'
import type { CryptoProvider } from './crypto/provider.ts'
import { sealAnchors } from './files/seal-anchors.ts'
import { checkSeals, sealLog } from './flows/log-seal.ts'
import type { SealAnchors, SealBooks, SealDesk } from './flows/log-seal-ports.ts'
import type { OperationSource } from './flows/operation-log.ts'
import { centreKey, centrePublicKey } from './store/centre-key-store.ts'
import { sealStore } from './store/log-seal-store.ts'
import type { SecretBox } from './store/secret-box.ts'
import type { NoteRun } from './upkeep-runs.ts'

/** A centre without a folder of its own keeps its seals in the database only. */
const nowhere: SealAnchors = { all: async () => [], add: async () => undefined }

const anchorsOf = (dataDir: string | null, centre: string): SealAnchors =>
  dataDir === null ? nowhere : sealAnchors(dataDir, centre)

/** Reads the operation log against its seals. Before a centre's first start there is no key, and nothing is signed. */
export async function sealBooks(pool: pg.Pool, dataDir: string | null): Promise<SealBooks> {
  const centre = await centrePublicKey(pool)
  const verifier = centre === null ? null : localCrypto.sm2Verifier(centre)
  return {
    digest: localCrypto.sm3,
    store: sealStore(pool),
    anchors: centre === null ? nowhere : anchorsOf(dataDir, centre),
    isSigned: async (text, signature) => (await verifier?.verify(text, signature)) ?? false,
  }
}

interface SealGround {
  readonly pool: pg.Pool
  /** For what is only read. */
  readonly reads?: pg.Pool
  readonly secretBox: SecretBox
  readonly source: OperationSource
  readonly dataDir: string | null
  readonly crypto?: CryptoProvider
}

/** Everything that sealing needs, on one database. */
export async function sealDesk(ground: SealGround): Promise<SealDesk> {
  const { pool, reads, secretBox, source, dataDir, crypto = localCrypto } = ground
  const key = await centreKey(pool, secretBox, crypto, source.now())
  const [signer, verifier] = [crypto.sm2Signer(key), crypto.sm2Verifier(key.publicKey)]
  return {
    ...source,
    digest: crypto.sm3,
    store: sealStore(pool, reads),
    anchors: anchorsOf(dataDir, key.publicKey),
    sign: (text) => signer.sign(text),
    isSigned: (text, signature) => verifier.verify(text, signature),
  }
}

interface KeepSeals {
  readonly desk: SealDesk
  readonly run: NoteRun
  readonly log: (line: string) => void
  readonly everyMs?: number
}

/** What was not sealed for so long may be changed unseen. */
const usualEveryMs = 5 * 60 * 1000

/** The whole log is held against its seals when nobody works. */
const checksAt = '03:00:00'

/** Seals the operation log while the centre runs, and holds it against its seals once a day. @returns what ends it */
export function keepSeals({ desk, run, log, everyMs = usualEveryMs }: KeepSeals): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  let checked = ''
  const check = async (): Promise<void> => {
    const now = desk.now()
    if (dateOf(now) === checked || now.slice(11) < checksAt) return
    const { faultCount, faults } = await run('seal-check', () => checkSeals(desk, 'upkeep'))
    checked = dateOf(now)
    if (faultCount > 0)
      log(
        `操作日志与封印不符 the operation log is not what its seals say: ${faultCount} 处 faults, ${JSON.stringify(faults[0])}`,
      )
  }
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      try {
        await run('seals', () => sealLog(desk))
        await check()
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (!signal.aborted) log(`操作日志未能封存 the operation log could not be sealed: ${why}`)
      }
    }
  }
  const running = keep()
  return () => {
    stop.abort()
    return running
  }
}
