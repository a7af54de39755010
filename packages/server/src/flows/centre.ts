import type { LocalDateTime } from '@yibao/core/kernel'
import { momentOf, secondsOf } from '@yibao/core/office'
import { pageOf } from './asker.ts'
import type {
  CentreProcess,
  CentreStore,
  DatabaseState,
  DiskState,
  JobCount,
  KeyFilter,
  KeyListKey,
  KeyListStore,
  ListedKey,
  UpkeepRun,
} from './centre-ports.ts'
import type { Page } from './rest-ports.ts'

export interface CentreDesk {
  readonly now: () => LocalDateTime
  readonly version: string
  readonly store: CentreStore
  readonly keys: KeyListStore
  /** Of the data folder; null where there is none. */
  readonly disk: () => Promise<DiskState | null>
}

export interface CentreHealth {
  readonly at: LocalDateTime
  readonly version: string
  readonly database: DatabaseState
  readonly processes: readonly (CentreProcess & { readonly silent: boolean })[]
  readonly disk: DiskState | null
  readonly upkeep: readonly UpkeepRun[]
  readonly jobs: readonly JobCount[]
}

/** A process writes about itself three times as often. */
const silentSeconds = 60

const daySeconds = 86_400

/** How the centre is: what its processes wrote about themselves, its database, its disk, its upkeep and its jobs. */
export async function centreHealth({ now, version, store, disk }: CentreDesk): Promise<CentreHealth> {
  const at = now()
  const seconds = secondsOf(at)
  // One after the other: what is looked at is read over few connections.
  const database = await store.database()
  const processes = await store.processes()
  const upkeep = await store.upkeep()
  const jobs = await store.jobs(momentOf(seconds - daySeconds))
  return {
    at,
    version,
    database,
    processes: processes.map((one) => ({ ...one, silent: secondsOf(one.seenAt) < seconds - silentSeconds })),
    disk: await disk(),
    upkeep,
    jobs,
  }
}

/** One page of the accounts of the interface. */
export async function listKeys(
  { keys, now }: Pick<CentreDesk, 'keys' | 'now'>,
  filter: KeyFilter,
  { after, limit }: { readonly after: KeyListKey | null; readonly limit: number },
): Promise<Page<ListedKey, KeyListKey>> {
  const found = await keys.keys(filter, now(), after, limit + 1)
  return pageOf(found, limit, ({ providerCode, account }) => ({ providerCode, account }))
}
