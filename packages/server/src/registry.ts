import { type PlanBook, planBook } from '@yibao/core/benefit'
import { buildCatalog, type Catalog } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import type { Registry } from './flows/ports.ts'
import type { GatewayKey } from './national/gateway.ts'
import { readCatalog, readKeys, readProviders } from './store/registry-store.ts'
import type { SecretBox } from './store/secret-box.ts'

export interface LiveRegistry extends Registry {
  keyOf(account: string): GatewayKey | null
  readonly providerCount: number
  /** Reads everything anew; what was read before serves until then. */
  refresh(): Promise<void>
}

interface Contents {
  readonly catalog: Catalog
  readonly providers: ReadonlyMap<string, Provider>
  readonly keys: ReadonlyMap<string, GatewayKey>
}

type Senders = Pick<Contents, 'providers' | 'keys'>

async function readSenders(pool: pg.Pool, box: SecretBox): Promise<Senders> {
  const [providers, keys] = await Promise.all([readProviders(pool), readKeys(pool)])
  return {
    providers: new Map(providers.map((provider) => [provider.providerCode, provider])),
    keys: new Map(
      keys.map(({ account, providerCode, sealed }) => [account, { account, providerCode, secret: box.open(sealed) }]),
    ),
  }
}

/** Holds catalogue, plans, providers and keys in memory. */
export async function openRegistry(pool: pg.Pool, box: SecretBox, packs: readonly RegionPack[]): Promise<LiveRegistry> {
  const book: PlanBook = planBook(packs)
  const [senders, items] = await Promise.all([readSenders(pool, box), readCatalog(pool)])
  let contents: Contents = { ...senders, catalog: buildCatalog(items) }
  let reading: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  const readAnew = async (): Promise<void> => {
    // Who may send comes first: a fault in the catalogue must not keep a revoked key alive.
    contents = { ...contents, ...(await readSenders(pool, box)) }
    contents = { ...contents, catalog: buildCatalog(await readCatalog(pool)) }
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
    keyOf: (account) => contents.keys.get(account) ?? null,
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
