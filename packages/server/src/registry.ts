import { type PlanBook, planBook } from '@yibao/core/benefit'
import { buildCatalog, type Catalog } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { LocalDateTime } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import type { CryptoProvider } from './crypto/provider.ts'
import type { Registry } from './flows/ports.ts'
import {
  type GatewayKey,
  gatewayStyles,
  type KeyRing,
  keyRing,
  type SignatureDemand,
  signatureDemands,
} from './national/gateway/key.ts'
import { type AuditBook, noAuditBook, readAuditBook } from './store/audit-book.ts'
import { readKeys, type StoredKey } from './store/key-store.ts'
import { readCatalog, readProviders } from './store/registry-store.ts'
import type { SecretBox } from './store/secret-box.ts'

export interface LiveRegistry extends Registry {
  /** The keys that are not revoked, always those of the latest reading. */
  readonly keys: KeyRing
  readonly providerCount: number
  /** Reads everything anew; what was read before serves until then. */
  refresh(): Promise<void>
}

interface Contents {
  readonly catalog: Catalog
  readonly providers: ReadonlyMap<string, Provider>
  readonly keys: KeyRing
  readonly audits: AuditBook
}

type Senders = Pick<Contents, 'providers' | 'keys'>

const demandOf = (requires: string): SignatureDemand => signatureDemands.find((demand) => demand === requires) ?? 'SM2'

const secondsOf = (at: LocalDateTime | null): number | null =>
  at === null ? null : Date.parse(`${at.replace(' ', 'T')}+08:00`) / 1000

function gatewayKey(box: SecretBox, stored: StoredKey): GatewayKey {
  const { account, providerCode, sealedSecret, styles, requires, sm2PublicKey, sealedSm4Key, sm4Mode } = stored
  return {
    account,
    providerCode,
    secret: box.open(sealedSecret),
    styles: gatewayStyles.filter((style) => styles.includes(style)),
    requires: demandOf(requires),
    validFrom: secondsOf(stored.validFrom),
    validUntil: secondsOf(stored.validUntil),
    sm2PublicKey,
    sm4: sealedSm4Key === null ? null : { key: box.open(sealedSm4Key), mode: sm4Mode },
  }
}

async function readSenders(pool: pg.Pool, box: SecretBox, crypto: CryptoProvider): Promise<Senders> {
  const [providers, stored] = await Promise.all([readProviders(pool), readKeys(pool)])
  return {
    providers: new Map(providers.map((provider) => [provider.providerCode, provider])),
    keys: keyRing(
      stored.map((key) => gatewayKey(box, key)),
      crypto,
    ),
  }
}

/** Holds catalogue, plans, audit rules, providers and keys in memory. */
export async function openRegistry(
  pool: pg.Pool,
  box: SecretBox,
  crypto: CryptoProvider,
  packs: readonly RegionPack[],
): Promise<LiveRegistry> {
  const book: PlanBook = planBook(packs)
  const [senders, items, audits] = await Promise.all([
    readSenders(pool, box, crypto),
    readCatalog(pool),
    readAuditBook(pool, noAuditBook),
  ])
  let contents: Contents = { ...senders, catalog: buildCatalog(items), audits }
  let reading: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  const readAnew = async (): Promise<void> => {
    // Who may send comes first: a fault in the catalogue must not keep a revoked key alive.
    contents = { ...contents, ...(await readSenders(pool, box, crypto)) }
    contents = { ...contents, catalog: buildCatalog(await readCatalog(pool)) }
    contents = { ...contents, audits: await readAuditBook(pool, contents.audits) }
  }
  return {
    book,
    get catalog() {
      return contents.catalog
    },
    get providerCount() {
      return contents.providers.size
    },
    provider: (providerCode) => contents.providers.get(providerCode) ?? null,
    audit: (division, on) => contents.audits.on(division, on),
    keys: {
      byAccount: (account) => contents.keys.byAccount(account),
      bySecret: (secret) => contents.keys.bySecret(secret),
    },
    refresh() {
      // One after the other: a slow reading that began before a key was revoked must not end after the one that saw it.
      // One that has not begun yet will see everything that was announced meanwhile.
      if (waiting !== null) return waiting
      const begin = (): Promise<void> => {
        waiting = null
        return readAnew()
      }
      waiting = reading.then(begin, begin)
      reading = waiting
      return reading
    },
  }
}
